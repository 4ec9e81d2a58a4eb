"""Escalation levels: since when a duty is due soon, overdue or long overdue."""

from datetime import date, datetime, time, timedelta

from chengxin.compliance.board.duty_list import DutyKind
from chengxin.compliance.duty.timeliness import DUE_SOON_WITHIN
from chengxin.deadlines import Calendar
from chengxin.times import SHANGHAI, local_date


def due_soon_since(one: DutyKind, calendar: Calendar) -> datetime:
    """The first day on which no more than two working days are left, or the moment at which the platform learned."""
    deadline = day = _deadline(one)
    while calendar.working_days_between(day - timedelta(days=1), deadline) <= DUE_SOON_WITHIN:
        day -= timedelta(days=1)
    return _moment(one, day)


def late_since(one: DutyKind, working_days: int, calendar: Calendar) -> datetime:
    """The first day on which it is so late, or the moment at which the platform learned of it. It is overdue from
    the day after its deadline on, be that a working day or not."""
    deadline = _deadline(one)
    day = deadline + timedelta(days=1) if working_days == 1 else calendar.add_working_days(deadline, working_days)
    return _moment(one, day)


def unmoved(one: DutyKind, now: datetime, calendar: Calendar) -> bool:
    """Whether a duty that is due soon has been so since a working day before today, and nothing was done about it."""
    return calendar.working_days_between(local_date(due_soon_since(one, calendar)), local_date(now)) > 0


def _deadline(one: DutyKind) -> date:
    if one.verdict.deadline is None:
        raise ValueError("a duty that is due or overdue has a deadline")
    return one.verdict.deadline


def _moment(one: DutyKind, day: date) -> datetime:
    return max(datetime.combine(day, time.min, SHANGHAI), one.received_at)
