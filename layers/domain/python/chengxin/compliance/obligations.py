"""Which duties to disclose the ledger tells of, each once, as they stand at a moment.

Identity of a duty:
- An accepted record is a duty of its own, by `record_id`: one document may grant licences to several parties, and
  each is disclosed by itself. Its first entry carries the duty; corrections and late old news add none.
- A line of a decision register, or a rejected row, is a duty by (department, document number): a register counts
  documents, and a rejected row's party is often what could not be read. As soon as an accepted record bears the
  number, that record carries the duty on, so that nothing is counted twice; of a register line and a rejected row
  of one document the row stays, since it is what the department has to mend.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chengxin.compliance.duties import Duties
from chengxin.compliance.timeliness import Timeliness
from chengxin.ledger import Decision, LedgerEntry, Source
from chengxin.privacy.scan import IDENTITY, find_personal, redact

DocumentKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One decision where the ledger tells of it."""

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

    told: Told
    verdict: Timeliness

    @property
    def source(self) -> Source:
        """Where the platform learned of the decision."""
        return self.told.decision.source

    def as_overdue_item(self) -> dict[str, str | int]:
        """The contract's `overdue_items` element; for duties with a deadline."""
        decision = self.told.decision
        return {
            "document_number": shown_number(decision),
            "decision_date": str(decision.decision_date),
            "deadline": str(self.verdict.deadline),
            "working_days_overdue": self.verdict.working_days_late,
            "source": decision.source,
        }


def tell(entries: Iterable[LedgerEntry], at: datetime) -> Iterator[Told]:
    """The decisions known at a moment, in the order of their drops; what is written again or outdated is left out."""
    for entry in sorted(entries, key=lambda e: (e.order, e.source, e.chunk)):
        if entry.received_at <= at and not entry.again:
            yield from (Told(entry, i, d) for i, d in enumerate(entry.decisions) if not d.superseded)


def carriers(entries: Iterable[LedgerEntry], at: datetime, duties: Duties) -> list[Told]:
    """Of all that was told by `at`, what carries a duty by the rule above: each duty once."""
    records: dict[str | None, Told] = {}
    others: dict[DocumentKey, Told] = {}
    told = [one for one in tell(entries, at) if duties.starts(one.decision)]
    recorded = {
        one.document for one in told if one.decision.source == "record" and one.decision.dataset in duties.disclosed
    }
    for one in told:
        if one.decision.source == "record":
            if not one.decision.correction:
                records.setdefault(one.decision.record_id, one)
        elif one.document not in recorded and not one.closed_by(at):
            known = others.setdefault(one.document, one)
            if known.decision.source == "register" and one.decision.source == "rejected_row":
                others[one.document] = one
    return [*records.values(), *others.values()]


def obligations(entries: Iterable[LedgerEntry], at: datetime, duties: Duties) -> list[Obligation]:
    """All duties as they stood at `at`, for entries of any number of departments; datasets without a clock have none.

    For what is still open, the open entries suffice. For verdicts on discharged records, and to replay a past day,
    `entries` must hold all entries from which these records and duties came.
    """
    verdicts: dict[tuple[int, str, date | None, bool, bool], Timeliness] = {}
    found = []
    for one in carriers(entries, at, duties):
        # Decisions of one entry share its moments, so there are as many verdicts as days in it, not as rows.
        exempt = duties.exempts(*one.document, at)
        alike = (id(one.entry), one.decision.dataset, one.decision.decision_date, one.decision.public, exempt)
        if alike not in verdicts:
            verdicts[alike] = _verdict(one, at, duties, exempt=exempt)
        found.append(Obligation(one, verdicts[alike]))
    return found


def shown_number(decision: Decision) -> str:
    """A decision's number as anybody may read it: what a department typed there may be a person's ID number."""
    number = decision.document_number
    return redact(number) if any(one.kind == IDENTITY for one in find_personal(number)) else number


def overdue_first(found: Iterable[Obligation]) -> Sequence[Obligation]:
    """The overdue ones, oldest decision first."""
    overdue = [one for one in found if one.verdict.status == "overdue"]
    return sorted(overdue, key=lambda one: (str(one.told.decision.decision_date), one.told.decision.document_key))


def _verdict(one: Told, at: datetime, duties: Duties, *, exempt: bool) -> Timeliness:
    record = one.decision.source == "record"
    return duties.judge(
        one.decision.dataset,
        one.decision.decision_date,
        at,
        public=one.decision.public or not record,
        accepted_at=one.entry.accepted_at if record else None,
        published_at=one.entry.published_at if record else None,
        exempt=exempt,
    )
