"""How much is done for a row or a cell: files of very many of them must not take longer than a function may run."""

import io
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
import xlwt  # type: ignore[import-untyped]
from tests.unit.formats.reading import CATALOGUE, HEADER, PENALTY, ROWS, csv_text

from chengxin.formats.model import Limits
from chengxin.formats.read import read


def calls_for(path: Path, data: bytes) -> int:
    """Calls of functions, Python's own among them, that reading the file takes; xlrd's own calls are not ours."""
    path.write_bytes(data)
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call") and "xlrd" not in frame.f_code.co_filename

    sys.setprofile(counted)
    try:
        reading = read(path, PENALTY, CATALOGUE, Limits())
        for _ in reading.chunks:
            pass
    finally:
        sys.setprofile(None)
    assert not reading.errors
    return count


def calls_for_each(folder: Path, made: Callable[[int], bytes], few: int, many: int) -> float:
    """The calls that one more row takes; what a process does with its first file alone is no row's."""
    calls_for(folder / "first", made(few))
    return (calls_for(folder / "many", made(many)) - calls_for(folder / "few", made(few))) / (many - few)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("line", ["a", "甲,,1号", "a,b,c,d,e,f,g", "a,,,,,,,,,,"])
def test_rows_of_any_length_take_little_more_than_whole_ones(tmp_path: Path, line: str, delimiter: str) -> None:
    def made(rows: int) -> bytes:
        return (csv_text([HEADER], delimiter) + (line.replace(",", delimiter) + "\n") * rows).encode()

    assert calls_for_each(tmp_path, made, 2_000, 12_000) < 10


@pytest.mark.parametrize("lines", ['"甲,乙",丙\n"丁\n戊",\n', '"甲\n",丙,,,,,,,\n丁,"戊\n\n己",,,,,,,\n'])
def test_quoted_rows_of_any_length_take_little_more_than_whole_ones(tmp_path: Path, lines: str) -> None:
    def made(rows: int) -> bytes:
        return (csv_text([HEADER]) + lines * (rows // 2)).encode()

    assert calls_for_each(tmp_path, made, 2_000, 12_000) < 10


def test_what_follows_a_repeated_header_is_not_looked_at_for_ever(tmp_path: Path) -> None:
    def made(times: int) -> bytes:
        return csv_text([HEADER, *(row for n in range(times) for row in ([f"甲{n}", *ROWS[2][1:]], HEADER))]).encode()

    assert calls_for_each(tmp_path, made, 3_000, 5_000) < 100


def test_rule_rows_known_from_above_are_known_below_every_header(tmp_path: Path) -> None:
    rules = ["文本(200)", "文本(18)", "文本(128)\n必填", "文本", "数值", "日期", "文本(512)"]
    pages = [row for n in range(3_000) for row in (HEADER, rules, [f"甲{n}", *ROWS[2][1:]])]
    path = tmp_path / "pages"
    path.write_bytes(csv_text(pages).encode())
    assert sum(chunk.rows for chunk in read(path, PENALTY, CATALOGUE, Limits()).chunks) == 3_000


def test_the_number_in_an_old_workbooks_cell_is_written_once(tmp_path: Path) -> None:
    def made(rows: int) -> bytes:
        book = xlwt.Workbook(encoding="utf-8")
        sheet = book.add_sheet("处罚")
        for at, text in enumerate(HEADER):
            sheet.write(0, at, text)
        for row in range(1, rows):
            for at in range(len(HEADER)):
                sheet.write(row, at, struct.unpack("<d", struct.pack("<Q", row * 7 + at + 1))[0])
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    assert calls_for_each(tmp_path, made, 100, 600) / len(HEADER) < 13
