"""The ledger: what files told of decisions, when, and whether it is public yet.

The ledger is a set of statements, each of which is one row's word on one decision. Telling a statement again changes
nothing, and what a statement means beside the others (new, correction, repetition) follows from the order of the drops
alone, whatever the order of processing: see `chengxin.compliance.duty.statements`.

One entry covers one chunk of one submission (a few hundred to a few thousand statements packed into one item), so the
ledger costs a small fraction of a write unit per record. An entry stays in the sparse index of open entries until
all that it holds is discharged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Source = Literal["record", "register", "rejected_row", "objection", "revision"]
Outcome = Literal["new", "correction", "unchanged"]
"""What a row is beside the versions of its record that were dropped before it."""

DIGEST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as one row stated it. `document_key` is the normal form of its number.

    `record_id` is set where the row made a version of a record, of the given `order` and content `digest` (its first
    16 characters); a rejected row has the order that its version would have had. `outcome` is what the row was beside
    the older versions that were stored when it was processed. `public` says whether publication is what discharges the
    duty (a record that may lawfully not be public is discharged by its acceptance). An objection has the day on which
    it came as its `decision_date`, and `handled_on` once it is handled.
    """

    document_number: str
    document_key: str
    decision_date: date | None
    source: Source
    row: int
    dataset: str
    record_id: str | None = None
    order: str | None = None
    public: bool = True
    outcome: Outcome = "new"
    digest: str = ""
    handled_on: date | None = None

    @property
    def undischarged(self) -> bool:
        """Whether something has still to happen after the row that told of it: publication, or what ends it."""
        return self.public if self.source == "record" else self.handled_on is None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Statements of one source from one chunk. `closed` maps the index of a decision to the moment it was discharged
    by something else than this entry's own publication (a rejected row mended, a register line disclosed).

    `supplement` is empty for the chunk's own entry; further statements of the chunk, which another attempt or a
    rewrite found, stand in entries of their own beside it. `counts_in` is the month whose board the entry belongs to
    where that is not the month of receipt (a correction that revises an older month's decision).
    """

    department: str
    dataset: str
    submission_id: str
    file_name: str
    chunk: int
    source: Source
    order: str
    received_at: datetime
    accepted_at: datetime
    decisions: Sequence[Decision]
    published_at: datetime | None = None
    open: bool = True
    closed: Mapping[int, datetime] = field(default_factory=dict)
    rows_rejected: int = 0
    supplement: str = ""
    counts_in: str = ""

    @property
    def month(self) -> str:
        """`2026-03`: the month of receipt, or `counts_in`; a ledger partition."""
        return self.counts_in or self.received_at.strftime("%Y-%m")

    @property
    def id(self) -> str:
        """Unique within the department's month."""
        return entry_id(self.order, self.source, self.chunk) + (f"#{self.supplement}" if self.supplement else "")


def entry_id(order: str, source: str, chunk: int) -> str:
    """The id of a chunk's own entry, from the order of its drop; those of its supplements begin with it."""
    return f"{order}#{source}#{chunk:010d}"
