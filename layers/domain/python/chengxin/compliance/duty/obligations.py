"""Which duties to disclose the ledger tells of, each once, as they stand at a moment.

Identity of a duty:
- An accepted record is a duty of its own, by `record_id`: one document may grant licences to several parties, and
  each is disclosed by itself. Its first statement carries the duty; corrections and repetitions add none.
- A line of a decision register, or a rejected row, is a duty by (department, document number): a register counts
  documents, and a rejected row's party is often what could not be read. As soon as an accepted record bears the
  number, that record carries the duty on, so that nothing is counted twice; of a register line and a rejected row
  of one document the row stays, since it is what the department has to mend.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.duty.statements import DocumentKey, LedgerLine, Revision, Statements
from chengxin.compliance.duty.timeliness import Timeliness
from chengxin.ledger import Decision, LedgerEntry, Source
from chengxin.privacy.gate import Reader, Written, shown


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty to disclose and how it stands. `revised`: by a decision date that was corrected after it had begun."""

    line: LedgerLine
    verdict: Timeliness
    revised: bool = False

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
    """The entries known at a moment, in drop order, supplements behind what they add to."""
    known = (entry for entry in entries if entry.received_at <= at)
    return sorted(known, key=lambda e: (e.order, e.source, e.chunk, e.supplement))


def ledger_lines(entries: Iterable[LedgerEntry], at: datetime) -> Iterator[LedgerLine]:
    """The decisions known at a moment, as they were judged, in drop order."""
    for entry in in_order(entries, at):
        yield from (LedgerLine(entry, i, d) for i, d in enumerate(entry.decisions))


def revisions(entries: Iterable[LedgerEntry], at: datetime) -> dict[str, Revision]:
    """The decision dates that corrections of later months brought for records of these entries, by record id."""
    known = [entry for entry in entries if entry.source == "revision"]
    return {
        str(one.decision.record_id): Revision(str(one.decision.order), one.decision.decision_date)
        for one in sorted(ledger_lines(known, at), key=lambda line: str(line.decision.order))
    }


class DutyRegister:
    """Registers each duty once, by the rules of identity above, and judges it at a moment `at`.

    Lines are given entry by entry as `Statements` reads them, so that the decisions of a single entry are in memory at
    a time. Of accepted records it remembers only the documents that a register line or a rejected row in `known` (the
    same entries) names as well. `revised` are decision dates that counted differently when a duty began: the newest
    date is the one that a duty is judged by, so that no false date can be published and mended later.
    """

    def __init__(
        self, at: datetime, duties: Duties, known: Iterable[LedgerEntry], revised: Mapping[str, Revision]
    ) -> None:
        self._at, self._duties, self._revised = at, duties, revised
        others = ledger_lines((entry for entry in known if entry.source not in ("record", "revision")), at)
        self._named = {one.document for one in others if duties.starts(one.decision)}
        self._recorded: set[DocumentKey] = set()
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
            if decision.outcome == "new":
                found.append(one)
        return found

    def other_duties(self) -> list[LedgerLine]:
        """After the last entry: register lines and rejected rows whose duty no accepted record has taken over."""
        return [one for document, one in self._others.items() if document not in self._recorded]

    def obligation(self, one: LedgerLine) -> Obligation:
        """The duty of a line with its verdict; lines that share all moments share the verdict."""
        revision = self._revised.get(one.decision.record_id or "")
        revised = revision is not None and revision.decided != one.decision.decision_date
        if revision is not None and revised:
            one = replace(one, decision=replace(one.decision, decision_date=revision.decided))
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
        return Obligation(one, verdict, revised)

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
    statements, dates = Statements(), revisions(known, at)
    lines = [line for _, found in statements.read(known) for line in found if duties.starts(line.decision)]
    register = DutyRegister(at, duties, known, newest_dates(dates, statements.revised))
    yield from map(register.obligation, register.record_duties(lines))
    yield from map(register.obligation, register.other_duties())


def newest_dates(*found: Mapping[str, Revision]) -> dict[str, Revision]:
    """Of several revisions of a record the newest by drop order."""
    newest: dict[str, Revision] = {}
    for dates in found:
        for record, revision in dates.items():
            known = newest.get(record)
            newest[record] = revision if known is None or known.order < revision.order else known
    return newest


def public_document_number(decision: Decision) -> str:
    """A decision's number as anybody may read it: what a department typed there may be a person's."""
    return shown(decision.document_number, Written.NUMBER, Reader.PUBLIC)


def oldest_decision(one: Obligation) -> tuple[str, str]:
    """The order in which what is overdue is shown."""
    return str(one.line.decision.decision_date), one.line.decision.document_key
