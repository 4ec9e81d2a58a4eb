"""The scoreboard of a department, and of the city, for a month: a pure function of the ledger.

Flow counts (reported, accepted, rejected, published, on time, late, exempt) follow the month in which a decision was
received, as known at `as_of`. Levels (due soon, overdue, suspected missing) are those of `as_of`, or of the month's
end once it is over. Every past day's board can so be computed again from the same stored entries.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chengxin.compliance.duties import Duties
from chengxin.compliance.gaps import Gap, gaps
from chengxin.compliance.months import before
from chengxin.compliance.objections import Objections, objections
from chengxin.compliance.obligations import Obligation, obligations, overdue_first, tell
from chengxin.compliance.tally import Tally, share
from chengxin.compliance.timeliness import Status
from chengxin.ledger import LedgerEntry
from chengxin.times import SHANGHAI, rfc3339, shanghai

CITY = "city"
ITEMS_SHOWN = 200
CITY_ITEMS_SHOWN = 10
"""Of each department on the city's board; a board is stored whole in one item of 400 kB."""


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """A month's board. `received` are the duties that came in the month; `due_soon` and `overdue` those that were open.

    With `behind`, every number leads to what it counts. `entries` are what was received in the month, `gaps` the
    numbers that its series lack. `withdrawals` are the month's notices that take a record down,
    each under a clock of its own. `registered` are the distinct documents of the month's
    register lines, `registered_reported` those of them that were handed in.
    """

    department: str
    month: str
    as_of: datetime
    by_dataset: Mapping[str, Tally]
    received: Sequence[Obligation]
    exempt: Sequence[Obligation]
    withdrawals: Sequence[Obligation]
    due_soon: Sequence[Obligation]
    overdue: Sequence[Obligation]
    gaps: Sequence[Gap]
    objections: Objections = field(default_factory=Objections)
    registered: int = 0
    registered_reported: int = 0
    departments: Sequence["Scoreboard"] = field(default=())
    entries: Sequence[LedgerEntry] = field(default=())

    @property
    def total(self) -> Tally:
        """All datasets together."""
        return sum(self.by_dataset.values(), Tally())

    def behind(self, status: Status) -> list[Obligation]:
        """The duties that a count stands for: `on_time`, `late` and `exempt` of the month, `overdue` of the level."""
        found = {"overdue": self.overdue, "exempt": self.exempt}.get(status, self.received)
        return [one for one in found if one.verdict.status == status]

    @property
    def suspected_missing(self) -> int:
        """How many numbers the series lack."""
        return sum(gap.size for gap in self.gaps)

    @property
    def concealed(self) -> list[Obligation]:
        """瞒报: what a register told of and nobody ever sent in, overdue by now."""
        return [one for one in self.overdue if one.source == "register"]

    @property
    def oldest_overdue_working_days(self) -> int:
        """How late the latest open duty is; 0 without any."""
        return max((one.verdict.working_days_late for one in self.overdue), default=0)

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
            "error_rate": self.error_rate,
            "average_working_days": total.average_days,
            "p95_working_days": total.percentile_days(95),
            **self.objections.as_json(),
            "rates": self.rates,
            "overdue_items": [one.as_overdue_item() for one in self.overdue[:items]],
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
    now = obligations(known, as_of, duties)
    then = now if level_at == as_of else obligations(known, level_at, duties)
    entries_of_month = [entry for entry in known if _in_month(entry, month, as_of)]
    fresh = {id(entry) for entry in entries_of_month}
    ours = [one for one in now if id(one.told.entry) in fresh]
    received = [one for one in ours if one.told.decision.dataset in duties.disclosed]
    decided = duties.disclosed | duties.registered
    registered, reported = _registered(known, month, as_of, duties)
    return Scoreboard(
        department=department,
        month=month,
        as_of=as_of,
        by_dataset=_tallies(known, received, month, as_of, duties),
        received=received,
        exempt=[o for o in ours if o.verdict.status == "exempt" and o.told.decision.dataset in decided],
        withdrawals=[o for o in ours if o.source == "record" and o.told.decision.dataset not in duties.disclosed],
        due_soon=[one for one in then if one.verdict.due_soon],
        overdue=overdue_first(then),
        gaps=_missing(department, known, month, level_at, duties),
        objections=objections(known, month, as_of, level_at, duties),
        registered=registered,
        registered_reported=reported,
        entries=entries_of_month,
    )


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
        received=[one for board in boards for one in board.received],
        exempt=[one for board in boards for one in board.exempt],
        withdrawals=[one for board in boards for one in board.withdrawals],
        due_soon=[one for board in boards for one in board.due_soon],
        overdue=overdue_first(one for board in boards for one in board.overdue),
        gaps=[gap for board in boards for gap in board.gaps],
        objections=sum((board.objections for board in boards), Objections()),
        registered=sum(board.registered for board in boards),
        registered_reported=sum(board.registered_reported for board in boards),
        departments=boards,
        entries=[entry for board in boards for entry in board.entries],
    )


