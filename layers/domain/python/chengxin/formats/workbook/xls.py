"""XLS (BIFF5 to BIFF8) through xlrd, the only pure-Python reader, so that native code meets hostile bytes elsewhere."""

import tempfile
from collections.abc import Iterator
from functools import partial
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import Any

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings import Finding
from chengxin.findings.files import (
    ENCRYPTED_WORKBOOK,
    FILE_TOO_LARGE,
    SALVAGED_WORKBOOK,
    UNREADABLE_FILE,
    RefusedError,
)
from chengxin.formats.container.decryption import decrypted
from chengxin.formats.container.temporary import until_done
from chengxin.formats.model import Limits, Reading
from chengxin.formats.table.row import Row
from chengxin.formats.workbook.cells import PRECISE_BELOW, date_text, float_text, text_of
from chengxin.formats.workbook.number_formats import shown_number, shows_more
from chengxin.formats.workbook.second_reader import salvaged
from chengxin.formats.workbook.sheet_parts import MOST_MERGES, Merge
from chengxin.formats.workbook.sheets import Sheet, read_sheets
from chengxin.formats.workbook.xls_records import survey

LARGEST = 40 << 20


def read_xls(path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading) -> None:
    """Fills the reading; raises RefusedError for what can't be read."""
    reading.format = "xls"
    if path.stat().st_size > LARGEST:
        raise RefusedError(FILE_TOO_LARGE, limit=str(LARGEST >> 20))
    folder = tempfile.TemporaryDirectory(dir=path.parent)
    try:
        read_sheets(_sheets(path, Path(folder.name), reading), dataset, catalogue, limits, reading)
    except BaseException:
        folder.cleanup()
        raise
    reading.chunks = until_done(reading.chunks, folder)


def _sheets(path: Path, folder: Path, reading: Reading) -> list[Sheet]:
    """The sheets as the first reader finds them that can: xlrd, xlrd with an eye shut, calamine."""
    for lenient in (False, True):
        try:
            return _of_book(_book(path, reading, lenient=lenient))
        except RefusedError as error:
            if error.finding.kind is ENCRYPTED_WORKBOOK and path.parent != folder:
                return _sheets(decrypted(path, folder), folder, reading)
            if error.finding.kind is not UNREADABLE_FILE:
                raise
            first = error
        if not lenient:
            reading.findings.append(Finding(SALVAGED_WORKBOOK))
    sheets = salvaged(path, folder)
    if sheets is None:
        raise first
    return sheets


def _of_book(book: Any) -> list[Sheet]:
    return [
        Sheet(
            name,
            book.sheet_by_index(at).visibility != 0,
            rows=partial(_rows, book, at),
            hidden_columns=partial(_hidden_columns, book, at),
            merges=partial(_merges, book, at),
        )
        for at, name in enumerate(book.sheet_names())
    ]


def _book(path: Path, reading: Reading, *, lenient: bool) -> Any:
    """The workbook. Before BIFF8 text is in a code page, often left unsaid or wrong: here it is Chinese.

    `lenient` overlooks faults of the container and reads no formats, which are damaged more often than cells are.
    """
    import xlrd  # type: ignore[import-untyped]

    if not survey(path, lenient=lenient).biff8:
        reading.encoding = "gb18030"
    try:
        return xlrd.open_workbook(
            str(path),
            logfile=StringIO(),
            formatting_info=not lenient,
            ragged_rows=True,
            encoding_override=reading.encoding,
            ignore_workbook_corruption=lenient,
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).casefold():
            raise RefusedError(ENCRYPTED_WORKBOOK) from error
        raise RefusedError(UNREADABLE_FILE, reason="工作簿结构有误") from error
    except Exception as error:  # a damaged record makes xlrd stumble in a way of its own
        raise RefusedError(UNREADABLE_FILE, reason="工作簿结构有误") from error


def _rows(book: Any, at: int) -> Iterator[Row]:
    sheet, datemode, formats = book.sheet_by_index(at), book.datemode, _formats(book)
    for index in range(sheet.nrows):
        kinds, values = sheet.row_types(index), sheet.row_values(index)
        row = Row(index + 1, [_text(kind, value, datemode) for kind, value in zip(kinds, values, strict=True)])
        for place, kind in enumerate(kinds) if formats else ():
            if kind == 2 and (code := formats.get(sheet.cell_xf_index(index, place))):
                row.cells[place] = shown_number(row.cells[place], code)
        info = sheet.rowinfo_map.get(index)
        row.hidden = bool(info and info.hidden)
        yield row


def _formats(book: Any) -> dict[int, str]:
    """The codes of number formats that show more than the number, by the index of the cell style."""
    if not book.formatting_info:
        return {}
    codes = {key: one.format_str for key, one in book.format_map.items() if shows_more(one.format_str or "")}
    return {at: codes[style.format_key] for at, style in enumerate(book.xf_list) if style.format_key in codes}


def _hidden_columns(book: Any, at: int) -> set[int]:
    return {column for column, info in book.sheet_by_index(at).colinfo_map.items() if info.hidden}


def _merges(book: Any, at: int) -> list[Merge]:
    """xlrd counts from 0 and leaves out the end."""
    merged = book.sheet_by_index(at).merged_cells[:MOST_MERGES]
    return [Merge(left, top + 1, bottom) for top, bottom, left, _ in merged if bottom - top > 1]


def _text(kind: int, value: Any, datemode: int) -> str:
    """By xlrd's cell types: 1 text, 2 number, 3 date, 4 boolean, 5 error; empty otherwise."""
    if kind == 1:
        return text_of(value)
    if kind == 2:
        if value.is_integer() and abs(value) < PRECISE_BELOW:
            return str(int(value))
        return float_text(value) if isfinite(value) else repr(value)
    if kind == 3:
        return date_text(repr(value), from_1904=datemode == 1)
    if kind == 4:
        return "TRUE" if value else "FALSE"
    if kind == 5:
        from xlrd.biffh import error_text_from_code  # type: ignore[import-untyped]

        return str(error_text_from_code.get(value, "#UNKNOWN!"))
    return ""
