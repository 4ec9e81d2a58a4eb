"""Comply: what is overdue or due soon in every department, the scoreboards, the metrics that the alarms watch, and
the messages to those who have to act.

Two kinds of reads are told apart in the result: `sweep` (open entries, and the documents that open register lines and
rejected rows name) grows with what is open; `scoreboard` (the months' partitions) grows with the month.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from chengxin.catalogue import Catalogue
from chengxin.compliance.board.assessment import Sheet, assess
from chengxin.compliance.board.evidence import evidence_of
from chengxin.compliance.board.months import before, marks, month_of, to_compute, year_before
from chengxin.compliance.board.notice import monthly_notice, zero_reports
from chengxin.compliance.board.scoreboard import Scoreboard, city_scoreboard, month_end, received_in, scoreboard
from chengxin.compliance.board.store import LedgerEntryKey, ScoreboardStore, StoredBoard
from chengxin.compliance.disclosure_lookup import DisclosureLookup, gaps_without_recorded
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.escalation.metrics import Background, Metric, metrics
from chengxin.compliance.sweep import sweep
from chengxin.ledger import LedgerEntry
from chengxin.ports import Ledger, Records
from chengxin.publication.scoreboards import MonthReport
from chengxin.publication.site import CITY, Site
from chengxin.steps.announce import Announcer
from chengxin.times import local_date, parse_rfc3339, rfc3339

NOTES = "notes"
ParallelMap = Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]]
"""`map` to a list, perhaps several at a time."""


class Meter(Protocol):
    """Where metrics go; they are stamped with the wall clock, never with the business clock."""

    def put(self, found: Sequence[Metric]) -> None:
        """Sends metrics in as few calls as possible."""


@dataclass(frozen=True, slots=True)
class SweptDepartment:
    """What a department has open, as it reads after the sweep."""

    open: Sequence[LedgerEntry] = ()
    reads: int = 0


@dataclass(frozen=True, slots=True)
class DepartmentMonth:
    """A department's board, and what else is kept of its entries once they are counted."""

    board: Scoreboard
    needs: Sequence[LedgerEntryKey] = ()
    """The entries of other months that its levels need."""
    reads: int = 0
    """How many entries were read."""
    silent: bool = True
    """Whether nothing at all is known of the department in that month."""
    declarations: Sequence[LedgerEntry] = ()
    """The zero reports that came in the month."""
    last_received: datetime | None = None
    """When the newest file of the month came."""