def _tallies(
    entries: Sequence[LedgerEntry], received: Sequence[Obligation], month: str, as_of: datetime, duties: Duties
) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for entry in entries:
        if _in_month(entry, month, as_of) and entry.source != "register" and entry.dataset in duties.disclosed:
            tallies[entry.dataset] = tallies.get(entry.dataset, Tally()) + _of_entry(entry, as_of)
    for dataset, tally in tallies.items():
        tallies[dataset] = tally + _of_duties(one for one in received if one.told.decision.dataset == dataset)
    return tallies


def _of_entry(entry: LedgerEntry, as_of: datetime) -> Tally:
    published = entry.published_at is not None and entry.published_at <= as_of
    fresh = [d for d in entry.decisions if d.source == "record" and not d.superseded]
    return Tally(
        accepted=entry.rows_accepted,
        rejected=entry.rows_rejected,
        published=sum(d.public for d in fresh) if published else 0,
        corrected=sum(d.correction for d in fresh),
    )


def _of_duties(found: Iterable[Obligation]) -> Tally:
    verdicts = [one.verdict for one in found]
    statuses = Counter(verdict.status for verdict in verdicts)
    return Tally(
        on_time=statuses["on_time"],
        late=statuses["late"],
        days=Counter(v.working_days_taken for v in verdicts if v.working_days_taken is not None),
    )


def _registered(entries: Sequence[LedgerEntry], month: str, as_of: datetime, duties: Duties) -> tuple[int, int]:
    """上报率's denominator and numerator: the month's register lines, and those of them handed in by `as_of`."""
    told = list(tell(entries, as_of))
    handed_in = {one.document for one in told if one.decision.dataset in duties.disclosed}
    lines: dict[tuple[str, str], bool] = {}
    for one in told:
        if one.decision.source == "register" and _in_month(one.entry, month, as_of):
            closed = one.entry.closed.get(one.index)
            done = one.document in handed_in or (closed is not None and closed <= as_of)
            lines[one.document] = lines.get(one.document, False) or done
    return len(lines), sum(lines.values())


def _missing(department: str, entries: Sequence[LedgerEntry], month: str, at: datetime, duties: Duties) -> list[Gap]:
    """Gaps in the series of the decisions told of in the month, up to those told of in the month before. What is known
    otherwise is not missing: decisions of older months, those that a notice takes back, those that are exempt."""
    received: dict[str, list[str]] = {month: [], before(month): []}
    others = duties.exempted(department, at)
    for one in tell(entries, at):
        if duties.starts(one.decision):
            taken_back = one.decision.dataset in duties.withdrawing
            came = others if taken_back else received.get(f"{shanghai(one.entry.received_at):%Y-%m}", others)
            came.append(one.decision.document_key)
    return gaps(received[month], received[before(month)], others)


def _in_month(entry: LedgerEntry, month: str, as_of: datetime) -> bool:
    received = shanghai(entry.received_at)
    return received <= as_of and f"{received:%Y-%m}" == month and not entry.again
