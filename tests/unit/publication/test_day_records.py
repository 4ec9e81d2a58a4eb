"""A day's records on disk read like a list of them, however many there are."""

import io
import tempfile
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook
from tests.unit.publication.samples import CATALOGUE, NOW, record, renderer

from chengxin.publication import disclosures
from chengxin.publication.day_records import LabelledRows, RecordFile
from chengxin.publication.record_rows import row_of

DAY = date(2026, 3, 2)


@given(some.lists(some.tuples(some.integers(0, 5), some.text())), some.slices(6))
def test_what_comes_again_takes_its_place(told: list[tuple[int, str]], part: slice) -> None:
    with tempfile.TemporaryFile() as file:
        stored = RecordFile(file)
        for number, text in told:
            stored.add({"record_id": str(number), "text": text})
        wanted = list({str(n): {"record_id": str(n), "text": text} for n, text in told}.values())
        assert list(stored) == wanted
        assert (len(stored), stored[part]) == (len(wanted), wanted[part])
        assert [stored[at] for at in range(len(stored))] == wanted


def test_rows_are_worded_like_those_of_a_list() -> None:
    records = [record(n) for n in range(5)]
    rows, wanted = LabelledRows(records, CATALOGUE), [row_of(one, CATALOGUE) for one in records]
    assert (list(rows), rows[3], rows[1:4]) == (wanted, wanted[3], wanted[1:4])


def files(records: Sequence[Any]) -> dict[str, bytes]:
    return {f.key.rpartition("/")[2]: f.body for f in disclosures.day_files(renderer(), DAY, records, NOW)}


def test_files_are_the_same_from_disk() -> None:
    records = [orjson.loads(orjson.dumps(record(n))) for n in range(1100)]
    with tempfile.TemporaryFile() as file:
        stored = RecordFile(file)
        for one in records:
            stored.add(one)
        assert files(stored) == files(records)
    data = orjson.loads(files(records)["data.json"])
    assert (data["count"], data["items"]) == (1100, records)


def test_a_sheet_that_is_full_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengxin.publication.spreadsheets.SHEET_ROWS", 4)
    book = load_workbook(io.BytesIO(files([record(n) for n in range(9)])["data.xlsx"]))
    sheets = [list(sheet.values) for sheet in book]
    assert [sheet.title for sheet in book] == ["数据", "数据2", "数据3"]
    assert [len(rows) - 1 for rows in sheets] == [4, 4, 1]
    assert {rows[0] for rows in sheets} == {sheets[0][0]}
    assert [row[0] for rows in sheets for row in rows[1:]] == [f"{n:032d}" for n in range(9)]


def peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    work()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def written(count: int) -> None:
    with tempfile.TemporaryFile() as file:
        stored = RecordFile(file)
        for number in range(count):
            stored.add(record(number))
        for one in disclosures.day_files(renderer(), DAY, stored, NOW):
            assert one.body


def test_a_record_more_takes_little_more_memory_than_its_data() -> None:
    written(10)
    few, many = peak(lambda: written(1_000)), peak(lambda: written(4_000))
    assert many - few < 3_000 * 2 * len(orjson.dumps(record()))