@dataclass(frozen=True, slots=True)
class MonthResult:
    """A month of the city, with the departments that declared it to be without decisions."""

    city: Scoreboard
    parts: Sequence[DepartmentMonth]
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Inspector:
    """The job with all that it needs from outside."""

    catalogue: Catalogue
    duties: Duties
    ledger: Ledger
    records: Records
    scoreboards: ScoreboardStore
    site: Site
    meter: Meter
    announcer: Announcer
    sheets: Sequence[Sheet] = ()
    parallel_map: ParallelMap = field(default=lambda work, things: list(map(work, things)))

    def run(self, now: datetime, *, rehearsal: bool = False) -> dict[str, Any]:
        """Sweeps every department at the business clock `now`; answers the city's figures and who is overdue.

        A `rehearsal` of another time does the same, metrics included, but tells nobody outside, remembers nothing, and
        stores no board in the place of one that a real run made later.
        """
        senders = sorted(self.ledger.departments())
        swept = dict(zip(senders, self.parallel_map(lambda one: self._sweep(one, now), senders), strict=True))
        notes = self.scoreboards.get(CITY, NOTES) or {}
        open_marks = marks(entry for one in swept.values() for entry in one.open)
        months = to_compute(month_of(local_date(now)), open_marks, open_marks if rehearsal else notes.get("marks", {}))
        results = [self._month(month, swept, now, rehearsal=rehearsal) for month in months]
        results, zero = self._declared(results, notes.get("zero_reports", {}))
        against = self._background(results, notes, now)
        stored = [result for result in results if self._store(result, now, rehearsal=rehearsal)]
        self.site.update_scoreboards([self._report(result, rehearsal=rehearsal) for result in stored], now)
        reporting = [board for board in results[-1].city.departments if self._reports(board.department)]
        self.meter.put(metrics(reporting, now, against))
        if not rehearsal:
            self._note(open_marks, zero, against)
        told = (self.announcer.rehearse if rehearsal else self.announcer.tell)(results[-1].city, now)
        return {**_summary(results, now, told), "reads": _reads(swept, results)}

    def _note(self, open_marks: Mapping[str, str], zero: Mapping[str, Sequence[str]], against: Background) -> None:
        """What the next run has to know of this one."""
        received = {department: rfc3339(at) for department, at in against.last_received.items()}
        noted = {"marks": open_marks, "zero_reports": zero, "received": received, "since": rfc3339(against.since)}
        self.scoreboards.put([StoredBoard(CITY, NOTES, noted)])

    def _sweep(self, department: str, now: datetime) -> SweptDepartment:
        entries = [e for e in self.ledger.open(department) if e.received_at <= now]
        finder = DisclosureLookup(self.duties, self.ledger, self.records, now)
        found = sweep(entries, now, self.duties, finder)
        for entry, closed in found.closures:
            self.ledger.close(entry, closed)
        # Two runs that each closed a part may both have left the entry in the index, full as it is by now.
        for entry in entries:
            if _full(entry):
                self.ledger.close(entry, entry.closed)
        still = [e for e in found.applied(entries) if not _full(e)]
        return SweptDepartment(still, len(entries) + finder.reads)

    def _month(
        self, month: str, swept: Mapping[str, SweptDepartment], now: datetime, *, rehearsal: bool
    ) -> MonthResult:
        def of(department: str) -> DepartmentMonth:
            known = swept.get(department)
            if known is None:
                return _nothing(department, month, now)
            return self._department(department, month, known, now, rehearsal=rehearsal)

        everybody = [one.id for one in self.catalogue.departments]
        # One after another: what a department told in a month may fill the memory by itself.
        computed = [of(one) for one in everybody]
        parts = [part for part in computed if not part.silent or self._reports(part.board.department)]
        return MonthResult(city_scoreboard(month, now, [part.board for part in parts]), parts)

    def _department(
        self, department: str, month: str, swept: SweptDepartment, now: datetime, *, rehearsal: bool
    ) -> DepartmentMonth:
        """The board of one department. Its levels are those of the month's end once that is over, so what was open
        then is remembered by key: a later run reads it again, though it has been discharged meanwhile. A rehearsal of
        any past day reads the year before it for the same reason."""
        mine = self.ledger.month(department, month)
        end = month_end(month)
        needs = {(e.month, e.id) for e in swept.open if e.month != month and e.received_at <= end}
        known = {(e.month, e.id) for e in swept.open}
        closed: list[LedgerEntry | None] = []
        if end < now:
            needs |= set(self.scoreboards.needs(department, month))
            closed = [self.ledger.get(department, *key) for key in sorted(needs - known)]
        others = [entry for entry in closed if entry]
        others += self._earlier(department, month) if rehearsal else self.ledger.month(department, before(month))
        entries = [*swept.open, *mine, *others]
        known_then = any(e.received_at <= end for e in entries)
        board = scoreboard(department, month, now, entries, self.duties)
        reads = len(mine) + len(others)
        if board.gaps and not rehearsal:
            gaps, pages = gaps_without_recorded(department, board.gaps, self.records, min(now, end))
            board, reads = replace(board, gaps=gaps), reads + pages
        came = received_in(mine, month, now)
        return DepartmentMonth(
            board,
            needs=sorted(needs),
            reads=reads,
            silent=not known_then,
            declarations=[entry for entry in came if entry.dataset in self.duties.declaring],
            last_received=max((entry.received_at for entry in came), default=None),
        )

    def _earlier(self, department: str, month: str) -> list[LedgerEntry]:
        return [entry for one in year_before(month) for entry in self.ledger.month(department, one)]

    def _declared(
        self, results: Sequence[MonthResult], noted: Mapping[str, Sequence[str]]
    ) -> tuple[list[MonthResult], dict[str, list[str]]]:
        """The months with their zero reports, which come in the month itself or later; and all that are known."""
        entries = [entry for result in results for part in result.parts for entry in part.declarations]
        known = {month: set(departments) for month, departments in noted.items()}
        found = []
        for result in results:
            month = result.city.month
            known.setdefault(month, set()).update(zero_reports(entries, month, self.duties))
            found.append(MonthResult(result.city, result.parts, frozenset(known[month])))
        return found, {month: sorted(departments) for month, departments in sorted(known.items())[-24:]}

    def _store(self, result: MonthResult, now: datetime, *, rehearsal: bool) -> bool:
        """Stores the boards: all of a month that runs or is new, else those of which anything is known."""
        month = result.city.month
        known = self.scoreboards.get(CITY, month)
        real = known is not None and not known.get("rehearsal")
        if rehearsal and known and real and parse_rfc3339(known["as_of"]) > now:
            return False
        whole = month_end(month) >= now or not real
        boards = [
            StoredBoard(part.board.department, month, _as_json(part.board, rehearsal=rehearsal), part.needs)
            for part in result.parts
            if whole or not part.silent
        ]
        self.scoreboards.put([*boards, StoredBoard(CITY, month, _as_json(result.city, rehearsal=rehearsal))])
        return True

    def _report(self, result: MonthResult, *, rehearsal: bool) -> MonthReport:
        """What the month's pages show."""
        city = result.city
        known = [part.board for part in result.parts if not part.silent]
        return MonthReport(
            city=_as_json(city, rehearsal=rehearsal),
            evidence={board.department: partial(evidence_of, board) for board in [*known, city]},
            notice=monthly_notice(city, self.duties, result.declared),
            sheets=[assess(sheet, board, {}) for sheet in self.sheets for board in known],
        )

    def _background(self, results: Sequence[MonthResult], notes: Mapping[str, Any], now: datetime) -> Background:
        """What the metrics are held against; watching began with the first run that noted it."""
        return Background(
            calendar=self.duties.calendar.known_on(local_date(now)),
            since=min(parse_rfc3339(notes["since"]), now) if notes.get("since") else now,
            last_received=_last_received(results, notes.get("received", {})),
            last_month={part.board.department: part.board.total for part in results[-2].parts},
        )

    def _reports(self, department: str) -> bool:
        found = self.catalogue.department(department)
        return found is not None and found.reports


