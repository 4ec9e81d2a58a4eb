"""The deadlines of a month: on which day decisions have to be public, and which decisions those are."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chengxin.compliance.duty.clocks import clock_for
from chengxin.compliance.duty.rules import Duties

_LOOKED_BACK = 45
"""Days before the month in which decisions can lie that are due in it: seven working days and the longest holidays."""


@dataclass(frozen=True, slots=True)
class DueDate:
    """Decisions made from `first` to `last` have to be public on `day`; `provisional` where a notice on holidays that
    could move it is not out yet."""

    day: date
    first: date
    last: date
    provisional: bool


def due_dates(month: str, duties: Duties, today: date) -> Sequence[DueDate]:
    """The deadlines that fall into a month (`2026-03`), in order, by the calendar as it is known on `today`; of several
    clocks the shortest. Empty where no dataset has one."""
    known, found = duties.calendar.known_on(today), dict[date, DueDate]()
    start = date.fromisoformat(f"{month}-01")
    end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
    for back in range(_LOOKED_BACK, -(end - start).days - 1, -1):
        decided = start - timedelta(days=back)
        clocks = [clock for name in duties.disclosed if (clock := clock_for(duties.catalogue, name, decided))]
        if not clocks:
            continue
        due = known.deadline(decided, min(clock.working_days for clock in clocks))
        if start <= due.date <= end:
            before = found.get(due.date)
            found[due.date] = DueDate(due.date, before.first if before else decided, decided, due.provisional)
    return [found[day] for day in sorted(found)]


def month_after(month: str) -> str:
    """`2027-01` for `2026-12`."""
    year, number = map(int, month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02d}"
