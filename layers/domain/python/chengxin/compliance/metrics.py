"""What the compliance run tells CloudWatch: levels, put anew each run, an explicit 0 where there is nothing.

Departments are a dimension by their ASCII id. The city's totals have metric names of their own and no dimension, so
that whatever pools dimensions (the local emulator does) can't mix them with a department's figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chengxin.compliance.scoreboard import Scoreboard
from chengxin.compliance.tally import Tally
from chengxin.times import local_date

NAMESPACE = "Chengxin"
DIMENSION = "Department"
HEARTBEAT = "ComplianceSweepCompleted"
LONGEST_SILENCE = 366
"""Days without data beyond which it makes no difference how many; also what a department starts with."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure, in `PutMetricData`'s terms; its moment is the wall clock's, which the caller has."""

    name: str
    value: float
    unit: str
    dimensions: Mapping[str, str] = field(default_factory=dict)


def metrics(boards: Sequence[Scoreboard], now: datetime, last_received: Mapping[str, datetime]) -> list[Metric]:
    """All metrics of a completed run over the boards of every department with a duty to report.

    `last_received` is when each department's newest file came, absent for one that never sent any. The heartbeat
    comes last: it says that everything else was put.
    """
    silence = {board.department: _days(now, last_received.get(board.department)) for board in boards}
    found = [
        metric
        for board in boards
        for metric in _figures("", [board], silence[board.department], {DIMENSION: board.department})
    ]
    found += _figures("City", boards, min(silence.values(), default=LONGEST_SILENCE), {})
    return [*found, Metric(HEARTBEAT, 1, "Count")]


def _figures(prefix: str, boards: Sequence[Scoreboard], silence: int, dimensions: Mapping[str, str]) -> list[Metric]:
    total = sum((board.total for board in boards), Tally())
    oldest = max((board.oldest_overdue_working_days for board in boards), default=0)
    figures = {
        "OverdueDisclosures": (sum(len(board.overdue) for board in boards), "Count"),
        "DueSoonDisclosures": (sum(len(board.due_soon) for board in boards), "Count"),
        "OldestOverdueWorkingDays": (oldest, "Count"),
        "RejectedShare": (total.rejected / total.reported if total.reported else 0, "None"),
        "DaysSinceLastData": (silence, "Count"),
    }
    return [Metric(prefix + name, float(value), unit, dimensions) for name, (value, unit) in figures.items()]


def _days(now: datetime, last: datetime | None) -> int:
    if last is None:
        return LONGEST_SILENCE
    return min(max((local_date(now) - local_date(last)).days, 0), LONGEST_SILENCE)
