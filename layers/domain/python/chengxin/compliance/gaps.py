"""Suspected concealment: numbers missing from a department's numbered series of decisions."""

from collections.abc import Iterable
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
        numbers = str(self.first) if self.first == self.last else f"{self.first}—{self.last}"
        return self.series[: self.at] + numbers + self.series[self.at :]

    @property
    def size(self) -> int:
        """How many numbers are missing."""
        return self.last - self.first + 1


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
