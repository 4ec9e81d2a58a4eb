"""The names file: all names in the order of their keys, in segments that are searched one after the other.

A segment is written as soon as it is full, so a file of any size is made in the memory of one. At the end stand the
segments' places and a mark by which a file that is cut short, or of another make, is told. The same entries give the
same bytes.
"""

import hashlib
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

from chengxin.search.names.entry import KEY_CHARACTERS, Key, NameEntry
from chengxin.search.names.pattern import Pattern
from chengxin.search.names.segment import SEGMENT_NAMES, Data, Segment, encode

_MAGIC = b"cxnames1"
_PLACE = struct.Struct("<Q")
_TAIL = struct.Struct("<QQ8s")
"""How many names, how many segments, the mark."""
_DIGEST_LENGTH = 32


def write_names(entries: Iterable[NameEntry], out: BinaryIO) -> str:
    """Writes entries that come in the order of their keys, each code once; answers the digest of what was written."""
    digest, at, count, places, rest = hashlib.sha256(), 0, 0, b"", iter(entries)
    while batch := list(islice(rest, SEGMENT_NAMES)):
        segment = encode(batch)
        digest.update(segment)
        out.write(segment)
        places += _PLACE.pack(at)
        at, count = at + len(segment), count + len(batch)
    tail = places + _TAIL.pack(count, len(places) // _PLACE.size, _MAGIC)
    digest.update(tail)
    out.write(tail)
    return digest.hexdigest()[:_DIGEST_LENGTH]


class NamesFile:
    """A names file read in place. Iterating gives all entries; numbers count them from 0."""

    def __init__(self, data: Data) -> None:
        """Raises ValueError for anything but a whole names file of this make."""
        self._data = data
        size = len(data)
        if size < _TAIL.size or data[size - len(_MAGIC) :] != _MAGIC:
            raise ValueError("not a names file of this version, or one cut short")
        self._count, segments, _ = _TAIL.unpack_from(data, size - _TAIL.size)
        table = size - _TAIL.size - _PLACE.size * segments
        places = [_PLACE.unpack_from(data, table + _PLACE.size * i)[0] for i in range(segments)]
        self._segments = [Segment(data, place) for place in places]

    @classmethod
    def open(cls, path: Path) -> "NamesFile":
        """A file on disk, of which only what is read comes into memory; to be closed."""
        with path.open("rb") as file:
            return cls(mmap(file.fileno(), 0, access=ACCESS_READ))

    @classmethod
    def empty(cls) -> "NamesFile":
        """A file of no names."""
        out = BytesIO()
        write_names((), out)
        return cls(out.getvalue())

    def close(self) -> None:
        """Lets go of the file on disk."""
        if isinstance(self._data, mmap):
            self._data.close()

    def __len__(self) -> int:
        return int(self._count)

    def __iter__(self) -> Iterator[NameEntry]:
        for segment in self._segments:
            yield from map(segment.entry, range(len(segment)))

    def beginning(self, word: str) -> tuple[int, int]:
        """The numbers [from, to) of the entries whose key begins with a word, or with as much of it as keys keep."""
        word = word[:KEY_CHARACTERS]

        def head(number: int) -> str:
            segment, inside = self._locate(number)
            return segment.folded(inside)[: len(word)]

        numbers = range(len(self))
        first = bisect_left(numbers, word, key=head)
        return first, bisect_right(numbers, word, first, key=head)

    def after(self, key: Key) -> int:
        """The number of the first entry that stands after a key."""
        return bisect_right(range(len(self)), key, key=lambda number: self._entry(number).key)

    def between(self, start: int, end: int) -> Iterator[NameEntry]:
        """The entries in [start, end)."""
        return map(self._entry, range(start, end))

    def holding(self, pattern: Pattern, start: int, end: int) -> Iterator[NameEntry]:
        """The entries in [start, end) whose folded names contain every word, in their order."""
        for place, segment in enumerate(self._segments):
            base = place * SEGMENT_NAMES
            low, high = max(start - base, 0), min(end - base, len(segment))
            if low < high:
                yield from segment.holding(pattern, low, high)

    def _entry(self, number: int) -> NameEntry:
        segment, inside = self._locate(number)
        return segment.entry(inside)

    def _locate(self, number: int) -> tuple[Segment, int]:
        place, inside = divmod(number, SEGMENT_NAMES)
        return self._segments[place], inside
