"""Batches of a list: one a period, closed once and for all when the period is over, with totals that stay for ever.

A batch compares who stood on the list at the end of its period with who stood at the end of the one before. It keeps
numbers alone; its rows are read from what is public now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Literal

from chengxin.read_model.list_members import Member, Totals, members, midnight, totals_of
from chengxin.read_model.places import day_at
from chengxin.read_model.shelf import Key, Shelf, pack, unpack

Rhythm = Literal["monthly", "quarterly", "yearly"]
MONTHS: dict[Rhythm, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}
READ_AT_ONCE = 100
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days (both included); the number is its year and its place in it: 202603, 20261, 2026."""

    number: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch tells for ever: `totals` of those who came since the one before, how many came and went, and the
    totals of all who stood on the list at its end."""

    number: int
    first: str
    last: str
    totals: Totals
    standing: Totals
    entries: int
    exits: int

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day of its period."""
        return date.fromisoformat(self.first), date.fromisoformat(self.last)


def period_of(day: date, rhythm: Rhythm) -> Period:
    """The period that a day lies in."""
    months = MONTHS[rhythm]
    place = (day.month - 1) // months
    first = date(day.year, place * months + 1, 1)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    numbers = {"monthly": day.year * 100 + place + 1, "quarterly": day.year * 10 + place + 1, "yearly": day.year}
    return Period(numbers[rhythm], first, date(year, month + 1, 1) - _DAY)


@dataclass(frozen=True, slots=True)
class Batches:
    """The batches of one list."""

    shelf: Shelf
    list_id: str

    def all(self) -> list[Batch]:
        """Every batch, newest first."""
        found: list[Batch] = []
        at_most = "~"
        while some := self.shelf.last(self._partition, at_most, READ_AT_ONCE):
            found += [Batch(**unpack(body)) for sort, body in some if sort != at_most]
            if len(some) < READ_AT_ONCE:
                break
            at_most = some[-1][0]
        return found

    def get(self, number: int) -> Batch | None:
        """A batch by its number."""
        body = self.shelf.get([self._key(number)]).get(self._key(number))
        return Batch(**unpack(body)) if body else None

    def keep(self, batches: Sequence[Batch]) -> None:
        """Stores batches; the same again changes nothing."""
        self.shelf.put({self._key(one.number): pack(asdict(one)) for one in batches})

    def close(self, rhythm: Rhythm, today: date) -> list[Batch]:
        """Closes every period that is over and has no batch yet, from the first with a member on; answers the new
        ones, oldest first. A period in which nobody came has its batch, too."""
        last = next(iter(self.all()), None)
        everyone = list(members(self.shelf, self.list_id))
        if last is None and not everyone:
            return []
        begin = last.days[1] + _DAY if last else min(day_at(one.place) for one in everyone)
        new = [self._batch(period, everyone) for period in _over(begin, rhythm, today)]
        self.keep(new)
        return new

    def _batch(self, period: Period, everyone: Sequence[Member]) -> Batch:
        before = {one.place for one in _standing(everyone, period.first - _DAY)}
        now = _standing(everyone, period.last)
        came = [one for one in now if one.place not in before]
        left = before - {one.place for one in now}
        first, last = period.first.isoformat(), period.last.isoformat()
        return Batch(period.number, first, last, totals_of(came), totals_of(now), len(came), len(left))

    @property
    def _partition(self) -> str:
        return f"b#{self.list_id}"

    def _key(self, number: int) -> Key:
        return self._partition, f"{number:06d}"


def _standing(everyone: Sequence[Member], day: date) -> list[Member]:
    """Who stood on the list when a day ended."""
    return [one for one in everyone if one.stands(midnight(day + _DAY) - 1, day)]


def _over(begin: date, rhythm: Rhythm, today: date) -> Iterator[Period]:
    """The periods from that of a day on that are over."""
    period = period_of(begin, rhythm)
    while period.last < today:
        yield period
        period = period_of(period.last + _DAY, rhythm)
