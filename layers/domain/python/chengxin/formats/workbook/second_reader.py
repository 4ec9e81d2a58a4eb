"""A second reader for old workbooks that the first stumbles over: calamine, in a process of its own.

It is more forgiving, but tells neither errors of formulas nor hidden rows nor what number formats show.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from math import isfinite
from pathlib import Path
from typing import Any

from chengxin.formats.container.isolation import done_apart
from chengxin.formats.table.row import Row
from chengxin.formats.workbook.cells import PRECISE_BELOW, float_text, text_of
from chengxin.formats.workbook.sheet_parts import MOST_MERGES, Merge
from chengxin.formats.workbook.sheets import MOST_SHEETS, Sheet

LARGEST = 16 << 20
"""Bytes of a workbook whose cells fit the memory of a process."""


def salvaged(path: Path, folder: Path) -> list[Sheet] | None:
    """The sheets that the second reader finds, their rows kept in the folder; None where it finds none either."""
    if path.stat().st_size > LARGEST or not done_apart(write_sheets, path, folder):
        return None
    listed = json.loads((folder / "sheets.json").read_bytes())
    return [
        Sheet(
            one["name"],
            one["hidden"],
            rows=partial(_rows, folder / f"{at}.jsonl"),
            hidden_columns=frozenset,
            merges=partial(list, [Merge(*merge) for merge in one["merges"]]),
        )
        for at, one in enumerate(listed)
    ]


def write_sheets(source: str, target: str) -> None:
    """Writes the names of a workbook's sheets, and the rows of each as texts; raises whatever the reader does."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book, folder = CalamineWorkbook.from_path(source), Path(target)
    listed = []
    for at, about in enumerate(book.sheets_metadata[: MOST_SHEETS + 1]):
        sheet = book.get_sheet_by_index(at)
        with (folder / f"{at}.jsonl").open("w", encoding="utf-8") as file:
            for cells in sheet.iter_rows():
                file.write(json.dumps([_text(cell) for cell in cells], ensure_ascii=False) + "\n")
        merges = [
            (left, top + 1, bottom + 1)
            for (top, left), (bottom, _) in (sheet.merged_cell_ranges or [])[:MOST_MERGES]
            if bottom > top
        ]
        hidden = about.visible != SheetVisibleEnum.Visible
        listed.append({"name": about.name, "hidden": hidden, "merges": merges})
    (folder / "sheets.json").write_text(json.dumps(listed), encoding="utf-8")


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            yield Row(number, json.loads(line))


def _text(value: Any) -> str:
    """A cell's value as the first reader would write it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if float(value).is_integer() and abs(value) < PRECISE_BELOW:
            return str(int(value))
        return float_text(float(value)) if isfinite(value) else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat() if isinstance(value, date) else value.isoformat("seconds")
    if isinstance(value, timedelta):
        return str(value)
    return text_of(str(value))
