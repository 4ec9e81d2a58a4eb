"""Public tables as CSV and XLSX, safe against formula injection."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from chengxin.publication.files import CSV, XLSX, PublicFile, json_file
from chengxin.publication.formula_injection import defused

Cell = str | int | float | Decimal | None
T = TypeVar("T")
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)
_EXACT_DIGITS = 15
"""A spreadsheet keeps 15 significant digits; a longer number is safer as text."""
_CELL_CHARACTERS = 32_767
SHEET_ROWS = 1_000_000
"""A sheet ends at row 1,048,576; what is written below it is lost without a word."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table: its Chinese title and how to read its cell from a row.

    Only cells of `numeric` columns may become numbers; a text that happens to look like one stays text.
    """

    title: str
    value: Callable[[T], Cell]
    numeric: bool = False


def table_files(
    prefix: str, data: Any, columns: Sequence[Column[T]], rows: Sequence[T], now: datetime
) -> Iterator[PublicFile]:
    """`data.json`, `data.csv` and `data.xlsx` below a prefix that ends in a slash, all with the same rows."""
    yield json_file(f"{prefix}data.json", data)
    yield from spreadsheets(prefix, columns, rows, now)


def spreadsheets(prefix: str, columns: Sequence[Column[T]], rows: Iterable[T], now: datetime) -> Iterator[PublicFile]:
    """`data.csv` and `data.xlsx`; the rows are gone through twice."""
    yield PublicFile(f"{prefix}data.csv", as_csv(columns, rows), CSV)
    yield PublicFile(f"{prefix}data.xlsx", as_xlsx(columns, rows, now), XLSX)


def as_csv(columns: Sequence[Column[T]], rows: Iterable[T]) -> bytes:
    """UTF-8 with BOM and CRLF; every text is quoted, so that no other separator can split one into a formula."""
    out = io.BytesIO()
    with io.TextIOWrapper(out, encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([defused(column.title) for column in columns])
        writer.writerows([_safe(column, row) for column in columns] for row in rows)
        text.flush()
        return out.getvalue()


def as_xlsx(columns: Sequence[Column[T]], rows: Iterable[T], now: datetime) -> bytes:
    """One sheet, a further one for each million rows; texts are strings and never formulas or links. The same input
    gives the same bytes."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    out = io.BytesIO()
    with Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"created": now.replace(tzinfo=None)})
        bold, text = book.add_format({"bold": True, "bg_color": "#DCE6F2"}), book.add_format({"num_format": "@"})
        sheet = _sheet(book, columns, bold)
        for number, row in enumerate(rows):
            if number and number % SHEET_ROWS == 0:
                sheet = _sheet(book, columns, bold)
            for at, column in enumerate(columns):
                _write_cell(sheet, number % SHEET_ROWS + 1, at, _safe(column, row), text)
    return out.getvalue()


def _sheet(book: Any, columns: Sequence[Column[T]], bold: Any) -> Any:
    """The next sheet, with its header frozen."""
    number = len(book.worksheets()) + 1
    sheet = book.add_worksheet("数据" if number == 1 else f"数据{number}")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(columns) - 1, 0), 20)
    for at, column in enumerate(columns):
        sheet.write_string(0, at, defused(column.title), bold)
    return sheet


def _write_cell(sheet: Any, line: int, at: int, value: str | int | float | Decimal, text: Any) -> None:
    if not isinstance(value, str):
        sheet.write_number(line, at, value)
    elif value:
        sheet.write_string(line, at, value[:_CELL_CHARACTERS], text)


def _safe(column: Column[T], row: T) -> str | int | float | Decimal:
    value = column.value(row)
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    if column.numeric and _NUMBER.fullmatch(value) and len(value.strip("-0.").replace(".", "")) <= _EXACT_DIGITS:
        return Decimal(value)
    return defused(value)
