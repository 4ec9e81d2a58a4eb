"""What a worksheet says around its rows (ECMA-376 part 1, 18.3): hidden columns before them, merged cells after."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from chengxin.findings.files import UNREADABLE_FILE, RefusedError
from chengxin.formats.model import Limits
from chengxin.formats.table.row import Row
from chengxin.formats.table.row_kinds import BLANKS
from chengxin.formats.workbook.xml_parts import Package, feed, local, parser

MOST_MERGES = 20_000
_BLOCK, _LOOKED_THROUGH = 1 << 18, 2 << 20
_MERGES = (b"<mergeCells", b":mergeCells")
"""How their list begins, with a namespace's prefix or without: no text of a cell can hold a bare `<`."""
_MERGE = re.compile(rb'mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"')


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged over several rows; `column` counts from 0, rows as a person sees them."""

    column: int
    first: int
    last: int


def hidden_columns(package: Package, part: str, limits: Limits) -> set[int]:
    """The hidden columns, from 0, as far as a file may have any."""
    found: set[int] = set()
    rows = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal rows
        tag = local(name)
        rows = rows or tag == "sheetData"
        if tag == "col" and attributes.get("hidden") in ("1", "true"):
            low, high = attributes.get("min", ""), attributes.get("max", "")
            if low.isdecimal() and high.isdecimal():
                found.update(range(int(low) - 1, min(int(high), limits.columns)))

    for _ in feed(package.archive, part, parser(start, None, None)):
        if rows:
            break
    return found


def merged_rows(package: Package, part: str) -> list[Merge]:
    """What is merged over several rows. Their list stands below the rows, so the part is unpacked once for it alone,
    which takes a tenth of the time of reading it."""
    try:
        with package.archive.open(part) as file:
            listed = _from_merges(file)
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error) as error:
        raise RefusedError(UNREADABLE_FILE, reason="压缩内容不完整") from error
    found = (Merge(column_number(m[1].decode()) - 1, int(m[2]), int(m[3])) for m in _MERGE.finditer(listed))
    return [merge for merge, _ in zip(found, range(MOST_MERGES), strict=False) if merge.last > merge.first]


def _from_merges(file: IO[bytes]) -> bytes:
    """2 MB of a sheet's XML from the list of merged cells on; empty where there is none."""
    seen = b""
    while block := file.read(_BLOCK):
        seen = seen[-len(_MERGES[0]) :] + block
        starts = [at for mark in _MERGES if (at := seen.find(mark)) >= 0]
        if starts:
            return seen[min(starts) :] + file.read(_LOOKED_THROUGH)
    return b""


def filled_down(rows: Iterable[Row], merges: Iterable[Merge], filled: list[int]) -> Iterator[Row]:
    """The rows with what is merged over several of them written into each; `filled` takes the rows changed."""
    waiting = sorted(merges, key=lambda merge: merge.first, reverse=True)
    below: dict[int, tuple[int, str]] = {}
    """Of each column: the last row of what is merged in it, and its text. Merged cells never overlap."""
    for row in rows:
        if _fill(row, below):
            filled.append(row.number)
        while waiting and waiting[-1].first <= row.number:
            merge = waiting.pop()
            if merge.first == row.number and merge.column < len(row.cells) and row.cells[merge.column].strip(BLANKS):
                below[merge.column] = (merge.last, row.cells[merge.column])
        yield row


def _fill(row: Row, below: dict[int, tuple[int, str]]) -> bool:
    changed = False
    for column, (last, text) in list(below.items()):
        if last < row.number:
            del below[column]
            continue
        row.cells += [""] * (column + 1 - len(row.cells))
        if not row.cells[column].strip(BLANKS):
            row.cells[column] = text
            changed = True
    return changed


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
