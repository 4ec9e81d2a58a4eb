"""Which names hold a bigram: posting lists over at most 65,536 names, short ones as numbers, long ones as a bitmap.

A list of numbers is cheap to keep and to walk while it is short; bitmaps of any density are intersected eight thousand
bytes at a time. So what a conjunction costs is bounded by how many lists it has, never by how long they are.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

CAPACITY = 1 << 16
_BITMAP_BYTES = CAPACITY // 8
_LONGEST_LIST = 512
"""Above this many numbers a bitmap is as good as no longer, and far quicker to intersect."""
_FEW = 32
"""So few candidates are sooner looked at than narrowed down."""


def pairs(text: str) -> set[int]:
    """The overlapping pairs of a folded text, each as 32 bits.

    Exact within the basic plane; beyond it two pairs may share their bits, so a name that has all pairs of a word is a
    candidate to be looked at, not an answer.
    """
    return {(ord(a) << 16 ^ ord(b)) & 0xFFFFFFFF for a, b in pairwise(text)}


def pack(numbers: Sequence[int]) -> bytes:
    """A posting list as it is stored, from ascending numbers."""
    if len(numbers) <= _LONGEST_LIST:
        return array("H", numbers).tobytes()
    bitmap = bytearray(_BITMAP_BYTES)
    for number in numbers:
        bitmap[number >> 3] |= 1 << (number & 7)
    return bytes(bitmap)


def common(packed: Iterable[bytes], start: int, end: int) -> Iterable[int]:
    """Ascending numbers in [start, end): all that stand in every list, and perhaps a few that do not."""
    by_length = sorted(packed, key=len)
    lists = [one for one in by_length if len(one) < _BITMAP_BYTES]
    bitmaps = by_length[len(lists) :]
    if not lists:
        return _set_bits(bitmaps, start, end)
    first = array("H", lists[0])
    found = first[bisect_left(first, start) : bisect_left(first, end)].tolist()
    for one in lists[1:]:
        if len(found) > _FEW:
            found = sorted(set(found).intersection(array("H", one)))
    for bitmap in bitmaps:
        if len(found) > _FEW:
            found = [number for number in found if bitmap[number >> 3] >> (number & 7) & 1]
    return found


def _set_bits(bitmaps: Sequence[bytes], start: int, end: int) -> Iterator[int]:
    bits = (1 << end) - (1 << start)
    for bitmap in bitmaps:
        bits &= int.from_bytes(bitmap, "little")
    digits = f"{bits:b}"[::-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)
