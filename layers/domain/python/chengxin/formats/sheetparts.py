"""What a worksheet says around its rows (ECMA-376 part 1, 18.3): hidden columns before them, merged cells after."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chengxin.findings.files import UNREADABLE_FILE, RefusedError
from chengxin.formats.model import Limits
from chengxin.formats.rowkinds import BLANKS
from chengxin.formats.table import Row
from chengxin.formats.xmlparts import Package, feed, local, parser

LOOKED_THROUGH = 256 << 20
"""A sheet's XML in bytes. Merged cells stand at its end; unpacking more only for them isn't worth the time."""
MOST_MERGES = 20_000
_BLOCK, _TAIL = 1 << 18, 2 << 20
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
    """What is merged over several rows, found in the end of the part without reading the XML before it."""
    if package.archive.getinfo(part).file_size > LOOKED_THROUGH:
        return []
    tail = b""
    try:
        with package.archive.open(part) as file:
            while block := file.read(_BLOCK):
                tail = (tail + block)[-_TAIL:]
    except (zipfile.BadZipFile, EOFError, OSError, zlib.error) as error:
        raise RefusedError(UNREADABLE_FILE, reason="压缩内容不完整") from error
    found = (Merge(column_number(m[1].decode()) - 1, int(m[2]), int(m[3])) for m in _MERGE.finditer(tail))
    return [merge for merge, _ in zip(found, range(MOST_MERGES), strict=False) if merge.last > merge.first]


def filled_down(rows: Iterable[Row], merges: Iterable[Merge], filled: list[int]) -> Iterator[Row]:
    """The rows with what is merged over several of them written into each; `filled` takes the rows changed."""
    waiting = sorted(merges, key=lambda merge: merge.first, reverse=True)
    open_merges: list[tuple[Merge, str]] = []
    for row in rows:
        open_merges = [(merge, text) for merge, text in open_merges if merge.last >= row.number]
        changed = False
        for merge, text in open_merges:
            row.cells += [""] * (merge.column + 1 - len(row.cells))
            if not row.cells[merge.column].strip(BLANKS):
                row.cells[merge.column] = text
                changed = True
        if changed:
            filled.append(row.number)
        while waiting and waiting[-1].first <= row.number:
            merge = waiting.pop()
            if merge.first == row.number and merge.column < len(row.cells) and row.cells[merge.column].strip(BLANKS):
                open_merges.append((merge, row.cells[merge.column]))
        yield row


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
