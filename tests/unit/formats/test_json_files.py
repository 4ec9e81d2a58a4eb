"""JSON arrays and JSON Lines."""

import gzip
import json
from pathlib import Path

import pytest
from tests.unit.formats.reading import HEADER, ROWS, cells, codes, read_bytes

ITEMS = [dict(zip(HEADER, row, strict=True)) for row in ROWS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_arrays_and_lines_give_the_same_rows(tmp_path: Path, encoding: str) -> None:
    array = json.dumps(ITEMS, ensure_ascii=False, indent=1).encode(encoding)
    lines = "\r\n".join(json.dumps(item, ensure_ascii=False) for item in ITEMS).encode(encoding)
    for data, name in ((array, "json"), (lines, "jsonl")):
        reading, rows = read_bytes(tmp_path, data)
        assert (reading.format, codes(reading)) == (name, [])
        assert rows == list(enumerate(ROWS, 1))


def test_keys_in_english_values_of_any_type_and_keys_that_come_late(tmp_path: Path) -> None:
    items = [
        {"subjectName": "甲", "documentNumber": "1号", "decisionDate": "2026-01-01", "fine": 12.50},
        {"fine": None, "decisionDate": "2026-01-02", "documentNumber": 91420100123456789012, "subjectName": "乙",
         "reason": ["a", {"b": 1}], "note": True},
    ]  # fmt: skip
    reading, rows = read_bytes(tmp_path, json.dumps(items).encode())
    names = [column.field for column in reading.columns]
    assert names == ["subject_name", "document_number", "decision_date", "fine", "reason", "note"]
    assert cells(rows) == [
        ["甲", "1号", "2026-01-01", "12.5", "", ""],
        ["乙", "91420100123456789012", "2026-01-02", "", '["a",{"b":1}]', "true"],
    ]


def test_items_that_are_no_objects_cost_their_row_only(tmp_path: Path) -> None:
    lines = [json.dumps(ITEMS[0]), "{not json", "", "[1]", json.dumps(ITEMS[1])]
    reading, rows = read_bytes(tmp_path, "\n".join(lines).encode())
    assert [(f.kind.code, f.row) for f in reading.findings] == [("invalid-json", 2), ("invalid-json", 4)]
    assert [number for number, _ in rows] == [1, 2, 4, 5]
    reading, rows = read_bytes(tmp_path, json.dumps([ITEMS[0], 7, ITEMS[1]]).encode())
    assert [(f.kind.code, f.row) for f in reading.findings] == [("invalid-json", 2)]
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (json.dumps(ITEMS).encode()[:-5], "unreadable-file"),
        (b"[" * 100_000, "unreadable-file"),
        (b"[" * 5_000 + b"]" * 5_000, "header-not-found"),
        (b"[]", "header-not-found"),
        (b"[{}]", "header-not-found"),
        (b'[{"a": 1}]', "header-not-found"),
        (b'[{"' + HEADER[0].encode() + b'": "x"}]', "missing-required-column"),
        (b'[{"a": "' + b"x" * (6 << 20) + b'"}]', "line-too-long"),
        (b'{"data": [1, 2]}', "header-not-found"),
    ],
)
def test_json_that_cannot_be_read(tmp_path: Path, data: bytes, code: str) -> None:
    reading, rows = read_bytes(tmp_path, data)
    assert codes(reading) == [code]
    assert rows == []


def test_a_packed_file_reads_like_the_file(tmp_path: Path) -> None:
    reading, rows = read_bytes(tmp_path, gzip.compress(json.dumps(ITEMS).encode()))
    assert reading.format == "json.gz"
    assert rows == list(enumerate(ROWS, 1))
