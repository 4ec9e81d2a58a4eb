"""Which days are working days, by the State Council's notices; beyond them by weekday alone, and said to be so."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate

from chengxin.deadlines.notices import NEW_YEAR_HOLIDAY_STARTS, read_year

WEEKDAYS_ONLY = "weekdays"
LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period; `provisional` where a notice that could move it is not out yet.

    `calendar_version` names the notices that made it: `2026@2025-11-04`, joined by `+` across a new year.
    """

    date: date
    provisional: bool
    calendar_version: str


class Calendar:
    """Legal working days (行政处罚法 art. 85, 行政许可法 art. 82). Any date is answered, none raises.

    Coverage: each year whose notice is loaded, without its last days from 29 December on until the next year's
    notice is loaded too, since that one arranges the New Year holiday.
    """

    def __init__(self, entries: Iterable[Mapping[str, object]], as_of: date | None = None) -> None:
        """`entries` are the catalogue's calendar files; with `as_of`, only what was public on that day counts."""
        self._entries = tuple(entries)
        self._issued: list[date] = []
        self._earlier: dict[int, Calendar] = {}
        self._versions: dict[int, str] = {}
        exceptions: dict[int, bool] = {}
        for year in sorted(map(read_year, self._entries), key=lambda y: y.year):
            if known := year.as_of(as_of):
                self._issued += [version.issued for version in known]
                self._versions[year.year] = year.name(known[-1])
                holidays = {name: holiday for version in known for name, holiday in version.holidays.items()}
                for holiday in holidays.values():
                    exceptions |= {day.toordinal(): False for day in holiday.rest}
                    exceptions |= {day.toordinal(): True for day in holiday.work}
        self._issued.sort()
        self._exceptions = {day: work for day, work in exceptions.items() if work != _weekday(day)}
        self._changed = sorted(self._exceptions)
        self._shift = [0, *accumulate(1 if self._exceptions[day] else -1 for day in self._changed)]
        self._cached = lru_cache(maxsize=20_000)(self._deadline)

    def known_on(self, day: date) -> "Calendar":
        """This calendar with the notices alone that were public on a day: as one had to count then."""
        known = bisect_right(self._issued, day)
        if known == len(self._issued):
            return self
        if known not in self._earlier:
            self._earlier[known] = Calendar(self._entries, day)
        return self._earlier[known]

    @property
    def coverage(self) -> tuple[date, date] | None:
        """The first and the last covered day, for people to read; None without notices."""
        if not self._versions:
            return None
        return date(min(self._versions), 1, 1), date(max(self._versions), *NEW_YEAR_HOLIDAY_STARTS) - timedelta(days=1)

    def covered(self, day: date) -> bool:
        """Whether every notice that can arrange this day is loaded."""
        needs_next = (day.month, day.day) >= NEW_YEAR_HOLIDAY_STARTS
        return day.year in self._versions and (not needs_next or day.year + 1 in self._versions)

    def version_for(self, day: date) -> str:
        """The notice that arranges the day's year (`2026@2025-11-04`), or `weekdays` where none is loaded."""
        return self._versions.get(day.year, WEEKDAYS_ONLY)

    def is_working_day(self, day: date) -> bool:
        """By notice; by weekday where no notice speaks of the day."""
        return self._works(day.toordinal())

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; day 1 is the next working day (民法典 art. 201, 203)."""
        ordinal = day.toordinal()
        while count > 0 and ordinal < LAST_DAY:
            ordinal += 1
            count -= self._works(ordinal)
        return date.fromordinal(ordinal)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; 0 where `end` isn't later."""
        return max(0, self._rank(end.toordinal()) - self._rank(start.toordinal()))

    def deadline(self, decision_date: date, days: int = 7) -> Deadline:
        """The last day, to its 24:00, of a period of `days` working days that starts with a decision."""
        return self._cached(decision_date, days)

    def _deadline(self, decision_date: date, days: int) -> Deadline:
        last = self.add_working_days(decision_date, days)
        versions = dict.fromkeys(self.version_for(day) for day in (decision_date, last))
        provisional = not (self.covered(decision_date) and self.covered(last))
        return Deadline(last, provisional, "+".join(versions))

    def _works(self, ordinal: int) -> bool:
        exception = self._exceptions.get(ordinal)
        return _weekday(ordinal) if exception is None else exception

    def _rank(self, ordinal: int) -> int:
        """Working days from the first day of the common era up to and including this one."""
        weeks, rest = divmod(ordinal, 7)
        return weeks * 5 + min(rest, 5) + self._shift[bisect_right(self._changed, ordinal)]


def _weekday(ordinal: int) -> bool:
    return (ordinal - 1) % 7 < 5
