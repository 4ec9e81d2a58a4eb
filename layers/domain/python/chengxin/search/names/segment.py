"""A run of neighbouring names with the posting lists of their pairs: the unit that a names file is made of.

Laid out as: head; pairs, ascending; where each posting list begins; where each text begins; posting lists; words;
texts. Numbers are little-endian. A text is folded name, code and, where folding changed it, the name, parted by a byte
that UTF-8 never has. The words are those that many names lack in spite of having all their pairs; their lists, of the
names that do have them, come after those of the pairs.
"""

import struct
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from mmap import mmap

from chengxin.search.names.absent_words import absent_words
from chengxin.search.names.entry import NameEntry
from chengxin.search.names.pattern import Pattern
from chengxin.search.names.postings import CAPACITY, common, pack, pairs

Data = bytes | mmap
SEGMENT_NAMES = CAPACITY

_HEAD = struct.Struct("<IIIII")
_SPAN = struct.Struct("<II")
_WIDTH = 4
_PART = b"\xff"
_IN_VAIN = 128
"""A word that more names than this look like having gets a posting list of its own."""
# A name may hold half a surrogate pair; it is kept as it came rather than lose a night's build to it.
_TEXT = ("utf-8", "surrogatepass")


def encode(entries: Sequence[NameEntry]) -> bytes:
    """The segment of at most `SEGMENT_NAMES` entries in the order of their keys."""
    holders: dict[int, list[int]] = defaultdict(list)
    lacking: Counter[str] = Counter()
    for number, entry in enumerate(entries):
        lacking.update(absent_words(entry.folded))
        for pair in pairs(entry.folded):
            holders[pair].append(number)
    ascending = sorted(holders)
    words = sorted(word for word, names in lacking.items() if names > _IN_VAIN)
    lists = [pack(holders[pair]) for pair in ascending] + [pack(_having(word, holders, entries)) for word in words]
    texts = [_text(entry) for entry in entries]
    told = _PART.join(word.encode() for word in words)
    head = _HEAD.pack(len(entries), len(ascending), len(words), sum(map(len, lists)), len(told))
    return b"".join((head, array("I", ascending).tobytes(), _places(lists), _places(texts), *lists, told, *texts))


class Segment:
    """A segment read in place: it lies in `data` from `start` on. Entries are numbered from 0."""

    def __init__(self, data: Data, start: int) -> None:
        self._data = data
        self._count: int
        self._count, pair_count, word_count, lists_length, words_length = _HEAD.unpack_from(data, start)
        pairs_at = start + _HEAD.size
        self._list_places = pairs_at + _WIDTH * pair_count
        self._text_places = self._list_places + _WIDTH * (pair_count + word_count + 1)
        self._lists = self._text_places + _WIDTH * (self._count + 1)
        words_at = self._lists + lists_length
        self._texts = words_at + words_length
        self._pairs = array("I", data[pairs_at : self._list_places])
        words = data[words_at : self._texts].split(_PART) if word_count else []
        self._words = {str(word, *_TEXT): pair_count + place for place, word in enumerate(words)}
        self._told = frozenset(self._words)

    def __len__(self) -> int:
        return self._count

    def folded(self, number: int) -> str:
        """An entry's folded name alone."""
        return str(self._text(number).partition(_PART)[0], *_TEXT)

    def entry(self, number: int) -> NameEntry:
        """An entry by its number."""
        return _entry(self._text(number))

    def holding(self, pattern: Pattern, start: int, end: int) -> Iterator[NameEntry]:
        """The entries in [start, end) whose folded names contain every word, in their order."""
        lists = self._posting_lists(pattern)
        for number in common(lists, start, end) if lists else ():
            text = self._text(number)
            if all(word in text for word in pattern.encoded):
                entry = _entry(text)
                if pattern.found_in(entry.folded):
                    yield entry

    def _posting_lists(self, pattern: Pattern) -> list[bytes]:
        """The lists that all names with these words stand in; none at all where there can be no such name."""
        places = []
        for pair in pattern.pairs:
            place = bisect_left(self._pairs, pair)
            if place == len(self._pairs) or self._pairs[place] != pair:
                return []
            places.append(place)
        places += [self._words[part] for part in self._told & pattern.parts]
        return [self._slice(self._lists, self._list_places, place) for place in places]

    def _text(self, number: int) -> bytes:
        return self._slice(self._texts, self._text_places, number)

    def _slice(self, area: int, places: int, number: int) -> bytes:
        begin, end = _SPAN.unpack_from(self._data, places + _WIDTH * number)
        return self._data[area + begin : area + end]


def _having(word: str, holders: dict[int, list[int]], entries: Sequence[NameEntry]) -> list[int]:
    rarest = min((holders[pair] for pair in pairs(word)), key=len)
    return [number for number in rarest if word in entries[number].folded]


def _places(parts: Iterable[bytes]) -> bytes:
    places = array("I", [0])
    for part in parts:
        places.append(places[-1] + len(part))
    return places.tobytes()


def _text(entry: NameEntry) -> bytes:
    parts = [entry.folded, entry.code] if entry.name == entry.folded else [entry.folded, entry.code, entry.name]
    return _PART.join(part.encode(*_TEXT) for part in parts)


def _entry(text: bytes) -> NameEntry:
    parts = [str(part, *_TEXT) for part in text.split(_PART)]
    return NameEntry(parts[1], parts[2] if len(parts) > 2 else parts[0], parts[0])
