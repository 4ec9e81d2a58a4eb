"""Objections that departments received, and how long they took to handle them.

A department keeps a register of objections, a line each, and sends the line again when it is handled. The ledger tells
of each twice: that it came, and that it was handled. Handling counts in the month in which the platform learned of it,
however long ago it was, so that a line that comes late can't escape; its time is from the day on which the objection
came to the day on which it was handled, both as the department tells.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chengxin.compliance.board.duty_list import without_siblings
from chengxin.compliance.board.tally import mean_days, percentile_days
from chengxin.compliance.duty.obligations import Obligation, ledger_lines
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.duty.statements import DocumentKey, LedgerLine
from chengxin.ledger import LedgerEntry
from chengxin.times import shanghai


@dataclass(frozen=True, slots=True)
class Objections:
    """A month's: `handled` are those of whose handling the platform learned in the month, `open` those that were not
    handled as far as it knew at the month's end or, before that, at the board's moment."""

    handled: Sequence[Obligation] = ()
    open: Sequence[Obligation] = ()

    def __add__(self, other: "Objections") -> "Objections":
        return Objections([*self.handled, *other.handled], [*self.open, *other.open])

    @property
    def overdue(self) -> list[Obligation]:
        """The open ones whose time limit is over."""
        return [one for one in self.open if one.verdict.status == "overdue"]

    def as_json(self) -> dict[str, int | float | None]:
        """The figures by their names on a scoreboard; times in working days, None where nothing was handled."""
        days = Counter(
            v.working_days_taken for one in self.handled if (v := one.verdict).working_days_taken is not None
        )
        return {
            "objections_handled": len(self.handled),
            "objections_late": sum(one.verdict.status == "late" for one in self.handled),
            "objections_open": len(self.open),
            "objections_overdue": len(self.overdue),
            "objections_average_working_days": mean_days(days),
            "objections_p95_working_days": percentile_days(days, 95),
        }


def objections(
    entries: Iterable[LedgerEntry], month: str, as_of: datetime, level_at: datetime, duties: Duties
) -> Objections:
    """The objections of one department: `entries` as for its scoreboard."""
    known = [entry for entry in entries if entry.source == "objection"]
    handled = [_judged(one, as_of, duties) for one in _handled(known, month, as_of)]
    return Objections(handled, [_judged(one, level_at, duties) for one in _open(known, level_at)])


def _handled(entries: Sequence[LedgerEntry], month: str, as_of: datetime) -> list[LedgerLine]:
    """The newest word of each objection of which it was first told in the month that it is handled."""
    first: dict[DocumentKey, LedgerLine] = {}
    newest: dict[DocumentKey, LedgerLine] = {}
    for one in ledger_lines(entries, as_of):
        if one.decision.handled_on:
            newest[one.document] = one
            if one.decision.outcome == "new":
                first.setdefault(one.document, one)
    return [newest[key] for key, one in first.items() if f"{shanghai(one.entry.received_at):%Y-%m}" == month]


def _open(entries: Sequence[LedgerEntry], at: datetime) -> list[LedgerLine]:
    """The newest word of each objection of whose handling nothing was known at a moment."""
    newest: dict[DocumentKey, LedgerLine] = {}
    done: set[DocumentKey] = set()
    for one in ledger_lines(entries, at):
        if one.decision.source == "objection":
            newest[one.document] = one
            if one.decision.handled_on or one.closed_by(at):
                done.add(one.document)
    return [one for key, one in newest.items() if key not in done]


def _judged(told: LedgerLine, at: datetime, duties: Duties) -> Obligation:
    decision = told.decision
    verdict = duties.judge(decision.dataset, decision.decision_date, at, handled_on=decision.handled_on)
    return Obligation(without_siblings(told), verdict)
