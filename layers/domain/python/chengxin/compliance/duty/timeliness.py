"""The verdict on one decision: in time, late, still due, overdue, or under no duty."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from chengxin.catalogue.legal import ClockVersion
from chengxin.deadlines import Calendar
from chengxin.times import local_date

Status = Literal["on_time", "late", "due", "overdue", "exempt"]
DUE_SOON_WITHIN = 2
LONG_OVERDUE_FROM = 3


@dataclass(frozen=True, slots=True)
class Timeliness:
    """`status` as the contract names it, with what it follows from.

    `working_days_taken` from decision to discharge, None before it; `working_days_left` until the deadline while it
    is due; `working_days_late` beyond the deadline, until discharge or, still overdue, until now.
    """

    status: Status
    deadline: date | None = None
    provisional: bool = False
    calendar_version: str | None = None
    working_days_taken: int | None = None
    working_days_left: int | None = None
    working_days_late: int = 0

    @property
    def due_soon(self) -> bool:
        """Due, and no more than two working days are left, the deadline's own day not counted out."""
        return self.working_days_left is not None and self.working_days_left <= DUE_SOON_WITHIN

    @property
    def long_overdue(self) -> bool:
        """Overdue by three working days or more."""
        return self.status == "overdue" and self.working_days_late >= LONG_OVERDUE_FROM


EXEMPT = Timeliness("exempt")


def timeliness(
    decision_date: date | None,
    discharged_at: datetime | None,
    now: datetime,
    calendar: Calendar,
    clock: ClockVersion | None,
) -> Timeliness:
    """The verdict as it stands at `now`; a discharge after `now` has not happened yet.

    The deadline runs to its 24:00 in Asia/Shanghai (民法典 art. 203). Without a clock or a date there is no duty.
    """
    if clock is None or decision_date is None:
        return EXEMPT
    deadline = calendar.deadline(decision_date, clock.working_days)
    discharged = discharged_at is not None and discharged_at <= now
    day = local_date(discharged_at if discharged and discharged_at else now)
    in_time = day <= deadline.date
    return Timeliness(
        status=("on_time" if in_time else "late") if discharged else ("due" if in_time else "overdue"),
        deadline=deadline.date,
        provisional=deadline.provisional,
        calendar_version=deadline.calendar_version,
        working_days_taken=calendar.working_days_between(decision_date, day) if discharged else None,
        working_days_left=calendar.working_days_between(day, deadline.date) if in_time and not discharged else None,
        working_days_late=calendar.working_days_between(deadline.date, day),
    )
