"""What each statement about a record is beside the others: a function of the drops and their order alone.

Rows are judged when they are processed, against what is stored then. Files of the same records may be processed at
once, late, or twice after a crash, so two of them may both count a record as new, or one that came late may be missed
by a newer one. Read again in drop order, the statements themselves tell: the first about a record is new, one that
repeats the content before it is unchanged, any other is a correction. What was judged decides only where nothing
older is among the entries that are read.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from chengxin.ledger import DIGEST_LENGTH, Decision, LedgerEntry, Outcome

DocumentKey = tuple[str, str]
StatementKey = tuple[str | None, str | None]
"""(record id, version order)"""
_DATE_BITS = 22
_DATE_MASK = (1 << _DATE_BITS) - 1


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
class Revision:
    """The newest decision date of a record whose date was corrected, and the version order that brought it."""

    order: str
    decided: date | None


class Statements:
    """Reads entries in drop order. Beside a number for each record it remembers nothing of what it has read.

    `revised` are the records whose decision date a later statement corrected, as far as was read.
    """

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self.revised: dict[str, Revision] = {}

    def read(self, entries: Iterable[LedgerEntry]) -> Iterator[tuple[LedgerEntry, list[LedgerLine]]]:
        """Each entry with its lines, each decision with the outcome that it has; a statement that is told twice comes
        once. The entries of a drop have to come one after another."""
        for _, drop in groupby(entries, key=lambda entry: entry.order):
            told = list(drop)
            supplements = [entry for entry in told if entry.supplement]
            judged = _judged_with(supplements)
            seen: set[StatementKey] | None = set() if supplements else None
            for entry in told:
                yield entry, list(self._lines(entry, judged, seen))

    def _lines(
        self, entry: LedgerEntry, judged: dict[StatementKey, Outcome], seen: set[StatementKey] | None
    ) -> Iterator[LedgerLine]:
        for index, one in enumerate(entry.decisions):
            if one.record_id is None or one.source != "record":
                yield LedgerLine(entry, index, one)
                continue
            key = one.record_id, one.order
            if seen is not None:
                if key in seen:
                    continue
                seen.add(key)
            outcome = self._outcome(one, judged.get(key, one.outcome))
            yield LedgerLine(entry, index, one if outcome == one.outcome else replace(one, outcome=outcome))

    def _outcome(self, one: Decision, judged: Outcome) -> Outcome:
        record = one.record_id or ""
        known, mine = self._last.get(record), _packed(one)
        self._last[record] = mine
        if known is None:
            return judged
        if known >> _DATE_BITS == mine >> _DATE_BITS and one.digest:
            return "unchanged"
        if known & _DATE_MASK != mine & _DATE_MASK:
            self.revised[record] = Revision(one.order or "", one.decision_date)
        return "correction"


def _packed(one: Decision) -> int:
    """Content and decision date in one number: a record each of millions must not take more."""
    digest = int(one.digest[:DIGEST_LENGTH], 16) if one.digest else 0
    return digest << _DATE_BITS | (one.decision_date.toordinal() if one.decision_date else 0)


def _judged_with(supplements: Sequence[LedgerEntry]) -> dict[StatementKey, Outcome]:
    """What rows were found to be at another attempt or in a rewrite: once something older is stored it stays so."""
    lines = (one for entry in supplements for one in entry.decisions)
    return {(one.record_id, one.order): one.outcome for one in lines if one.outcome != "new"}
