"""Comply: what is overdue or due soon in every department, the scoreboards, the metrics that the alarms watch, and
the messages to those who have to act.

The watch comes first and the pages last: whatever can't be counted, stored or rendered for one department keeps nobody
from learning what is overdue elsewhere. What failed is reported at the end of the run.

Two kinds of reads are told apart in the result: `sweep` (open entries, and the documents that open register lines and
rejected rows name) grows with what is open; `scoreboard` (the months' partitions) grows with the month.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

from chengxin.catalogue import Catalogue
from chengxin.compliance.board.assessment import Sheet, assess
from chengxin.compliance.board.ended_items import without_ended
from chengxin.compliance.board.evidence import Evidence, evidence_of
from chengxin.compliance.board.month_boards import MonthBoards, MonthResult
from chengxin.compliance.board.months import marks, month_of, to_compute
from chengxin.compliance.board.notice import monthly_notice, zero_reports
from chengxin.compliance.board.scoreboard import CITY, Scoreboard, month_end
from chengxin.compliance.board.store import ScoreboardStore, StoredBoard
from chengxin.compliance.department_sweep import DepartmentSweep, SweptDepartment
from chengxin.compliance.duty.due_dates import due_dates, month_after
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.escalation.metrics import Background, Metric, metrics
from chengxin.errors import Failures
from chengxin.ports import Ledger, Records
from chengxin.publication.front import OF_DEPARTMENT
from chengxin.publication.record_rows import Record
from chengxin.publication.scoreboards import MonthReport
from chengxin.publication.site import FrontNews, Site
from chengxin.read_model.reader import ReadModel
from chengxin.steps.announce import Announcer
from chengxin.steps.public_rows import PublicRows
from chengxin.times import local_date, parse_rfc3339, rfc3339

NOTES = "notes"
ParallelMap = Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]]
"""`map` to a list, perhaps several at a time."""


class Meter(Protocol):
    """Where metrics go; they are stamped with the wall clock, never with the business clock."""

    def put(self, found: Sequence[Metric]) -> None:
        """Sends metrics in as few calls as possible."""


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
    public: ReadModel
    rows: PublicRows
    sheets: Sequence[Sheet] = ()
    parallel_map: ParallelMap = field(default=lambda work, things: list(map(work, things)))

    def run(self, now: datetime, *, rehearsal: bool = False) -> dict[str, Any]:
        """Sweeps every department at the business clock `now`; answers the city's figures and who is overdue.

        A `rehearsal` of another time does the same, metrics included, but tells nobody outside, remembers nothing, and
        stores no board in the place of one that a real run made later. Raises `PartsFailedError` at the end where some
        part could not be done.
        """
        failures = Failures()
        notes = self.scoreboards.get(CITY, NOTES) or {}
        swept = self._sweep(now, failures)
        open_marks = marks(entry for one in swept.values() for entry in one.open)
        results = self._count(swept, open_marks, notes, now, failures, rehearsal=rehearsal)
        results, zero = self._declared(results, notes.get("zero_reports", {}))
        against = self._background(results, notes, now)
        told = self._watch(results[-1], against, now, failures, rehearsal=rehearsal)
        stored = [one for one in results if self._stored(one, now, failures, rehearsal=rehearsal)]
        with failures.part("notes"):
            if not rehearsal and not failures.parts:  # what failed is done by the next run as if for the first time
                self._note(open_marks, zero, against)
                self._take_in(swept, now)
        reports = [self._report(result, now, rehearsal=rehearsal) for result in stored if result.complete]
        front = None if rehearsal else self._front(reports, now)  # at another time other records would be public
        self.site.update_scoreboards(reports, front, now, failures)
        failures.raise_any()
        return {**_summary(results, now, told), "reads": _reads(swept, results)}

    def _sweep(self, now: datetime, failures: Failures) -> dict[str, SweptDepartment]:
        """What each department that ever sent anything has open; a department whose sweep fails is missing."""
        work = DepartmentSweep(self.duties, self.ledger, self.records)

        def swept(department: str) -> SweptDepartment | None:
            with failures.part(f"sweep {department}"):
                return work.run(department, now)
            return None

        senders = sorted(self.ledger.departments())
        found = zip(senders, self.parallel_map(swept, senders), strict=True)
        return {department: one for department, one in found if one is not None}

    def _count(
        self,
        swept: Mapping[str, SweptDepartment],
        open_marks: Mapping[str, str],
        notes: Mapping[str, Any],
        now: datetime,
        failures: Failures,
        *,
        rehearsal: bool,
    ) -> list[MonthResult]:
        """The boards of this month, the last one, and any older one in which something happened, oldest first."""
        boards = MonthBoards(self.catalogue, self.duties, self.ledger, self.records, self.scoreboards)
        revised = {entry.month for one in swept.values() for entry in one.revisions}
        last = open_marks if rehearsal else notes.get("marks", {})
        months = to_compute(month_of(local_date(now)), open_marks, last, revised)
        return [boards.count(month, swept, now, failures, rehearsal=rehearsal) for month in months]

    def _watch(
        self, current: MonthResult, against: Background, now: datetime, failures: Failures, *, rehearsal: bool
    ) -> int:
        """Puts the metrics and sends the messages; answers how many were sent."""
        reporting = [board for board in current.city.departments if self._reports(board.department)]
        with failures.part("metrics"):
            self.meter.put(metrics(reporting, now, against, complete=current.complete))
        with failures.part("messages"):
            return (self.announcer.rehearse if rehearsal else self.announcer.tell)(current.city, now)
        return 0

    def _note(self, open_marks: Mapping[str, str], zero: Mapping[str, Sequence[str]], against: Background) -> None:
        """What the next run has to know of this one."""
        received = {department: rfc3339(at) for department, at in against.last_received.items()}
        noted = {"marks": open_marks, "zero_reports": zero, "received": received, "since": rfc3339(against.since)}
        self.scoreboards.put([StoredBoard(CITY, NOTES, noted)])

    def _take_in(self, swept: Mapping[str, SweptDepartment], now: datetime) -> None:
        work = DepartmentSweep(self.duties, self.ledger, self.records)
        for one in swept.values():
            work.take_in(one, now)

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
            found.append(replace(result, declared=frozenset(known[month])))
        return found, {month: sorted(departments) for month, departments in sorted(known.items())[-24:]}

    def _stored(self, result: MonthResult, now: datetime, failures: Failures, *, rehearsal: bool) -> bool:
        """Whether a month's boards are stored: not where a rehearsal finds those of a later run."""
        with failures.part(f"store {result.city.month}"):
            return self._store(result, now, rehearsal=rehearsal)
        return False

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
        city = [StoredBoard(CITY, month, _as_json(result.city, rehearsal=rehearsal))] if result.complete else []
        self.scoreboards.put([*boards, *city])
        return True

    def _report(self, result: MonthResult, now: datetime, *, rehearsal: bool) -> MonthReport:
        """What the month's pages show."""
        city = result.city
        known = [part.board for part in result.parts if not part.silent]
        return MonthReport(
            city=_as_json(city, rehearsal=rehearsal),
            evidence={board.department: partial(self._evidence, board, local_date(now)) for board in [*known, city]},
            notice=monthly_notice(city, self.duties, result.declared),
            sheets=[assess(sheet, board, {}) for sheet in self.sheets for board in known],
            due=due_dates(month_after(city.month), self.duties, local_date(now)),
        )

    def _front(self, reports: Sequence[MonthReport], now: datetime) -> FrontNews:
        """The front pages show the boards that were stored, with the records that are public now."""
        told = {name for report in reports for name in report.evidence if name != CITY}
        return FrontNews(partial(self._newest, now), sorted(told))

    def _newest(self, now: datetime, department: str | None) -> list[Record]:
        return self.rows.newest(self.public, department, now, OF_DEPARTMENT)

    def _evidence(self, board: Scoreboard, today: date) -> dict[str, Evidence]:
        return without_ended(evidence_of(board), self.public, today)

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
