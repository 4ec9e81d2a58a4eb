"""Ends of publicity periods: a record whose last day is over leaves every file; the API hides it by itself."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from chengxin.read_model.places import record_at
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.shelf import ALONE, Shelf, pack, unpack
from chengxin.read_model.timeline import Timeline
from chengxin.read_model.update import Change, last_days
from chengxin.steps.showcase import Showcase
from chengxin.times import local_date

SWEPT = ("x#period-ends", ALONE)
"""Holds the last day whose records have left the files."""
MOST_AT_ONCE = 5_000
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PeriodEnds:
    """The sweep of the days that are over since the last one."""

    shelf: Shelf
    showcase: Showcase

    def take(self, now: datetime) -> bool:
        """Takes what ended before the day of `now` from the files; answers whether that day is new.

        It is until `noted`, so that a run that dies is made up for.
        """
        yesterday, swept = local_date(now) - _DAY, self._swept()
        if swept is not None and swept >= yesterday:
            return False
        for offset in range(1, (yesterday - (swept or yesterday)).days + 1):
            self._sweep((swept or yesterday) + offset * _DAY, now)
        return True

    def noted(self, now: datetime) -> None:
        """The files tell of no period that ended before the day of `now`."""
        self.shelf.put({SWEPT: pack((local_date(now) - _DAY).toordinal())})

    def _sweep(self, day: date, now: datetime) -> None:
        model, places = ReadModel(self.shelf), Timeline(self.shelf, last_days(day.toordinal())).newest()
        while some := [record_at(place) for place, _ in islice(places, MOST_AT_ONCE)]:
            entries = model.entries(some).values()
            self.showcase.show([Change(entry, entry) for entry in entries], [], now)

    def _swept(self) -> date | None:
        found = self.shelf.get([SWEPT])
        return date.fromordinal(unpack(found[SWEPT])) if found else None
