"""Public tables as CSV and XLSX, safe against formula injection."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from chengxin.publication.files import CSV, XLSX, PublicFile, json_file
from chengxin.publication.formula_injection import defused

Cell = str | int | float | None
T = TypeVar("T")
_CELL_CHARACTERS = 32_767


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table: its Chinese title and how to read its cell from a row; a text that happens to look like a
    number stays text."""

    title: str
    value: Callable[[T], Cell]


def table_files(
    prefix: str, data: Any, columns: Sequence[Column[T]], rows: Iterable[T], now: datetime
) -> Iterator[PublicFile]:
    """`data.json`, `data.csv` and `data.xlsx` below a prefix that ends in a slash, all with the same rows, which are
    gone through twice."""
    yield json_file(f"{prefix}data.json", data)
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
    """One sheet; texts are strings and never formulas or links. The same input gives the same bytes."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    out = io.BytesIO()
    with Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"created": now.replace(tzinfo=None)})
        bold, text = book.add_format({"bold": True, "bg_color": "#DCE6F2"}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("数据")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(columns) - 1, 0), 20)
        for at, column in enumerate(columns):
            sheet.write_string(0, at, defused(column.title), bold)
        for line, row in enumerate(rows, 1):
            for at, column in enumerate(columns):
                _write_cell(sheet, line, at, _safe(column, row), text)
    return out.getvalue()


def _write_cell(sheet: Any, line: int, at: int, value: str | int | float, text: Any) -> None:
    if not isinstance(value, str):
        sheet.write_number(line, at, value)
    elif value:
        sheet.write_string(line, at, value[:_CELL_CHARACTERS], text)


def _safe(column: Column[T], row: T) -> str | int | float:
    value = column.value(row)
    if value is None:
        return ""
    return defused(value) if isinstance(value, str) else value
