"""Whatever is written is read back; both ways through a CSV agree; and nothing a file holds raises."""

import io
import random
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlwt  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.formats.reading import HEADER, ROWS, Rows, codes, csv_text, read_bytes

from chengxin.formats.model import Limits
from chengxin.formats.table.chunk_csv import read_rows, write_rows
from chengxin.formats.text.fast_csv import FastCsv

WIDTH = len(HEADER)
LETTERS = st.sampled_from('甲乙年号，。a1 ",;\t\n\r\u3000\xa0é𠮷')
CELL = st.one_of(
    st.just(""),
    st.sampled_from(["行政相对人名称", "表格说明", "填表人：甲", "合计", "第1页 共2页", "——"]),
    st.text(LETTERS, max_size=8),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)
RAW = st.text(st.sampled_from(list('甲,,,"\n\r a\0\ufffd')), max_size=400)
ENDED = [",,,,,,\n", "甲,,1号,,,,\n", "甲,,1号\n", "甲\r\n", ",乙,,\n", '甲,,"1\n号",,,,\n', "填表人：甲,,\n", " ,\n"]
PARAGRAPHS = ['"甲\n",,1号\n', '"甲\n\n乙",,1号\n', '"\n",,,,,,\n', '"\n表格说明",,1号\n', '甲,"\n表格说明",1号,,,,\n']
PAGE_ENDS = [
    "合计,,,,1.5,,\n",
    "第 1 页,,,,,,\n",
    "以下空白\n",
    "----\n",
    '"—完—",,\n',
    "\x1a\n",
    "合计公司,,1号,,,,\n",
    "共2条\r\n",
]
WHOLE = [f"甲{n},,{n}号,,,,\n" * times for n, times in enumerate((1, 2, 5, 16, 20))]
SHORT = [f"乙{n},,{n}号,,,\n" * times for n, times in enumerate((1, 2, 5, 16, 20))]
TRIMMED = ["丙,,1号\n", "丙,,1号,事\n" * 3, "丙,,1号,,,,多\n"]
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def rows_of(data: bytes, limits: Limits) -> tuple[Rows, list[tuple[int | None, str | None, str]]]:
    with folder() as place:
        reading, rows = read_bytes(place, data, limits=limits)
    return rows, [(f.row, f.column, f.kind.code) for f in reading.findings]


def with_care_only(data: bytes, limits: Limits) -> tuple[Rows, list[tuple[int | None, str | None, str]]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FastCsv, "take", lambda self, lines: None)
        return rows_of(data, limits)


@QUICK
@given(
    st.lists(st.lists(CELL, min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=30),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    st.sampled_from(",\t;|"),
    st.integers(1, 7),
)
def test_a_record_written_in_any_encoding_comes_back_the_same(
    table: list[list[str]], encoding: str, delimiter: str, chunk_rows: int
) -> None:
    named = [[f"甲{at}", *row[1:]] for at, row in enumerate(table)]
    clean = [[cell.translate({0: None, 0xFFFD: None, 0x0D: "\n"}) for cell in row] for row in named]
    data = csv_text([HEADER, *clean], delimiter).encode(encoding)
    rows, found = rows_of(data, Limits(chunk_rows=chunk_rows))
    assert found == []
    assert rows == list(enumerate(clean, 2))


@QUICK
@given(
    st.lists(
        st.one_of(
            RAW,
            st.sampled_from(ENDED + PARAGRAPHS),
            st.sampled_from(PAGE_ENDS),
            st.sampled_from(WHOLE + SHORT + TRIMMED),
            st.sampled_from(["HEADER", " HEADER", '"HEADER']),
        ),
        max_size=12,
    ),
    st.integers(1, 40),
    st.sampled_from(",\t;|，"),
    st.booleans(),
    st.sampled_from([[], ["无此列"]]),
)
def test_the_plain_way_and_the_careful_way_agree(
    pieces: list[str], chunk_rows: int, delimiter: str, swapped: bool, before: list[str]
) -> None:
    raw = "".join(pieces).replace("HEADER", csv_text([[*before, *HEADER]]))
    raw = raw.translate({ord(","): delimiter, ord(delimiter): ","}) if swapped else raw.replace(",", delimiter)
    table = [[*before, *HEADER], *([*["甲"] * len(before), *row] for row in ROWS)]
    data = (csv_text(table, delimiter) + raw).encode()
    limits = Limits(chunk_rows=chunk_rows)
    assert rows_of(data, limits) == with_care_only(data, limits)


@QUICK
@given(st.binary(max_size=300), st.integers(0, 400), st.sampled_from(["utf-8", "gb18030", "utf-16-le"]))
def test_no_bytes_in_a_text_raise(noise: bytes, at: int, encoding: str) -> None:
    data = csv_text([HEADER, *ROWS]).encode(encoding)
    with folder() as place:
        reading, rows = read_bytes(place, data[:at] + noise + data[at:])
    assert rows or codes(reading)


@QUICK
@given(st.lists(st.tuples(st.integers(0, 10**7), st.lists(CELL.filter(lambda text: "\r" not in text), max_size=5))))
def test_chunks_keep_their_rows(rows: list[tuple[int, list[str]]]) -> None:
    assert read_rows(write_rows(rows)) == rows


def workbook() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("处罚")
    for at, row in enumerate([HEADER, *ROWS]):
        for place, text in enumerate(row):
            sheet.write(at, place, text)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("times", "second"), [(300, False), (15, True)])
def test_no_damage_to_a_workbook_raises(monkeypatch: pytest.MonkeyPatch, times: int, second: bool) -> None:
    """The second reader, in a process of its own, takes its time."""
    if not second:
        monkeypatch.setattr("chengxin.formats.workbook.second_reader.done_apart", lambda *_: False)
    chance = random.Random(7)
    whole = workbook()
    with folder() as place:
        for _ in range(times):
            spoilt = bytearray(whole)
            for _ in range(chance.choice([1, 5, 50])):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            end = chance.choice([len(spoilt), chance.randrange(len(spoilt))])
            reading, rows = read_bytes(place, bytes(spoilt[:end]))
            assert rows or reading.errors


def test_no_damage_to_an_archive_raises() -> None:
    chance = random.Random(11)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("处罚.csv", csv_text([HEADER, *ROWS]))
    whole = buffer.getvalue()
    with folder() as place:
        for _ in range(300):
            spoilt = bytearray(whole)
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            reading, rows = read_bytes(place, bytes(spoilt))
            assert rows or reading.errors
