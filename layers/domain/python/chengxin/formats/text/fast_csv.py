"""The fast CSV path: blocks of plain records pass as they are, without a parser.

A block passes only if its structure (delimiters and line ends outside of quotes) proves that every record has one cell
per column, or may be given it by commas at its end, that quotes open and close at the edges of cells, and that no row
needs a second look. Anything else is left to the careful path (`careful_csv`); a property test holds that both give
the same rows. Nothing here looks at one line after the other, but to fit it: every step is one call over megabytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from chengxin.formats.model import Limits
from chengxin.formats.table.header import Header
from chengxin.formats.table.row_kinds import BLANKS, ENDS, FOOTERS, NOTES
from chengxin.formats.text.lines import Lines
from chengxin.formats.text.row_widths import RowWidths

QUOTED_LINES = 500
FIRST_GUESS = 200
"""Bytes that a line is taken to have until some have been seen."""
PIECE = 1 << 18
CHUNK_BYTES = 16 << 20
"""A chunk of long lines is full with this much, however few they are: the next step holds it as a table."""
RARE = 1_000
"""Bytes to a quote where quotes are rare."""


def _any_of(starts: Iterable[tuple[str, str]]) -> bytes:
    """A pattern for any of the texts, each with the pattern that follows; most lines are told by their first byte."""
    tails: dict[bytes, list[bytes]] = {}
    for text, rest in starts:
        raw = text.encode()
        tails.setdefault(raw[:1], []).append(re.escape(raw[1:]) + rest.encode())
    heads: dict[bytes, bytes] = {}
    for head, alternatives in tails.items():
        tail = b"(?:" + b"|".join(alternatives) + b")"
        heads[tail] = heads.get(tail, b"") + re.escape(head)
    return b"|".join((b"[" + head + b"]" if len(head) > 1 else head) + tail for tail, head in heads.items())


_BLANK_BYTES = b"".join(re.escape(bytes([b])) for b in sorted(set(BLANKS.encode())))
_START = rb'[",' + _BLANK_BYTES + rb"]*"
_LINE_END = b"\0"
"""For a line end within quotes: plain text never has it."""
_NOTHING = re.compile(rb"[, \t\r\n]*")
_ALL_BUT_STRUCTURE = bytes(set(range(256)) - set(b'",\r\n'))


@dataclass(frozen=True, slots=True)
class Block:
    """Records that need no care, as CSV, each line ended by LF or CRLF; without `data` all of them are blank."""

    rows: int
    data: bytes


class FastCsv:
    """The fast path through one file, whose header is known."""

    def __init__(self, header: Header, delimiter: str, limits: Limits, widths: RowWidths, *, sound: bool) -> None:
        self._sound, self._widths = sound, widths
        self._delimiter = delimiter.encode()
        self._limits = limits
        self._line = FIRST_GUESS
        self._record = b"," * (len(header.texts) - 1)
        names = [t.strip(BLANKS) for t, f in zip(header.texts, header.match.fields, strict=True) if f]
        pieces = [piece for name in names for piece in re.split('["\r\n]', name)]
        first = pieces[0] if header.match.fields[0] else ""
        self._header_mark = b"" if first else max(pieces, key=len).encode()
        starts = [(text, "") for text in (*NOTES, *FOOTERS, *([first] if first else []))]
        starts += [(head, rest) for heads, rest in ENDS.items() for head in heads]
        odd = _START + rb"(?:\n|\Z|" + _any_of(starts) + rb")"
        self._odd_first, self._odd_later = re.compile(odd), re.compile(rb"\n" + odd)

    def take(self, lines: Lines) -> Block | None:
        """The next records, a chunk's worth of them, as far as they are plain; None where none are.

        No line is lost. The text is looked through in pieces that the processor's cache holds.
        """
        most, joined, rows = self._limits.chunk_rows, BytesIO(), 0
        while rows < most and joined.tell() < CHUNK_BYTES:
            block = self._piece(lines, most - rows)
            if not block:
                break
            if not block.data and rows:
                lines.give_back(b"\n" * block.rows)
                break
            if not block.data:
                return block
            joined.write(block.data)
            rows += block.rows
        return Block(rows, joined.getvalue()) if rows else None

    def _piece(self, lines: Lines, most: int) -> Block | None:
        """Some of the next records, `most` at most."""
        taken = lines.take(min(self._line * most, PIECE))
        text = self._with_commas(taken)
        if text and _NOTHING.fullmatch(text):
            return Block(text.count(b"\n"), b"")
        data, structure = self._cut(text, most)
        block = self._checked(data, structure) if data else None
        lines.give_back(taken[len(data) :] if block else taken)
        return block

    def _with_commas(self, taken: bytes) -> bytes:
        """The text with commas between its cells, byte for byte; empty where that would take more than exchanging."""
        if self._delimiter == b",":
            return taken
        if len(self._delimiter) > 1 or b"," in taken or b'"' in taken:
            return b""
        return taken.replace(self._delimiter, b",")

    def _cut(self, taken: bytes, most: int) -> tuple[bytes, bytes]:
        """Whole records, `most` at most, and their structure; empty where quotes don't pair."""
        data, structure = taken, taken.translate(None, _ALL_BUT_STRUCTURE)
        while (count := structure.count(b"\n")) > most:
            data = data[: data.rfind(b"\n", 0, len(data) * most // count) + 1]
            structure = data.translate(None, _ALL_BUT_STRUCTURE)
        self._line = len(data) // max(count, 1) + 1
        for _ in range(QUOTED_LINES):
            if structure.count(b'"') % 2 == 0:
                return data, structure
            data = data[: data.rfind(b"\n", 0, -1) + 1]
            structure = structure[: structure.rfind(b"\n", 0, -1) + 1]
        return b"", b""

    def _checked(self, data: bytes, structure: bytes) -> Block | None:
        """The block where its records need no care."""
        if b"\0" in data or (self._header_mark and self._header_mark in data) or self._has_long_line(data):
            return None
        if self._has_odd_line(data) and (b'"' not in structure or self._has_odd_line(_one_line_each(data, b" "))):
            return None
        if not self._sound and b"\xef\xbf\xbd" in data:
            return None
        if b'"' in structure:
            parts = _split_at_quotes(data, structure.count(b'"'))
            if not _cells_edge_to_edge(parts[::2]):
                return None
            if any(b"\r" in part for part in parts[1::2]):
                return self._with_line_feeds(data)
            structure = b"".join(structure.split(b'"')[::2])
        rows = structure.count(b"\n")
        if structure == (self._record + b"\n") * rows or structure == (self._record + b"\r\n") * rows:
            return Block(rows, data)
        if b"\r" in structure:
            return self._with_line_feeds(data)
        return self._fitted(data, structure)

    def _with_line_feeds(self, data: bytes) -> Block | None:
        """A block with line ends of several kinds, or with CRLF in cells, once more with LF alone."""
        mended = data.replace(b"\r\n", b"\n")
        if b"\r" in mended:
            return None
        return self._checked(mended, mended.translate(None, _ALL_BUT_STRUCTURE))

    def _fitted(self, data: bytes, commas: bytes) -> Block | None:
        """Records with empty cells at their ends as many as it takes; None where one has too many cells with text, or
        another number than the file's own rows.

        `commas` are those between cells, line by line.
        """
        lines, cuts = _one_line_each(data, _LINE_END).split(b"\n")[:-1], commas.split(b"\n")[:-1]
        if not all(self._widths.usual(count + 1) for count in set(map(len, cuts))):
            return None
        fitted = []
        for line, cut in zip(lines, cuts, strict=True):
            text = line.rstrip(b",")
            missing = len(self._record) - len(cut) + len(line) - len(text)
            if missing < 0:
                return None
            fitted.append(text + self._record[:missing])
        return Block(len(lines), b"\n".join([*fitted, b""]).replace(_LINE_END, b"\n"))

    def _has_odd_line(self, data: bytes) -> bool:
        """Whether a line is blank or begins like one that is no data."""
        end = len(data) - 1
        return self._odd_first.match(data, 0, end) is not None or self._odd_later.search(data, 0, end) is not None

    def _has_long_line(self, data: bytes) -> bool:
        """Whether a line is so long that a cell in it might be; goes from line to line by the longest step."""
        at, step = 0, self._limits.cell_characters + 1
        while at + step < len(data):
            at = data.rfind(b"\n", at, at + step) + 1
            if not at:
                return True
        return False


def _one_line_each(data: bytes, mark: bytes) -> bytes:
    """Records with a mark for each line end within quotes."""
    parts = data.split(b'"')
    parts[1::2] = [part.replace(b"\n", mark) for part in parts[1::2]]
    return b'"'.join(parts)


def _split_at_quotes(data: bytes, quotes: int) -> list[bytes]:
    """`data.split(b'"')`, which looks at every byte, by a search that doesn't where quotes are rare."""
    if quotes * RARE > len(data):
        return data.split(b'"')
    parts, start = [], 0
    for _ in range(quotes):
        end = data.index(b'"', start)
        parts.append(data[start:end])
        start = end + 1
    return [*parts, data[start:]]


def _cells_edge_to_edge(outside: list[bytes]) -> bool:
    """Whether quotes stand at the edges of cells only, by the text outside of them (empty between doubled quotes)."""
    ends, starts = b"".join([part[-1:] for part in outside[:-1]]), b"".join([part[:1] for part in outside[1:]])
    return not ends.strip(b",\n") and not starts.strip(b",\r\n")
