"""What the compliance run tells CloudWatch: levels, put anew each run, an explicit 0 where there is nothing.

Departments are a dimension by their ASCII id. The city's totals have metric names of their own and no dimension, so
that whatever pools dimensions (the local emulator does) can't mix them with a department's figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chengxin.compliance.board.duty_list import DutyKind
from chengxin.compliance.board.scoreboard import Scoreboard
from chengxin.compliance.board.tally import Tally
from chengxin.compliance.escalation.levels import unmoved
from chengxin.deadlines import Calendar
from chengxin.times import local_date

NAMESPACE = "Chengxin"
DIMENSION = "Department"
HEARTBEAT = "ComplianceSweepCompleted"
FEWEST_ROWS = 10
"""Rows of a month below which a share of them tells nothing."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure, in `PutMetricData`'s terms; its moment is the wall clock's, which the caller has."""

    name: str
    value: float
    unit: str
    dimensions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Background:
    """What a run's figures are held against. `last_received` is when each department's newest file came; the silence
    of one that never sent any counts from `since`. `last_month` are the tallies of the month before."""

    calendar: Calendar
    since: datetime
    last_received: Mapping[str, datetime] = field(default_factory=dict)
    last_month: Mapping[str, Tally] = field(default_factory=dict)

    def silence(self, department: str, now: datetime) -> int:
        """Working days since a department's newest file, so that no holiday counts as silence."""
        last = self.last_received.get(department, self.since)
        return self.calendar.working_days_between(local_date(last), local_date(now))


def metrics(boards: Sequence[Scoreboard], now: datetime, against: Background, *, complete: bool = True) -> list[Metric]:
    """All metrics of a run over the boards of departments with a duty to report.

    Where a board is missing (`complete` is False), the city's figures would be too small and are left out, and so is
    the heartbeat, which says that everything was put and comes last.
    """
    found = [metric for board in boards for metric in _figures("", [board], now, against, board.department)]
    if not complete:
        return found
    return [*found, *_figures("City", boards, now, against), Metric(HEARTBEAT, 1, "Count")]


def _figures(
    prefix: str, boards: Sequence[Scoreboard], now: datetime, against: Background, department: str = ""
) -> list[Metric]:
    total = sum((board.total for board in boards), Tally())
    before = sum((against.last_month.get(board.department, Tally()) for board in boards), Tally())

    def still(kind: DutyKind) -> bool:
        return unmoved(kind, now, against.calendar)

    figures = {
        "OverdueDisclosures": (sum(len(board.overdue) for board in boards), "Count"),
        "DueSoonDisclosures": (sum(len(board.due_soon) for board in boards), "Count"),
        "DueSoonUnmoved": (sum(board.due_soon.of(still) for board in boards), "Count"),
        "OldestOverdueWorkingDays": (max((b.oldest_overdue_working_days for b in boards), default=0), "Count"),
        "RejectedShare": (_rejected(total), "None"),
        "RejectedShareRise": (_rise(total, before), "None"),
        "WorkingDaysSinceLastData": (min((against.silence(b.department, now) for b in boards), default=0), "Count"),
    }
    dimensions = {DIMENSION: department} if department else {}
    return [Metric(prefix + name, float(value), unit, dimensions) for name, (value, unit) in figures.items()]


def _rejected(tally: Tally) -> float:
    return tally.rejected / tally.reported if tally.reported else 0.0


def _rise(total: Tally, before: Tally) -> float:
    """By how much of all rows the rejected share is above the month before's; 0 while there are too few to tell."""
    return max(_rejected(total) - _rejected(before), 0.0) if total.reported >= FEWEST_ROWS else 0.0
