"""The fast way through a CSV: lines that need no care pass as they are.

A block passes only if its skeleton (the text without what stands in quotes) proves that every record has one cell
per column, that quotes open and close at the edges of cells, and that no row needs a second look. Anything else is
left to `records`; both ways give the same rows, which a property test holds.
"""

import re
from dataclasses import dataclass

from chengxin.formats.lines import Lines
from chengxin.formats.model import Limits
from chengxin.formats.rowkinds import BLANKS, FOOTERS, NOTES
from chengxin.formats.table import Header

QUOTED_LINES = 500
_BLANK_BYTES = b"".join(re.escape(bytes([b])) for b in sorted(set(BLANKS.encode())))
_NOTE_BYTES = b"|".join(text.encode() for text in (*NOTES, *FOOTERS))
_ODD_LINE = re.compile(rb'\n[",' + _BLANK_BYTES + rb"]*(?:\n|\Z|" + _NOTE_BYTES + rb")")
_INNER_QUOTE = re.compile(rb'"(?:[^",\n]|(?<=[^",\n]"))')
_ALL_BUT_STRUCTURE = bytes(set(range(256)) - set(b",\n"))


@dataclass(frozen=True, slots=True)
class Block:
    """Records that need no care, as CSV, each line ended by LF; without `data` all of them are blank."""

    rows: int
    data: bytes


class Plain:
    """Tells plain blocks of one file, whose header is known."""

    def __init__(self, header: Header, delimiter: str, limits: Limits, *, sound: bool) -> None:
        self._sound = sound
        self._possible = delimiter == ","
        self._limits = limits
        width = len(header.texts)
        self._record = b"," * (width - 1) + b"\n"
        names = [t.strip(BLANKS) for t, f in zip(header.texts, header.match.fields, strict=True) if f]
        self._header_mark = max((piece for name in names for piece in re.split('["\n]', name)), key=len).encode()

    def take(self, lines: Lines) -> Block | None:
        """The next records if they are plain; otherwise None, and no line is lost."""
        if not self._possible:
            return None
        taken = lines.take(self._limits.chunk_rows)
        quotes = b"\n".join(taken).count(b'"')
        while quotes % 2 and len(taken) < self._limits.chunk_rows + QUOTED_LINES and (more := lines.take(1)):
            quotes += more[0].count(b'"')
            taken += more
        data = b"\n".join([*taken, b""])
        if taken and not data.strip(b", \t\n"):
            return Block(len(taken), b"")
        rows = self._rows(data, quotes) if taken and max(map(len, taken)) <= self._limits.cell_characters else 0
        if rows:
            return Block(rows, data)
        lines.put_back(taken)
        return None

    def _rows(self, data: bytes, quotes: int) -> int:
        """How many records the block holds; 0 where it needs care."""
        if b"\0" in data or self._header_mark in data or _ODD_LINE.search(b"\n" + data[:-1]):
            return 0
        if not self._sound and b"\xef\xbf\xbd" in data:
            return 0
        skeleton = data
        if quotes:
            parts = data.split(b'"')
            skeleton = b'"'.join(parts[::2])
            if quotes % 2 or _INNER_QUOTE.search(skeleton):
                return 0
        structure = skeleton.translate(None, _ALL_BUT_STRUCTURE)
        rows = structure.count(b"\n")
        return rows if structure == self._record * rows else 0
