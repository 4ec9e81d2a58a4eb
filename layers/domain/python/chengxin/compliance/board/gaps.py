"""Suspected concealment: numbers missing from a department's numbered series of decisions."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise

FEWEST_NUMBERS = 3
WIDEST_GAP = 200
_NUMBER = re.compile(r"(\d+)(\D*)\Z")
_PLACE = "\0"
"""Where the number stands in the name of a series."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The numbers `first` to `last` of a series are unknown while both neighbours are known.

    `series` is what all its numbers have in common, `at` where in it the number stands.
    """

    series: str
    first: int
    last: int
    at: int

    @property
    def title(self) -> str:
        """The missing numbers as people write them: `武市监罚〔2026〕5号` or `武市监罚〔2026〕5—7号`."""
        return self._numbered(str(self.first) if self.first == self.last else f"{self.first}—{self.last}")

    @property
    def size(self) -> int:
        """How many numbers are missing."""
        return self.last - self.first + 1

    @property
    def documents(self) -> dict[int, str]:
        """The missing documents by their numbers."""
        return {number: self._numbered(str(number)) for number in range(self.first, self.last + 1)}

    def without(self, known: Container[str]) -> "list[Gap]":
        """What stays of the gap when some documents are known after all."""
        missing = [number for number, document in self.documents.items() if document not in known]
        starts = [n for before, n in pairwise([self.first - 2, *missing]) if n - before > 1]
        ends = [n for n, after in pairwise([*missing, self.last + 2]) if after - n > 1]
        return [Gap(self.series, first, last, self.at) for first, last in zip(starts, ends, strict=True)]

    def _numbered(self, numbers: str) -> str:
        return self.series[: self.at] + numbers + self.series[self.at :]


class Series:
    """The numbers of each series that document keys stand in."""

    def __init__(self, document_keys: Iterable[str] = ()) -> None:
        self._numbers: dict[str, list[int]] = {}
        for key in document_keys:
            self.add(key)

    def add(self, document_key: str) -> None:
        """Puts a document into its series; one without a number stands in none."""
        found = _NUMBER.search(document_key)
        if found is None:
            return
        name = f"{document_key[: found.start()]}{_PLACE}{found[2]}"
        known = self._numbers.get(name)
        if known is None:
            self._numbers[name] = [int(found[1])]
        else:
            known.append(int(found[1]))

    def names(self) -> list[str]:
        """The series, in order."""
        return sorted(self._numbers, key=_cut)

    def numbers(self, name: str) -> set[int]:
        """The numbers of a series."""
        return set(self._numbers.get(name, ()))


def gaps(told: Series, before: Series, known: Series) -> list[Gap]:
    """Gaps between the numbers of each series, in order, that end at one of those that were `line` at least.

    Numbers told of `before` bound a gap as well, so that none is lost between two months; `known` documents fill gaps
    but never make one. A series with fewer than 3 numbers proves nothing, and a gap of more than 200 is another
    numbering rather than concealment. What a series starts and ends with can't be known, so only what lies between is
    told.
    """
    found: list[Gap] = []
    for name in told.names():
        numbers, earlier = told.numbers(name), before.numbers(name)
        if len(numbers | earlier) >= FEWEST_NUMBERS:
            found += _of(_cut(name), numbers, earlier, known.numbers(name))
    return found


def _cut(name: str) -> tuple[str, int]:
    """What the numbers of a series have in common, and where in it the number stands."""
    return name.replace(_PLACE, "", 1), name.index(_PLACE)


def _of(series: tuple[str, int], numbers: set[int], earlier: set[int], filling: set[int]) -> Iterable[Gap]:
    for low, high in pairwise(sorted(numbers | earlier)):
        if low in numbers or high in numbers:
            between = sorted(n for n in filling if low < n < high)
            for left, right in pairwise([low, *between, high]):
                if 1 < right - left <= WIDEST_GAP + 1:
                    yield Gap(series[0], left + 1, right - 1, series[1])
