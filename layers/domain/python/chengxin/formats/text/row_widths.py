"""How many cells the rows of a delimited file have: a row with more or fewer than its kin may have slipped sideways."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from chengxin.formats.table.header import Header
from chengxin.formats.table.row_kinds import BLANKS
from chengxin.formats.text.lines import Lines

BLOCK, BLOCK_ROWS = 16, 3
"""Excel leaves out the delimiters of empty columns at the end of rows for sixteen rows together, from row 1 on; so many
rows at least must agree in what is left of sixteen at the end."""
TRIMMED_ROWS, TRIMMED_SHARE = 3, 10
"""Short rows that a file must have, and the part of all rows, to be one whose program leaves out empty cells."""
PIECE, LONGEST_QUOTED = 1 << 18, 4 << 20
_DELIMITER = b"\x1f"
_ALL_BUT_STRUCTURE = bytes(set(range(256)) - set(_DELIMITER + b"\n"))


@dataclass(slots=True)
class _Count:
    """What one look through the file found below its header: how many rows have so many delimiters."""

    rows: Counter[int] = field(default_factory=Counter)
    short_blocks: dict[int, int] = field(default_factory=dict)
    ends_blank: bool = False


class RowWidths:
    """Tells which widths are a file's own. Files whose rows are all as wide as the header are never counted."""

    def __init__(self, header: Header, delimiter: str, lines: Callable[[], Lines]) -> None:
        self._header, self._delimiter, self._lines = header, delimiter.encode(), lines
        self._width = len(header.texts)
        filled = [at for at, text in enumerate(header.texts, 1) if text.strip(BLANKS)]
        self._named = filled[-1] if filled else self._width

    def usual(self, width: int) -> bool:
        """Whether rows of so many cells are the file's own wherever they stand: as wide as the header, as most rows,
        or short in a file that writes no empty cell at the end of any row."""
        return self._named <= width <= self._width or width in self._own

    def fits(self, number: int, width: int) -> bool:
        """Whether a row may have so many cells at its place."""
        return self.usual(width) or self._counted.short_blocks.get((number - 1) // BLOCK) == width

    @cached_property
    def _own(self) -> frozenset[int]:
        found = self._counted
        rows = sum(found.rows.values()) + 1
        own = {delimiters + 1 for delimiters, count in found.rows.items() if count * 2 > rows}
        short = {delimiters + 1: count for delimiters, count in found.rows.items() if delimiters + 1 < self._width}
        several = sum(short.values()) >= max(TRIMMED_ROWS, rows / TRIMMED_SHARE)
        return frozenset(own | short.keys() if several and not found.ends_blank else own)

    @cached_property
    def _counted(self) -> _Count:
        found = _Count(ends_blank=not self._header.texts[-1].strip(BLANKS))
        above, first, kept = self._header.row, 0, list[int]()
        for text in self._pieces():
            counts = list(map(len, text.translate(None, _ALL_BUT_STRUCTURE).split(b"\n")[:-1]))
            found.rows.update(counts[above:])
            found.rows[0] -= text.count(b"\n\n")
            found.ends_blank = found.ends_blank or _DELIMITER + b"\n" in text
            above, kept = max(above - len(counts), 0), kept + counts
            whole = len(kept) // BLOCK * BLOCK
            self._keep(found, first, kept[:whole])
            first, kept = first + whole // BLOCK, kept[whole:]
        self._keep(found, first, kept)
        return found

    def _keep(self, found: _Count, first: int, counts: list[int]) -> None:
        """Takes down which blocks of sixteen rows, the first of them so numbered, are all short."""
        for at in range(0, len(counts), BLOCK):
            block = counts[at : at + BLOCK]
            if len(block) >= BLOCK_ROWS and max(block) + 1 < self._width:
                found.short_blocks[first + at // BLOCK] = max(block) + 1

    def _pieces(self) -> Iterator[bytes]:
        """The file in whole records: lines ended by LF, a mark for each delimiter, one letter for what is in quotes."""
        lines, data = self._lines(), b""
        while taken := lines.take(PIECE):
            data += taken
            if data.count(b'"') % 2 and len(data) < LONGEST_QUOTED:
                continue
            yield self._plain(data)
            data = b""
        if data:
            yield self._plain(data)

    def _plain(self, data: bytes) -> bytes:
        text = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data
        if b'"' in text:
            parts = text.split(b'"')
            parts[1::2] = [b"x" if part else b"" for part in parts[1::2]]
            text = b"".join(parts)
        return text.replace(self._delimiter, _DELIMITER)
