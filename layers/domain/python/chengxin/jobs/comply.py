"""Comply: what is overdue or due soon in every department, the scoreboards, and the metrics the alarms watch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from chengxin.catalogue import Catalogue
from chengxin.compliance.metrics import Metric, metrics
from chengxin.compliance.duties import Duties
from chengxin.compliance.scoreboard import Scoreboard, city_scoreboard, scoreboard
from chengxin.compliance.sweep import FindDocument, sweep
from chengxin.jobs.site import CITY, Site
from chengxin.ledger import LedgerEntry, entry_id
from chengxin.ports import Ledger, Records
from chengxin.records import ROW_DIGITS, RecordVersion, document_of, page_of
from chengxin.times import local_date, parse_rfc3339, rfc3339, shanghai

LATEST = "latest"


class Meter(Protocol):
    """Where metrics go; they are stamped with the wall clock, never with the business clock."""

    def put(self, found: Sequence[Metric]) -> None:
        """Sends metrics in as few calls as possible."""


class ScoreboardStore(Protocol):
    def put(self, department: str, month: str, board: dict[str, Any]) -> None:
        """Stores a scoreboard over an older one."""

    def get(self, department: str, month: str) -> dict[str, Any] | None:
        """What is stored under a department and month."""


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

    def run(self, now: datetime) -> dict[str, Any]:
        """Sweeps every department at the business clock `now`; answers the city's figures and who is overdue."""
        month = f"{local_date(now):%Y-%m}"
        boards = [board for d in self.catalogue.departments if (board := self._department(d.id, d.reports, month, now))]
        city = city_scoreboard(month, now, boards)
        for board in boards:
            self.scoreboards.put(board.department, month, board.as_json())
        self.scoreboards.put(CITY, month, city.as_json())
        self.site.update_scoreboards(now)
        reporting = [board for board in boards if self._reports(board.department)]
        self.meter.put(metrics(reporting, now, self._last_received(reporting, now)))
        return {
            "at": rfc3339(now),
            "month": month,
            "departments": len(boards),
            "overdue": len(city.overdue),
            "due_soon": len(city.due_soon),
            "overdue_by_department": {b.department: len(b.overdue) for b in boards if b.overdue},
        }

    def _department(self, department: str, reports: bool, month: str, now: datetime) -> Scoreboard | None:
        """A department's board, None for one that neither has to report nor ever did."""
        open_entries = [e for e in self.ledger.open(department) if e.received_at <= now]
        found = sweep(open_entries, now, self.duties, self._finder(now))
        for entry, closed in found.closures:
            self.ledger.close(entry, closed)
        entries = [*found.applied(open_entries), *self.ledger.month(department, month)]
        if not reports and not entries:
            return None
        return scoreboard(department, month, now, _once(entries), self.duties)

    def _reports(self, department: str) -> bool:
        found = self.catalogue.department(department)
        return found is not None and found.reports

    def _last_received(self, boards: Sequence[Scoreboard], now: datetime) -> dict[str, datetime]:
        """When each department's newest file came: the month's ledger tells, or else what an earlier run noted."""
        month, last = f"{local_date(now):%Y-%m}", {}
        for board in boards:
            newest = self.ledger.newest(board.department, month)
            if newest and newest <= now:
                self.scoreboards.put(board.department, LATEST, {"received_at": rfc3339(newest)})
                last[board.department] = newest
            elif noted := self.scoreboards.get(board.department, LATEST):
                last[board.department] = parse_rfc3339(noted["received_at"])
        return last

    def _finder(self, now: datetime) -> FindDocument:
        def find(department: str, document: str) -> datetime | None:
            """When a record of the document was first discharged, by `now`."""
            versions = self.records.of_document(page_of(department, document), document_of(department, document))
            disclosing = (v for v in versions if v.dataset in self.duties.disclosed)
            moments = [moment for v in disclosing if (moment := self._discharged(v))]
            return min((moment for moment in moments if moment <= now), default=None)

        return find

    def _discharged(self, version: RecordVersion) -> datetime | None:
        """Publication of a version's ledger entry; acceptance where the record may lawfully not be public."""
        if not version.public:
            return version.accepted_at
        month = f"{shanghai(version.received_at):%Y-%m}"
        drop = version.order[:-ROW_DIGITS]
        for again in (False, True):
            entry = self.ledger.get(
                version.department, month, entry_id(drop, "record", version.chunk, again=again)
            )
            if entry and any(d.order == version.order for d in entry.decisions):
                return entry.published_at
        return None


def _once(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    return list({(entry.month, entry.id): entry for entry in entries}.values())


