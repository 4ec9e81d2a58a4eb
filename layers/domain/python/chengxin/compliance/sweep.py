"""The sweep over one department's open duties: what is overdue, what is due soon, what is done meanwhile.

It is given the open entries only, and asks for documents of open register lines and rejected rows only, so its reads
grow with what is open and not with history.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chengxin.compliance.duties import Duties
from chengxin.compliance.obligations import Obligation, obligations, overdue_first, tell
from chengxin.ledger import LedgerEntry

FindDocument = Callable[[str, str], datetime | None]
"""(department, document key) → when a record of that number was first discharged, or None."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """`closures`: per entry, the decisions (by index) that something else discharged, and when: for `Ledger.close`."""

    overdue: Sequence[Obligation]
    due_soon: Sequence[Obligation]
    closures: Sequence[tuple[LedgerEntry, Mapping[int, datetime]]]

    @property
    def oldest_overdue_working_days(self) -> int:
        """How late the latest is, in working days; 0 without any."""
        return max((one.verdict.working_days_late for one in self.overdue), default=0)

    def applied(self, entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
        """The entries with this sweep's closures in them, as they will read once these are stored."""
        closed = {entry.id: done for entry, done in self.closures}
        return [replace(e, closed={**closed[e.id], **e.closed}) if e.id in closed else e for e in entries]


def sweep(open_entries: Sequence[LedgerEntry], now: datetime, duties: Duties, find_document: FindDocument) -> Sweep:
    """Judges a department's open duties at `now`. Pure but for `find_document`, which it asks once per document."""
    closures = _closures(open_entries, now, duties, find_document)
    done = {(entry.id, index) for entry, closed in closures for index in closed}
    still = [one for one in obligations(open_entries, now, duties) if (one.told.entry.id, one.told.index) not in done]
    return Sweep(
        overdue=overdue_first(still),
        due_soon=[one for one in still if one.verdict.due_soon],
        closures=closures,
    )


def _closures(
    entries: Sequence[LedgerEntry], now: datetime, duties: Duties, find_document: FindDocument
) -> list[tuple[LedgerEntry, Mapping[int, datetime]]]:
    """What is discharged elsewhere, and what never was a duty and would stay open for ever."""
    waiting = [one for one in tell(entries, now) if one.decision.source != "record" and not one.closed_by(now)]
    waiting = [one for one in waiting if not duties.exempts(*one.document, now)]
    asked = dict.fromkeys(one.document for one in waiting if duties.starts(one.decision))
    found = {document: find_document(*document) for document in asked}
    closed: dict[str, dict[int, datetime]] = {}
    for one in waiting:
        moment = found[one.document] if duties.starts(one.decision) else one.entry.accepted_at
        if moment is not None and moment <= now:
            closed.setdefault(one.entry.id, {})[one.index] = moment
    return [(entry, closed[entry.id]) for entry in entries if entry.id in closed]
