"""The sweep over one department's open duties: what is overdue, what is due soon, what is done meanwhile.

It is given the open entries only, and asks for documents of open register lines and rejected rows only, so its reads
grow with what is open and not with history.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from chengxin.compliance.duty.obligations import Obligation, ledger_lines, obligations, oldest_decision
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.duty.statements import LedgerLine
from chengxin.ledger import Decision, LedgerEntry
from chengxin.versions.replacements import RejectedRow


class DocumentQuery(NamedTuple):
    """A document to look up, by the normal form of its number; `objection` is the dataset of an objection, `rejected`
    the rejected row that named the document, which a mended row may have replaced."""

    department: str
    key: str
    objection: str | None = None
    rejected: RejectedRow | None = None


DocumentLookup = Callable[[Sequence[DocumentQuery]], Mapping[DocumentQuery, datetime]]
"""For each document that was disclosed, or objection that was handled, the moment at which the duty was discharged."""


@dataclass(frozen=True)
class Sweep:
    """A sweep over `entries` at `now`. `closures`: per entry, the decisions (by index) that something else discharged,
    and when: for `Ledger.close`. What is left is judged when it is asked for."""

    entries: Sequence[LedgerEntry]
    now: datetime
    duties: Duties
    closures: Sequence[tuple[LedgerEntry, Mapping[int, datetime]]]

    @property
    def overdue(self) -> list[Obligation]:
        """The overdue duties, oldest decision first."""
        return sorted((one for one in self._left if one.verdict.status == "overdue"), key=oldest_decision)

    @property
    def due_soon(self) -> list[Obligation]:
        """The duties that are due soon, in the order of their drops."""
        return [one for one in self._left if one.verdict.due_soon]

    @property
    def oldest_overdue_working_days(self) -> int:
        """How late the latest is, in working days; 0 without any."""
        return max((one.verdict.working_days_late for one in self.overdue), default=0)

    def applied(self, entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
        """The entries with this sweep's closures in them, as they will read once these are stored."""
        closed = {entry.id: done for entry, done in self.closures}
        return [replace(e, closed={**closed[e.id], **e.closed}) if e.id in closed else e for e in entries]

    @cached_property
    def _left(self) -> list[Obligation]:
        done = {(entry.id, index) for entry, closed in self.closures for index in closed}
        found = obligations(self.entries, self.now, self.duties)
        return [one for one in found if (one.line.entry.id, one.line.index) not in done]


def sweep(open_entries: Sequence[LedgerEntry], now: datetime, duties: Duties, find: DocumentLookup) -> Sweep:
    """Sweeps a department's open duties at `now`. Pure but for `find`, which it asks for every document once."""
    return Sweep(open_entries, now, duties, _closures(open_entries, now, duties, find))


def _closures(
    entries: Sequence[LedgerEntry], now: datetime, duties: Duties, find: DocumentLookup
) -> list[tuple[LedgerEntry, Mapping[int, datetime]]]:
    """What is discharged elsewhere, and what never was a duty and would stay open for ever."""
    others = [entry for entry in entries if entry.source != "record"]
    waiting = [one for one in ledger_lines(others, now) if not one.closed_by(now)]
    waiting = [one for one in waiting if not duties.exempts(*one.document, now)]
    wanted = {id(one): DocumentQuery(*one.document, *_asked(one.decision)) for one in waiting if _asks(one, duties)}
    found = find(list(dict.fromkeys(wanted.values())))
    closed: dict[str, dict[int, datetime]] = {}
    for one in waiting:
        moment = found.get(wanted[id(one)]) if id(one) in wanted else one.entry.accepted_at
        if moment is not None and moment <= now:
            closed.setdefault(one.entry.id, {})[one.index] = moment
    return [(entry, closed[entry.id]) for entry in entries if entry.id in closed]


def _asks(one: LedgerLine, duties: Duties) -> bool:
    """Whether only what is stored elsewhere can tell that it is discharged."""
    return duties.starts(one.decision) or (one.decision.source == "objection" and one.decision.undischarged)


def _asked(one: Decision) -> tuple[str | None, RejectedRow | None]:
    """What a line asks of its document beside its disclosure."""
    rejected = one.source == "rejected_row" and one.order
    return (
        one.dataset if one.source == "objection" else None,
        RejectedRow(one.order, one.dataset, one.decision_date) if rejected and one.order else None,
    )