def _full(entry: LedgerEntry) -> bool:
    """Whether all that an entry tells of is discharged by something else than its publication."""
    return bool(entry.closed) and len(entry.closed) >= len(entry.decisions)


def _nothing(department: str, month: str, now: datetime) -> DepartmentMonth:
    """A department that never sent anything; what duties it has nobody knows of."""
    return DepartmentMonth(Scoreboard(department, month, now))


def _as_json(board: Scoreboard, *, rehearsal: bool) -> dict[str, Any]:
    """A board as it is stored and shown; one of a rehearsal says so."""
    return board.as_json() | ({"rehearsal": True} if rehearsal else {})


def _last_received(results: Sequence[MonthResult], noted: Mapping[str, str]) -> dict[str, datetime]:
    """When each department's newest file came: the months' entries tell, or else what an earlier run noted."""
    last = {department: parse_rfc3339(at) for department, at in noted.items()}
    for result in results:
        for part in result.parts:
            known = [at for at in (last.get(part.board.department), part.last_received) if at]
            if known:
                last[part.board.department] = max(known)
    return last


def _summary(results: Sequence[MonthResult], now: datetime, told: int) -> dict[str, Any]:
    """Levels are of the current month; what was in time or late is of all the months that were computed."""
    city = results[-1].city
    return {
        "at": rfc3339(now),
        "month": city.month,
        "months": [result.city.month for result in results],
        "departments": len(city.departments),
        "overdue": len(city.overdue),
        "due_soon": len(city.due_soon),
        "on_time": sum(result.city.total.on_time for result in results),
        "late": sum(result.city.total.late for result in results),
        "overdue_by_department": {b.department: len(b.overdue) for b in city.departments if b.overdue},
        "messages": told,
    }


def _reads(swept: Mapping[str, SweptDepartment], results: Sequence[MonthResult]) -> dict[str, int]:
    return {
        "sweep": sum(one.reads for one in swept.values()),
        "scoreboard": sum(part.reads for result in results for part in result.parts),
    }
