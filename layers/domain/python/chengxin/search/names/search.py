"""Searching names in three tiers (exact, prefix, the rest), each in the order of keys, in a base and its delta at once.

A position is (tier, beginning of the folded name, code) of the last entry shown: it says where to go on in any base,
not only in the one it came from. So pages repeat no entry and miss none that was there when they began, whatever comes,
goes or is built anew in between. Only an entry that is renamed in between moves: it can be shown under both its names,
or under neither.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from heapq import merge
from itertools import islice, takewhile
from operator import attrgetter

from chengxin.search.name_folding import normalise_code, words
from chengxin.search.names.delta import Delta
from chengxin.search.names.entry import KEY_CHARACTERS, Key, NameEntry
from chengxin.search.names.names_file import NamesFile
from chengxin.search.names.pattern import Pattern
from chengxin.search.paging import Page, Position

_EXACT, _PREFIX, _REST = range(3)
_BEFORE_ALL: Key = ("", "")
_BY_KEY = attrgetter("key")
_CODE = re.compile(r"[0-9A-Z]{18}", re.ASCII)


def code_asked(q: str) -> str | None:
    """The code that a query is, as it is stored, or None where it has not the form of one (GB 32100-2015).

    Whoever has it comes first in the exact tier; a code is looked up by its key, not in the names.
    """
    code = normalise_code(q)
    return code if _CODE.fullmatch(code) else None


class Names:
    """A base and its delta as one. Iterating gives all entries in the order of their keys."""

    def __init__(self, base: NamesFile, delta: Delta) -> None:
        self._base, self._delta, self._hidden = base, delta.names, delta.hidden

    def close(self) -> None:
        """Lets go of the base's file."""
        self._base.close()

    def __iter__(self) -> Iterator[NameEntry]:
        return self._combined(iter(self._base), iter(self._delta))

    def search(self, q: str, limit: int = 20, after: Position | None = None) -> Page[NameEntry]:
        """A page of the entries whose names contain every word of `q`: exact, then prefix, then the rest.

        The one whose code is `q` is left out whatever its name (see `code_asked`). Raises `QueryTooShortError` for a
        word of one character.
        """
        found, code = words(q), normalise_code(q)
        pattern = Pattern(found)
        base, delta = _Answers(self._base, found, pattern), _Answers(self._delta, found, pattern)
        first, key = (int(after[0]), (str(after[1]), str(after[2]))) if after else (_EXACT, _BEFORE_ALL)
        hits = (
            (tier, entry)
            for tier in range(first, _REST + 1)
            for start in (key if tier == first else _BEFORE_ALL,)
            for entry in self._combined(base.tier(tier, start), delta.tier(tier, start))
            if entry.code != code
        )
        page = list(islice(hits, limit + 1))
        items = [entry for _, entry in page[:limit]]
        if len(page) <= limit:
            return Page(items)
        tier, last = page[limit - 1]
        return Page(items, [tier, *last.key])

    def _combined(self, base: Iterator[NameEntry], delta: Iterator[NameEntry]) -> Iterator[NameEntry]:
        standing = (entry for entry in base if entry.code not in self._hidden)
        return merge(standing, delta, key=_BY_KEY)


class _Answers:
    """Where the answers to a query stand in one file."""

    def __init__(self, names: NamesFile, found: list[str], pattern: Pattern) -> None:
        self._names, self._pattern = names, pattern
        self._first, self._whole = found[0], "".join(found)

    def tier(self, tier: int, after: Key) -> Iterator[NameEntry]:
        """The entries of one tier that stand after a key, in their order."""
        passed = self._names.after(after) if after != _BEFORE_ALL else 0
        return (self._exact, self._prefix, self._rest)[tier](passed)

    @cached_property
    def _beginning(self) -> tuple[int, int]:
        return self._names.beginning(self._first)

    def _exact(self, passed: int) -> Iterator[NameEntry]:
        start = max(self._names.after((self._whole[:KEY_CHARACTERS], "")), passed)
        alike = takewhile(
            lambda entry: entry.key[0] == self._whole[:KEY_CHARACTERS], self._names.between(start, len(self._names))
        )
        return (entry for entry in alike if entry.folded == self._whole)

    def _prefix(self, passed: int) -> Iterator[NameEntry]:
        start, end = self._beginning
        for entry in self._names.holding(self._pattern, max(start, passed), end):
            if entry.folded.startswith(self._first) and entry.folded != self._whole:
                yield entry

    def _rest(self, passed: int) -> Iterator[NameEntry]:
        start, end = self._beginning
        # The order doesn't tell a word that is longer than a key from others that begin like it.
        start = start if len(self._first) <= KEY_CHARACTERS else end
        for low, high in ((passed, start), (max(end, passed), len(self._names))):
            for entry in self._names.holding(self._pattern, low, high):
                if not entry.folded.startswith(self._first):
                    yield entry
