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
         "reason": 1.20, "note": True, "附件": ["a", {"b": 12345678901234567890123}]},
    ]  # fmt: skip
    reading, rows = read_bytes(tmp_path, json.dumps(items).encode())
    names = [column.field for column in reading.columns]
    assert names == ["subject_name", "document_number", "decision_date", "fine", "reason", "note", None]
    assert cells(rows) == [
        ["甲", "1号", "2026-01-01", "12.5", "", "", ""],
        ["乙", "91420100123456789012", "2026-01-02", "", "1.2", "true", '["a",{"b":"12345678901234567890123"}]'],
    ]
    assert codes(reading) == ["unknown-column"]


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
        (b"[" * 100_000 + b"]" * 100_000, "unreadable-file"),
        (b"[[1, 2], [3, 4]]", "json-shape"),
        (b"[]", "no-data-rows"),
        (b"[{}]", "no-data-rows"),
        (b'[{"a": 1}]', "json-keys-not-found"),
        (b'{"a": 1}\n{"a": 2}', "json-keys-not-found"),
        (b'[{"' + HEADER[0].encode() + b'": "x"}]', "missing-required-column"),
        (b'[{"a": "' + b"x" * (6 << 20) + b'"}]', "line-too-long"),
        (b'{"data": [1, 2]}', "json-shape"),
        (b'{"1": {"a": 2}, "2": {"a": 3}}', "json-shape"),
        (b'{"data": [{"a": 1}], "rows": [{"b": 1}]}', "json-shape"),
        (b"[{not json at all}]", "unreadable-file"),
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


ALSO = {"code": 0, "msg": "ok", "total": 3}
TABLE = json.dumps(ITEMS, ensure_ascii=False)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({**ALSO, "data": ITEMS}, ensure_ascii=False, indent=1),
        json.dumps({"data": ITEMS, **ALSO}, ensure_ascii=False),
        json.dumps({"data": {"list": ITEMS, **ALSO}}, ensure_ascii=False) + "\n",
        json.dumps({"columns": [{"title": "a"}], "RECORDS": ITEMS}, ensure_ascii=False),
        "\n".join(json.dumps(item, ensure_ascii=False, indent=2) for item in ITEMS),
        f"{TABLE[:-1]},]",
        f"[{TABLE[1:-1]}]".replace("}, {", "} {"),
        TABLE[:-1].replace("}, {", "}][{") + "]",
    ],
)
def test_the_one_table_of_a_text_is_found_wherever_it_stands(tmp_path: Path, text: str) -> None:
    reading, rows = read_bytes(tmp_path, text.encode())
    assert (reading.format, codes(reading)) == ("json", [])
    assert rows == list(enumerate(ROWS, 1))


def test_what_is_damaged_costs_its_row_and_no_other(tmp_path: Path) -> None:
    whole = [json.dumps(item, ensure_ascii=False) for item in ITEMS]
    for damaged in ('{"a": 1', '{"a": "b"c"}', "{'a': 1}", '{"a" "b"}', '{"a": tru}', '{"a": {"b": 1}'):
        text = f"[{whole[0]},{damaged},{whole[1]},{whole[2]}]"
        reading, rows = read_bytes(tmp_path, text.encode())
        assert [(f.kind.code, f.row) for f in reading.findings] == [("invalid-json", 2)], damaged
        assert [row for number, row in rows if number != 2] == ROWS
        reading, rows = read_bytes(tmp_path, f"[{','.join(whole)},{damaged}]".encode())
        assert [(f.kind.code, f.row) for f in reading.findings] == [("invalid-json", 4)], damaged
        reading, rows = read_bytes(tmp_path, f'{{"data": [{",".join(whole)},{damaged}], "total": 4}}'.encode())
        assert [(f.kind.code, f.row) for f in reading.findings] == [("invalid-json", 4)], damaged


def test_a_text_that_breaks_off_is_refused_since_rows_may_be_lost(tmp_path: Path) -> None:
    for end in range(len(TABLE) - 1, len(TABLE) - 60, -7):
        reading, rows = read_bytes(tmp_path, TABLE[:end].encode())
        assert (codes(reading), rows) == (["unreadable-file"], [])


def test_keys_that_come_twice_and_values_within_values_are_errors(tmp_path: Path) -> None:
    twice = TABLE.replace('"罚款金额": "0"', '"罚款金额": "0", "罚款金额": "5"')
    nested = TABLE.replace('"违法事实": "逾期未年报"', '"违法事实": {"事实": "逾期未年报"}')
    for text in (twice, nested):
        lines = "\n".join(part.strip("[]") for part in text.replace("}, {", "}\n{").split("\n"))
        for data in (text, lines):
            reading, rows = read_bytes(tmp_path, data.encode())
            code, field = ("duplicate-key", "fine") if text is twice else ("nested-value", "reason")
            assert [(f.kind.code, f.row, f.field) for f in reading.findings] == [(code, 3, field)]
            assert len(rows) == 3


def test_spellings_of_a_key_that_change_from_item_to_item_share_a_column(tmp_path: Path) -> None:
    items = [dict(item) for item in ITEMS]
    items[1]["CF_WSH"] = items[1].pop("行政处罚决定书文号")
    items[2] |= {"CF_WSH": "武市监罚〔2026〕9号"}
    reading, rows = read_bytes(tmp_path, json.dumps(items, ensure_ascii=False).encode())
    assert [row[2] for row in cells(rows)[:2]] == [row[2] for row in ROWS[:2]]
    assert [(f.kind.code, f.row) for f in reading.findings] == [("duplicate-key", 3)]


def test_numbers_are_read_as_written(tmp_path: Path) -> None:
    for written, text in (("1.2E4", "12000"), ("5.0e-4", "0.00050"), ("1.2E+4", "12000"), ("NaN", "NaN"), ("-0", "-0")):
        data = TABLE.replace('"罚款金额": "0"', f'"罚款金额": {written}')
        for form in (data, data.replace("}, {", "}\n{").strip("[]")):
            _, rows = read_bytes(tmp_path, form.encode())
            assert cells(rows)[2][4] == text
    _, rows = read_bytes(tmp_path, TABLE.replace("逾期", "\\ud800").encode())
    assert rows[2][1][3] == "\ufffd未年报"
