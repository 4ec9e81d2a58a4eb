"""The ledger: which decisions the platform has learned of, when, and whether they are public yet.

One entry covers one chunk of one submission (a few hundred to a few thousand decisions packed into one item), so the
ledger costs a small fraction of a write unit per record. An entry stays in the sparse index of open entries until
all that it holds is discharged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Source = Literal["record", "register", "rejected_row", "objection"]
IN_FULL = "in-full"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision as one source told it. `document_key` is the normal form of its number.

    `record_id` is set for accepted records only; `public` says whether publication is what discharges the duty
    (a record that may lawfully not be public is discharged by its acceptance). `superseded` marks late old news,
    `correction` a new version, or the same words again, of a record that an earlier entry told of: that entry carries
    the duty for both. An objection has the day on which it came as its `decision_date`, and `handled_on` once it is
    handled.
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
    superseded: bool = False
    correction: bool = False
    handled_on: date | None = None

    @property
    def undischarged(self) -> bool:
        """Whether something has still to happen after the row that told of it: publication, or what ends it."""
        return self.public if self.source == "record" else self.handled_on is None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """All decisions of one source that one chunk told. `closed` maps the index of a decision to the moment it was
    discharged by something else than this entry's own publication (a rejected row mended, a register line disclosed).
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
    rows_accepted: int = 0
    rows_rejected: int = 0
    again: str = ""
    """Not empty where it tells what was told before: the run after which the drop was written out in full once more,
    or `IN_FULL`. For publication only, never counted."""

    @property
    def month(self) -> str:
        """`2026-03`: the month in which the file was received; a ledger partition."""
        return self.received_at.strftime("%Y-%m")

    @property
    def id(self) -> str:
        """Unique within the department's month."""
        return entry_id(self.order, self.source, self.chunk) + (f"#{self.again}" if self.again else "")


def entry_id(order: str, source: str, chunk: int) -> str:
    """The id of an entry of a drop's own run, from the order of the drop; that of any other run begins with it."""
    return f"{order}#{source}#{chunk:08d}"
