"""Suspected concealment: numbers missing from a department's numbered series of decisions."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise

from chengxin.records import split_number

FEWEST_NUMBERS = 3
WIDEST_GAP = 200


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


def gaps(document_keys: Iterable[str], before: Iterable[str] = (), known: Iterable[str] = ()) -> list[Gap]:
    """Gaps between the numbers of each series, in order, that end at one of `document_keys` at least.

    Numbers told of `before` bound a gap as well, so that none is lost between two months; `known` documents fill gaps
    but never make one. A series with fewer than 3 numbers proves nothing, and a gap of more than 200 is another
    numbering rather than concealment. What a series starts and ends with can't be known, so only what lies between is
    told.
    """
    series, earlier, filling = _series(document_keys), _series(before), _series(known)
    return [
        gap
        for name, numbers in sorted(series.items())
        if len(numbers | earlier.get(name, set())) >= FEWEST_NUMBERS
        for gap in _of(name, numbers, earlier.get(name, set()), filling.get(name, set()))
    ]


def _series(document_keys: Iterable[str]) -> dict[tuple[str, int], set[int]]:
    """The numbers of each series, by what they have in common and where in it the number stands."""
    series: dict[tuple[str, int], set[int]] = {}
    for key in document_keys:
        name, number = split_number(key)
        if number is not None:
            behind = next(i for i, character in enumerate(reversed(key)) if character.isdecimal())
            series.setdefault((name, len(name) - behind), set()).add(number)
    return series


def _of(series: tuple[str, int], numbers: set[int], earlier: set[int], filling: set[int]) -> Iterable[Gap]:
    for low, high in pairwise(sorted(numbers | earlier)):
        if low in numbers or high in numbers:
            between = sorted(n for n in filling if low < n < high)
            for left, right in pairwise([low, *between, high]):
                if 1 < right - left <= WIDEST_GAP + 1:
                    yield Gap(series[0], left + 1, right - 1, series[1])
