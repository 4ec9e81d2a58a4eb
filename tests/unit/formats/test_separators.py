"""Delimiters, wrapped lines and marks that programs put before a text."""

import codecs
from pathlib import Path

import pytest
from tests.unit.formats.reading import HEADER, ROWS, cells, codes, csv_text, read_bytes

PLAIN = [[cell.replace("\n", "；").replace('"', "“").replace(" ", "") for cell in row] for row in ROWS]


def joined(separator: str, ending: str = "\n") -> str:
    return "".join(separator.join(row) + ending for row in (HEADER, *PLAIN))


@pytest.mark.parametrize("separator", [*"|^~;#$", "，", "、", "｜", "\x01", "\x1f"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_is_read_by_whatever_character_stands_between_its_titles(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    table = [[cell.replace(separator, "") for cell in row] for row in (HEADER, *PLAIN)]
    reading, rows = read_bytes(tmp_path, "".join(separator.join(row) + "\n" for row in table).encode(encoding))
    assert (reading.format, codes(reading)) == ("csv", [])
    assert cells(rows) == table[1:]


@pytest.mark.parametrize("separator", ["||", "   ", "$$", "~|~"])
def test_several_characters_between_the_titles_are_named(tmp_path: Path, separator: str) -> None:
    reading, rows = read_bytes(tmp_path, joined(separator).encode())
    found = codes(reading)
    assert found == ["unknown-delimiter"] or (found == [] and len(rows) == 3)


def test_lines_are_unwrapped_below_a_header_that_is_none(tmp_path: Path) -> None:
    lines = csv_text([HEADER, *PLAIN]).splitlines()
    text = "\n".join([lines[0], *('"' + line.replace('"', '""') + '"' for line in lines[1:])])
    reading, rows = read_bytes(tmp_path, text.encode())
    assert (cells(rows), codes(reading)) == (PLAIN, [])


@pytest.mark.parametrize(("written", "read"), [("utf-8", "gb18030"), ("utf-8", "latin1"), ("gb18030", "latin1")])
def test_a_file_that_was_saved_garbled_is_told_so(tmp_path: Path, written: str, read: str) -> None:
    text = csv_text([HEADER, *ROWS]).encode(written).decode(read, "replace")
    reading, rows = read_bytes(tmp_path, text.encode())
    assert (codes(reading), rows) == (["garbled-file"], [])


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["", ",,"])
def test_lines_that_are_one_quoted_cell_each_are_unwrapped(
    tmp_path: Path, delimiter: str, encoding: str, ending: str
) -> None:
    lines = csv_text([HEADER, *ROWS], delimiter).replace("，\n", "，").splitlines()
    wrapped = "".join('"' + line.replace('"', '""') + f'"{ending}\r\n' for line in lines)
    reading, rows = read_bytes(tmp_path, wrapped.encode(encoding))
    assert codes(reading) == []
    assert cells(rows) == [[cell.replace("\n", "") for cell in row] for row in ROWS]
    assert [number for number, _ in rows] == [2, 3, 4]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_mark_before_a_text_says_nothing_against_its_bytes(tmp_path: Path, mark: bytes, encoding: str) -> None:
    if (mark, encoding) == (codecs.BOM_UTF16_BE, "utf-16-le"):
        pytest.skip("one of both is a lie that its bytes can't tell")
    reading, rows = read_bytes(tmp_path, mark + csv_text([HEADER, *ROWS]).encode(encoding))
    assert codes(reading) == []
    assert (reading.encoding or "").removesuffix("-sig") == encoding
    assert cells(rows) == ROWS


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n', "MHT"),
        (b"From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n--x\r\n", "MHT"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "Excel 2003"),
        (b"  <Table border=1><tr><td>a", "网页"),
        (b"<center><table><tr><td>a", "网页"),
        (b"\xef\xbb\xbf<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "网页"),
    ],
)
def test_pages_saved_as_workbooks_are_called_what_they_are(tmp_path: Path, data: bytes, words: str) -> None:
    reading, _ = read_bytes(tmp_path, data)
    assert codes(reading) == ["unsupported-format"]
    assert words in reading.errors[0].message
    assert "另存为 XLSX" in reading.errors[0].remedy
