"""Suspected concealment: numbers missing from a department's numbered series of decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from chengxin.records import split_number

FEWEST_NUMBERS = 3
WIDEST_GAP = 200


@dataclass(frozen=True, slots=True)
class Gap:
    """The numbers `first` to `last` of a series are unknown while both neighbours are known."""

    series: str
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many numbers are missing."""
        return self.last - self.first + 1


def gaps(document_keys: Iterable[str], touched: Iterable[str] | None = None) -> list[Gap]:
    """Gaps between known numbers of each series, in order; `touched` limits the series to those of these documents.

    A series with fewer than 3 numbers proves nothing, and a gap of more than 200 is another numbering rather than
    concealment. What a series starts and ends with can't be known, so only what lies between is told.
    """
    parts = {key: split_number(key) for key in document_keys}
    series: dict[str, set[int]] = {}
    for name, number in parts.values():
        if number is not None:
            series.setdefault(name, set()).add(number)
    wanted = series.keys() if touched is None else {parts[key][0] for key in touched if key in parts} & series.keys()
    return [gap for name in sorted(wanted) if len(series[name]) >= FEWEST_NUMBERS for gap in _of(name, series[name])]


def _of(name: str, numbers: set[int]) -> Iterable[Gap]:
    ordered = sorted(numbers)
    for before, after in pairwise(ordered):
        if 1 < after - before <= WIDEST_GAP + 1:
            yield Gap(name, before + 1, after - 1)
