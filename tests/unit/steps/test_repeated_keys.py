"""Rows of one file under one key in several chunks are found, and nothing else is handed on."""

from collections.abc import Iterable, Iterator

import pytest

from chengxin.catalogue import Dataset, Field
from chengxin.formats.model import Chunk, Column
from chengxin.formats.table.chunk_csv import write_rows
from chengxin.steps import repeated_keys
from chengxin.steps.repeated_keys import RepeatedKeys, TwinRow

DATASET = Dataset(
    id="x",
    title="x",
    kind="penalty",
    fields=(Field(name="number", title="文号"), Field(name="party", title="相对人"), Field(name="fine", title="罚款")),
    primary_key=("number", "party"),
    roles={"document_number": "number", "subject_name": "party"},
)
COLUMNS = [Column(0, "文号", "number"), Column(1, "相对人", "party"), Column(2, "罚款", "fine")]
Table = list[list[str]]


def chunks(*tables: Table, sheet: str = "") -> list[Chunk]:
    made, row = [], 2
    for index, table in enumerate(tables):
        data = write_rows(enumerate(table, row))
        made.append(Chunk(index, row, len(table), data, sheet=f"{sheet}{index}" if sheet else ""))
        row += len(table)
    return made


def twins_of(given: list[Chunk]) -> tuple[dict[int, list[TwinRow]], int]:
    """The rows handed on, and how many times the file was read again."""
    keys, read = RepeatedKeys(DATASET), 0
    for chunk in given:
        keys.add(chunk, COLUMNS)

    def again() -> Iterator[Chunk]:
        nonlocal read
        read += 1
        yield from given

    return keys.twins(again, COLUMNS), read


def numbers(twins: Iterable[TwinRow]) -> list[str]:
    return [place for place, _ in twins]


def test_rows_under_one_key_in_two_chunks_come_to_each_other() -> None:
    first = [["武市监罚〔2026〕1号", "甲公司", "1"], ["武市监罚〔2026〕2号", "甲公司", "1"]]
    second = [["武市监罚[2026]第001号", " 甲公司", "5"], ["武市监罚〔2026〕1号", "乙公司", "1"]]
    found, read = twins_of(chunks(first, second))
    assert {index: numbers(rows) for index, rows in found.items()} == {0: ["第4行"], 1: ["第2行"]}
    assert found[0][0][1] == second[0]
    assert read == 1


def test_the_sheet_is_named_where_there_are_several() -> None:
    row = ["武市监罚〔2026〕1号", "甲公司"]
    found, _ = twins_of(chunks([[*row, "1"]], [[*row, "2"]], sheet="表"))
    assert {index: numbers(rows) for index, rows in found.items()} == {0: ["工作表“表1”第3行"], 1: ["工作表“表0”第2行"]}


@pytest.mark.parametrize(
    "tables",
    [
        [[["1号", "甲", "1"], ["1号", "甲", "2"]]],
        [[["1号", "甲", "1"], ["1号", "甲", "2"]], [["2号", "甲", "1"]]],
        [[["1号", "甲", "1"]], [["1号", "乙", "2"]], [["2号", "甲", "3"]]],
        [[["", "", "1"]], [["", " ", "2"]]],
    ],
)
def test_keys_that_one_chunk_has_alone_are_no_matter(tables: list[Table]) -> None:
    assert twins_of(chunks(*tables)) == ({}, 0)


def test_rows_that_are_the_same_to_the_letter_are_not_handed_on() -> None:
    assert twins_of(chunks(*[[["1号", "甲", "1"]]] * 3))[0] == {}


def test_however_often_a_key_comes_few_of_its_rows_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = twins_of(chunks(*([["1号", "甲", str(n)]] for n in range(30))))
    assert len(found) == 30
    assert {len(rows) for rows in found.values()} <= {repeated_keys.VARIANTS, repeated_keys.VARIANTS - 1}
    monkeypatch.setattr(repeated_keys, "TWINS", 2)
    found, _ = twins_of(chunks(*([[f"{at}号", "甲", str(n)] for at in range(9)] for n in range(3))))
    assert {len(rows) for rows in found.values()} == {2}
