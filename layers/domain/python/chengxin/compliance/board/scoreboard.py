"""The scoreboard of a department, and of the city, for a month: a pure function of the ledger.

Flow counts (reported, accepted, rejected, published, on time, late, exempt) follow the month in which a decision was
received, as known at `as_of`. Levels (due soon, overdue, suspected missing) are those of `as_of`, or of the month's
end once it is over. Every past day's board can so be computed again from the same stored entries.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chengxin.compliance.board.duty_list import DutyList, merged
from chengxin.compliance.board.gaps import Gap
from chengxin.compliance.board.month_count import EvidenceLine, MonthCount
from chengxin.compliance.board.objections import Objections, objections
from chengxin.compliance.board.tally import Tally, share
from chengxin.compliance.duty.obligations import Obligation, oldest_decision, revisions
from chengxin.compliance.duty.rules import Duties
from chengxin.ledger import LedgerEntry
from chengxin.times import SHANGHAI, rfc3339, shanghai

CITY = "city"
ITEMS_SHOWN = 200
CITY_ITEMS_SHOWN = 10
"""Of each department on the city's board; a board is stored whole in one item of 400 kB."""


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """A month's board: counts, and the first of what they count, so that the boards of a city fit into memory.

    `exempt` are duties that came in the month; `due_soon` and `overdue` those that were open. `long_overdue` are the
    overdue that the office has to know of, `concealed` (瞒报) those that a register told of and nobody ever sent in;
    `next_due` is the first that will be overdue. `gaps` are the numbers that the series of the month's decisions lack.
    `revised` are duties of the month that are judged by a decision date which was corrected after they had begun.
    `withdrawals` are the month's notices that take a record down, each under a clock of its own. `registered` are the
    distinct documents of the month's register lines, `registered_reported` those of them that were handed in. `newest`
    are the last rows that came in the month and the last duties discharged, by the names of their numbers.
    """

    department: str
    month: str
    as_of: datetime
    by_dataset: Mapping[str, Tally] = field(default_factory=dict)
    exempt: DutyList = field(default_factory=DutyList)
    withdrawals: DutyList = field(default_factory=DutyList)
    revised: DutyList = field(default_factory=DutyList)
    due_soon: DutyList = field(default_factory=DutyList)
    overdue: DutyList = field(default_factory=DutyList)
    long_overdue: DutyList = field(default_factory=DutyList)
    concealed: DutyList = field(default_factory=DutyList)
    next_due: Obligation | None = None
    gaps: Sequence[Gap] = ()
    objections: Objections = field(default_factory=Objections)
    registered: int = 0
    registered_reported: int = 0
    newest: Mapping[str, Sequence[EvidenceLine]] = field(default_factory=dict)
    departments: Sequence["Scoreboard"] = ()

    @property
    def total(self) -> Tally:
        """All datasets together."""
        return sum(self.by_dataset.values(), Tally())

    @property
    def suspected_missing(self) -> int:
        """How many numbers the series lack."""
        return sum(gap.size for gap in self.gaps)

    @property
    def oldest_overdue_working_days(self) -> int:
        """How late the latest open duty is; 0 without any."""
        return max((kind.verdict.working_days_late for kind in self.overdue.kinds), default=0)

    @property
    def error_rate(self) -> float | None:
        """错报率: records that had to be corrected or withdrawn ÷ accepted."""
        total = self.total
        return share(total.corrected + len(self.withdrawals), total.accepted)

    @property
    def rates(self) -> dict[str, float | None]:
        """Fractions from 0 to 1 to four places, None where nothing was there to measure."""
        total = self.total
        return {
            "reporting": share(self.registered_reported, self.registered),
            "compliance": total.compliance,
            "timeliness": total.timeliness,
            "lateness": total.lateness,
        }

    def as_json(self, items: int = ITEMS_SHOWN) -> dict[str, Any]:
        """The contract's shape. `overdue_items` shows the oldest `items`; `overdue` always counts all."""
        total = self.total
        board: dict[str, Any] = {
            "department": self.department,
            "month": self.month,
            "as_of": rfc3339(self.as_of),
            "reported": total.reported,
            "accepted": total.accepted,
            "rejected": total.rejected,
            "published": total.published,
            "on_time": total.on_time,
            "late": total.late,
            "due_soon": len(self.due_soon),
            "overdue": len(self.overdue),
            "exempt": len(self.exempt),
            "suspected_missing": self.suspected_missing,
            "concealed": len(self.concealed),
            "corrected": total.corrected,
            "withdrawn": len(self.withdrawals),
            "revised": len(self.revised),
            "error_rate": self.error_rate,
            "average_working_days": total.average_days,
            "p95_working_days": total.percentile_days(95),
            **self.objections.as_json(),
            "rates": self.rates,
            "overdue_items": [one.as_overdue_item() for one in self.overdue.first[:items]],
        }
        if self.department == CITY:
            board["departments"] = [one.as_json(CITY_ITEMS_SHOWN) for one in self.departments]
        return board


