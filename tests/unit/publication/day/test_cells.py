"""A value reads back as itself from a CSV, a sheet and a page, and runs in none."""

import csv
import io
import zlib
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from openpyxl import load_workbook

from chengxin.publication.day.archive import deflated_piece
from chengxin.publication.day.cells import CELL_CHARACTERS, WordedCells, number_cell, text_cell
from chengxin.publication.day.checksum import joined_crc
from chengxin.publication.day.fragment_index import PartFigures
from chengxin.publication.day.workbook import Sheet, workbook
from chengxin.publication.formula_injection import defused
from chengxin.publication.spreadsheets import Column, as_csv

FORMULAS = ["=1+1", "@SUM(A1)", "＝1+1", "\t=1", "-2+3", "+86", "\u200b=1", " -1"]
ODD = ['"', "a\tb", "a\r\nb", " 头尾空格 ", "&amp;", "<b>", "_x000D_", "_x0041_", "\x0b", "\ufffe", "'", "]]>", "𠮷"]


def cells_of(sheets: list[str]) -> list[object]:
    """The cells of a row, as a spreadsheet program reads them."""
    row = f"<row>{''.join(sheets)}</row>".encode()
    rows = deflated_piece(row)
    figures = PartFigures(1, zlib.crc32(row), len(row), len(rows))
    body = b"".join(workbook([Sheet("甲", ["乙"], [figures], [rows])]))
    return [cell.value for cell in list(load_workbook(io.BytesIO(body)).active)[1]]  # type: ignore[arg-type]


def html_text(html: str) -> str:
    words: list[str] = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_data = words.append  # type: ignore[method-assign, assignment]
    parser.handle_starttag = lambda tag, attrs: pytest.fail(tag)  # type: ignore[method-assign]
    parser.feed(html)
    parser.close()
    return "".join(words)


@given(some.text(max_size=30) | some.sampled_from(FORMULAS + ODD))
def test_a_text_is_written_as_the_standard_library_writes_it(text: str) -> None:
    column: Column[str] = Column("文", lambda row: row)
    assert text_cell(text)[0].encode() == as_csv([column], [text]).split(b"\r\n", 1)[1].removesuffix(b"\r\n")
    assert next(csv.reader(io.StringIO(text_cell(text)[0], newline="")), [""]) == [defused(text)]


@given(some.from_regex(r"-?\d{1,12}(\.\d{1,6})?", fullmatch=True) | some.text(max_size=8))
@example("1234567890123456.78")
def test_a_number_is_one_in_every_format_where_a_spreadsheet_keeps_it(text: str) -> None:
    csv_field, sheet, html = number_cell(text)
    if csv_field == text and text:
        assert float(cells_of([sheet])[0]) == float(text) == float(html)  # type: ignore[arg-type]
    else:
        assert (csv_field, sheet, html) == text_cell(text)


@given(some.text(max_size=30).filter(str.strip) | some.sampled_from(ODD))
def test_a_page_shows_the_text_itself(text: str) -> None:
    shown = html_text(text_cell(text)[2])
    assert shown.replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", [one for one in FORMULAS + ODD if "x0" not in one and one not in ("\x0b", "\ufffe")])
def test_a_sheet_holds_the_text_and_no_formula(text: str) -> None:
    assert cells_of([text_cell(text)[1]]) == [defused(text).replace("\r\n", "_x000D_\n")]


def test_a_text_that_looks_like_an_escape_or_that_xml_has_no_word_for_is_escaped() -> None:
    assert [
        text_cell(text)[1].partition("<t>")[2].partition("</t>")[0] for text in ("_x0041_", "a\x0bb", "a\ufffeb")
    ] == [
        "_x005F_x0041_",
        "a_x000B_b",
        "a_xFFFE_b",
    ]


def test_a_cell_is_cut_where_a_sheet_ends_it_and_nowhere_else() -> None:
    text = "长" * (CELL_CHARACTERS + 5)
    csv_field, sheet, html = text_cell(text)
    assert (csv_field, html) == (f'"{text}"', text)
    assert cells_of([sheet]) == [text[:CELL_CHARACTERS]]


def test_kept_cells_are_the_same_as_made_ones() -> None:
    cells = WordedCells(lambda value: value.upper())
    assert [cells[value] for value in ("a", "b", "a")] == [text_cell(value) for value in "ABA"]
    for number in range(10_000):
        assert cells[f"n{number}"] == text_cell(f"N{number}")


@given(some.binary(max_size=200), some.binary(max_size=200))
def test_the_checksum_of_a_whole_follows_from_those_of_its_halves(one: bytes, other: bytes) -> None:
    assert joined_crc(zlib.crc32(one), zlib.crc32(other), len(other)) == zlib.crc32(one + other)
