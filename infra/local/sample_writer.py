"""Writes one sheet as the bytes of a CSV, XLSX or XLS file; the same sheet always gives the same bytes."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]

Plain = str | int | float | None
Cell = Plain | date
Lines = Sequence[tuple[bool, Sequence[Plain]]]
_EPOCH = date(1899, 12, 30)
_MADE = datetime(2020, 1, 1)
"""The date that goes into a workbook's properties: the day of the run would change the bytes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an officer sees: merged title lines, the header, the template's rule line, rows, lines below the table."""

    name: str
    titles: Sequence[str]
    header: Sequence[str]
    rules: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    footer: Sequence[str]

    def lines(self) -> list[tuple[bool, Sequence[Cell]]]:
        """The lines from top to bottom; True where one text stands across the whole table."""
        table = [self.header, *([self.rules] if self.rules else []), *self.rows]
        return [
            *((True, [title]) for title in self.titles),
            *((False, row) for row in table),
            *((True, [note]) for note in self.footer),
        ]


def write(file_format: str, sheet: Sheet, encoding: str, dates: str) -> bytes:
    """The file's bytes. `dates` is a strftime pattern, or `serial` for Excel's day numbers in unformatted cells."""
    lines = [(merged, [_dated(cell, dates) for cell in line]) for merged, line in sheet.lines()]
    last = len(sheet.header) - 1
    if file_format == "csv":
        return _csv(lines).encode(encoding)
    return {"xlsx": _xlsx, "xls": _xls}[file_format](sheet.name, lines, last)


def _csv(lines: Lines) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(line for _, line in lines)
    return out.getvalue()


def _xlsx(name: str, lines: Lines, last: int) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _MADE})
    page = book.add_worksheet(name)
    centred = book.add_format({"align": "center", "bold": True})
    for number, (merged, line) in enumerate(lines):
        if merged:
            page.merge_range(number, 0, number, last, line[0], centred)
        else:
            page.write_row(number, 0, line)
    book.close()
    return out.getvalue()


def _xls(name: str, lines: Lines, last: int) -> bytes:
    out = io.BytesIO()
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(name)
    for number, (merged, line) in enumerate(lines):
        if merged:
            page.write_merge(number, number, 0, last, line[0])
        else:
            for column, cell in enumerate(line):
                page.write(number, column, cell)
    book.save(out)
    return out.getvalue()


def _dated(cell: Cell, dates: str) -> Plain:
    if not isinstance(cell, date):
        return cell
    return (cell - _EPOCH).days if dates == "serial" else cell.strftime(dates)
