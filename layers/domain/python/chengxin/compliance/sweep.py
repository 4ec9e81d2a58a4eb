"""The sweep over one department's open duties: what is overdue, what is due soon, what is done meanwhile.

It is given the open entries only, and asks for documents of open register lines and rejected rows only, so its reads
grow with what is open and not with history.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chengxin.compliance.duties import Duties
from chengxin.compliance.obligations import Obligation, Told, obligations, overdue_first, tell
from chengxin.ledger import LedgerEntry

FindDocument = Callable[[str, str, str | None], datetime | None]
"""(department, document key, None) → when a record of that number was first discharged, or None; with the dataset of
an objection instead of None, when the platform learned that it is handled."""


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
    wanted = {id(one): (*one.document, _objection(one)) for one in waiting if _asks(one, duties)}
    found = {asked: find_document(*asked) for asked in dict.fromkeys(wanted.values())}
    closed: dict[str, dict[int, datetime]] = {}
    for one in waiting:
        moment = found[wanted[id(one)]] if id(one) in wanted else one.entry.accepted_at
        if moment is not None and moment <= now:
            closed.setdefault(one.entry.id, {})[one.index] = moment
    return [(entry, closed[entry.id]) for entry in entries if entry.id in closed]


def _asks(one: Told, duties: Duties) -> bool:
    """Whether only what is stored elsewhere can tell that it is discharged."""
    return duties.starts(one.decision) or (one.decision.source == "objection" and one.decision.undischarged)


def _objection(one: Told) -> str | None:
    return one.decision.dataset if one.decision.source == "objection" else None
