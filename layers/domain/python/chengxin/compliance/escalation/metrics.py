"""What the compliance run tells CloudWatch: levels, put anew each run, each read by an alarm or drawn.

Departments are a dimension by their ASCII id. Each metric of each department has a price, so a department's figure is
put where it isn't 0, and only what is overdue always is: its explicit 0 says that it is over. The city's totals have
metric names of their own and no dimension, so that whatever pools dimensions (the local emulator does) can't mix them
with a department's figures.
"""

from collections.abc import Iterator, Mapping, Sequence
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
_UNITS = {"RejectedShareRise": "None"}
FEWEST_ROWS = 10
"""Rows of a month below which a share of them tells nothing."""
SILENT_WORKING_DAYS = 30
"""A department that is silent for longer is told of: a month brings decisions or a zero report, due by the 10th."""
RISE = 0.1
"""A department whose rejected share has risen by more is told of."""


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
    found = [metric for board in boards for metric in _of_department(board, now, against)]
    if not complete:
        return found
    return [*found, *_of_city(boards, now, against), Metric(HEARTBEAT, 1, "Count")]


def _of_department(board: Scoreboard, now: datetime, against: Background) -> Iterator[Metric]:
    for name, value in _watched([board], now, against).items():
        if value or name == "OverdueDisclosures":
            yield Metric(name, float(value), _UNITS.get(name, "Count"), {DIMENSION: board.department})


def _of_city(boards: Sequence[Scoreboard], now: datetime, against: Background) -> Iterator[Metric]:
    silent = sum(against.silence(board.department, now) > SILENT_WORKING_DAYS for board in boards)
    rejecting = sum(_watched([board], now, against)["RejectedShareRise"] > RISE for board in boards)
    figures = {
        **_watched(boards, now, against),
        "DueSoonDisclosures": sum(len(board.due_soon) for board in boards),
        "OldestOverdueWorkingDays": max((b.oldest_overdue_working_days for b in boards), default=0),
        "SilentDepartments": silent,
        "RejectingDepartments": rejecting,
    }
    for name, value in figures.items():
        yield Metric(f"City{name}", float(value), _UNITS.get(name, "Count"))


def _watched(boards: Sequence[Scoreboard], now: datetime, against: Background) -> dict[str, float]:
    """What alarms watch of a department as of the whole city."""
    total = sum((board.total for board in boards), Tally())
    before = sum((against.last_month.get(board.department, Tally()) for board in boards), Tally())

    def still(kind: DutyKind) -> bool:
        return unmoved(kind, now, against.calendar)

    return {
        "OverdueDisclosures": sum(len(board.overdue) for board in boards),
        "DueSoonUnmoved": sum(board.due_soon.of(still) for board in boards),
        "RejectedShareRise": _rise(total, before),
        "WorkingDaysSinceLastData": min((against.silence(b.department, now) for b in boards), default=0),
    }


def _rejected(tally: Tally) -> float:
    return tally.rejected / tally.reported if tally.reported else 0.0


def _rise(total: Tally, before: Tally) -> float:
    """By how much of all rows the rejected share is above the month before's; 0 while there are too few to tell."""
    return max(_rejected(total) - _rejected(before), 0.0) if total.reported >= FEWEST_ROWS else 0.0