def month_end(month: str) -> datetime:
    """The last second of a month `2026-03` in Asia/Shanghai; ValueError for anything else."""
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=SHANGHAI)
    return (first + timedelta(days=32)).replace(day=1) - timedelta(seconds=1)


def scoreboard(
    department: str, month: str, as_of: datetime, entries: Iterable[LedgerEntry], duties: Duties
) -> Scoreboard:
    """The board of one department.

    `entries` are the department's: those of the month, of the month before and those still open suffice for the
    current day. To replay a past day they must hold whatever may have been open then; any others only fill gaps in the
    series of numbers.
    """
    known = list({(e.month, e.id): e for e in entries if e.department == department}.values())
    level_at = min(as_of, month_end(month))
    count = _count(department, month, known, (as_of, level_at), duties)
    registered, reported = count.lines.counts
    return Scoreboard(
        department=department,
        month=month,
        as_of=as_of,
        by_dataset={
            dataset: count.rows.tallies.get(dataset, Tally()) + count.flows.tally(dataset)
            for dataset in dict.fromkeys([*count.rows.tallies, *count.flows.datasets])
        },
        revised=count.flows.revised.duties,
        exempt=count.flows.exempt.duties,
        withdrawals=count.flows.withdrawals.duties,
        due_soon=count.levels.due_soon.duties,
        overdue=count.levels.overdue.duties,
        long_overdue=count.levels.long_overdue.duties,
        concealed=count.levels.concealed.duties,
        next_due=count.levels.next_due,
        gaps=count.numbers.gaps,
        objections=objections(known, month, as_of, level_at, duties),
        registered=registered,
        registered_reported=reported,
        newest={**count.rows.newest, **count.flows.newest},
    )


def _count(
    department: str, month: str, known: Sequence[LedgerEntry], moments: tuple[datetime, datetime], duties: Duties
) -> MonthCount:
    """The count by the newest decision dates. Few months hold a correction of a date: only those are read twice."""
    dates = revisions(known, moments[0])
    while True:
        count = MonthCount(department, month, received_in(known, month, moments[0]), moments, duties)
        count.read(known, dates)
        if count.revised == dates:
            return count
        dates = count.revised


def city_scoreboard(month: str, as_of: datetime, boards: Sequence[Scoreboard]) -> Scoreboard:
    """The sum of all departments' boards, with them in it."""
    tallies: dict[str, Tally] = {}
    for board in boards:
        for dataset, tally in board.by_dataset.items():
            tallies[dataset] = tallies.get(dataset, Tally()) + tally
    return Scoreboard(
        department=CITY,
        month=month,
        as_of=as_of,
        by_dataset=tallies,
        exempt=merged(board.exempt for board in boards),
        withdrawals=merged(board.withdrawals for board in boards),
        revised=merged(board.revised for board in boards),
        due_soon=merged(board.due_soon for board in boards),
        overdue=merged((board.overdue for board in boards), oldest_decision),
        concealed=merged((board.concealed for board in boards), oldest_decision),
        gaps=[gap for board in boards for gap in board.gaps],
        objections=sum((board.objections for board in boards), Objections()),
        registered=sum(board.registered for board in boards),
        registered_reported=sum(board.registered_reported for board in boards),
        departments=boards,
    )


def received_in(entries: Iterable[LedgerEntry], month: str, as_of: datetime) -> list[LedgerEntry]:
    """The entries that were received in the month by `as_of`."""
    known = (entry for entry in entries if entry.received_at <= as_of and entry.source != "revision")
    return [entry for entry in known if f"{shanghai(entry.received_at):%Y-%m}" == month]
