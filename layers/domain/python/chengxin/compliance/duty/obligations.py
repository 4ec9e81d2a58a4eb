"""Which duties to disclose the ledger tells of, each once, as they stand at a moment.

Identity of a duty:
- An accepted record is a duty of its own, by `record_id`: one document may grant licences to several parties, and
  each is disclosed by itself. Its first entry carries the duty; corrections and late old news add none.
- A line of a decision register, or a rejected row, is a duty by (department, document number): a register counts
  documents, and a rejected row's party is often what could not be read. As soon as an accepted record bears the
  number, that record carries the duty on, so that nothing is counted twice; of a register line and a rejected row
  of one document the row stays, since it is what the department has to mend.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.duty.timeliness import Timeliness
from chengxin.ledger import Decision, LedgerEntry, Source
from chengxin.privacy.scan import IDENTITY, find_personal, redact

DocumentKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One decision and its place in the ledger: the entry, and its index there."""

    entry: LedgerEntry
    index: int
    decision: Decision

    @property
    def document(self) -> DocumentKey:
        """(department, normal form of the document number)."""
        return self.entry.department, self.decision.document_key

    def closed_by(self, at: datetime) -> bool:
        """Whether something else than its own entry's publication had discharged it by then."""
        closed = self.entry.closed.get(self.index)
        return closed is not None and closed <= at


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty to disclose and how it stands."""

    line: LedgerLine
    verdict: Timeliness

    @property
    def source(self) -> Source:
        """Where the platform learned of the decision."""
        return self.line.decision.source

    def as_overdue_item(self) -> dict[str, str | int]:
        """The contract's `overdue_items` element; for duties with a deadline."""
        decision = self.line.decision
        return {
            "document_number": public_document_number(decision),
            "decision_date": str(decision.decision_date),
            "deadline": str(self.verdict.deadline),
            "working_days_overdue": self.verdict.working_days_late,
            "source": decision.source,
        }


def in_order(entries: Iterable[LedgerEntry], at: datetime) -> list[LedgerEntry]:
    """The entries known at a moment, in drop order; those of rewrites are left out."""
    known = (entry for entry in entries if entry.received_at <= at and not entry.again)
    return sorted(known, key=lambda e: (e.order, e.source, e.chunk))


def ledger_lines(entries: Iterable[LedgerEntry], at: datetime) -> Iterator[LedgerLine]:
    """The decisions known at a moment, in drop order; those of rewrites and superseded ones are left out."""
    for entry in in_order(entries, at):
        yield from (LedgerLine(entry, i, d) for i, d in enumerate(entry.decisions) if not d.superseded)


def duty_lines(entry: LedgerEntry, duties: Duties) -> list[LedgerLine]:
    """The decisions of an entry that start a clock and are not superseded."""
    return [LedgerLine(entry, i, d) for i, d in enumerate(entry.decisions) if not d.superseded and duties.starts(d)]


class DutyRegister:
    """Registers each duty once, by the rules of identity above, and judges it at a moment `at`.

    Entries are given one by one in drop order (`in_order`), so that the decisions of a single one are in memory at a
    time. Of accepted records it remembers only the documents that a register line or a rejected row in `known` (the
    same entries) names as well.
    """

    def __init__(self, at: datetime, duties: Duties, known: Iterable[LedgerEntry]) -> None:
        self._at, self._duties = at, duties
        others = ledger_lines((entry for entry in known if entry.source != "record"), at)
        self._named = {one.document for one in others if duties.starts(one.decision)}
        self._recorded: set[DocumentKey] = set()
        self._records: set[str | None] = set()
        self._others: dict[DocumentKey, LedgerLine] = {}
        self._verdicts: dict[tuple[object, ...], Timeliness] = {}

    def record_duties(self, told: Iterable[LedgerLine]) -> list[LedgerLine]:
        """The lines that are accepted records and carry a duty; other lines are noted for `other_duties`."""
        found = []
        for one in told:
            decision = one.decision
            if decision.source != "record":
                self._note(one)
                continue
            if self._named and one.document in self._named and decision.dataset in self._duties.disclosed:
                self._recorded.add(one.document)
            if not decision.correction and decision.record_id not in self._records:
                self._records.add(decision.record_id)
                found.append(one)
        return found

    def other_duties(self) -> list[LedgerLine]:
        """After the last entry: register lines and rejected rows whose duty no accepted record has taken over."""
        return [one for document, one in self._others.items() if document not in self._recorded]

    def obligation(self, one: LedgerLine) -> Obligation:
        """The duty of a line with its verdict; lines that share all moments share the verdict."""
        entry, decision = one.entry, one.decision
        record = decision.source == "record"
        public, exempt = decision.public or not record, self._duties.exempts(*one.document, self._at)
        moments = (entry.accepted_at, entry.published_at) if record else (None, None)
        alike = (*moments, decision.dataset, decision.decision_date, public, exempt)
        verdict = self._verdicts.get(alike)
        if verdict is None:
            verdict = self._verdicts[alike] = self._duties.judge(
                decision.dataset,
                decision.decision_date,
                self._at,
                public=public,
                accepted_at=moments[0],
                published_at=moments[1],
                exempt=exempt,
            )
        return Obligation(one, verdict)

    def _note(self, one: LedgerLine) -> None:
        if not one.closed_by(self._at):
            known = self._others.setdefault(one.document, one)
            if known.decision.source == "register" and one.decision.source == "rejected_row":
                self._others[one.document] = one


def obligations(entries: Iterable[LedgerEntry], at: datetime, duties: Duties) -> Iterator[Obligation]:
    """All duties as they stood at `at`, for entries of any number of departments; datasets without a clock have none.

    For what is still open, the open entries suffice. For verdicts on discharged records, and to replay a past day,
    `entries` must hold all entries from which these records and duties came.
    """
    known = in_order(entries, at)
    register = DutyRegister(at, duties, known)
    for entry in known:
        yield from map(register.obligation, register.record_duties(duty_lines(entry, duties)))
    yield from map(register.obligation, register.other_duties())


def public_document_number(decision: Decision) -> str:
    """A decision's number as anybody may read it: what a department typed there may be a person's ID number."""
    number = decision.document_number
    return redact(number) if any(one.kind == IDENTITY for one in find_personal(number)) else number


def oldest_decision(one: Obligation) -> tuple[str, str]:
    """The order in which what is overdue is shown."""
    return str(one.line.decision.decision_date), one.line.decision.document_key
