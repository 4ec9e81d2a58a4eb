"""What the ledger is told of the rows of a chunk."""

from collections.abc import Mapping

from chengxin.catalogue import Dataset
from chengxin.catalogue.model import Purpose
from chengxin.ledger import Decision, LedgerEntry, Source
from chengxin.normalise.model import RejectedRow
from chengxin.receipts.submission import Submission
from chengxin.records import RecordVersion
from chengxin.versions.outcome import Judged
from chengxin.versions.run import Plan

SOURCES: Mapping[Purpose, Source] = {"register": "register", "objection": "objection"}


def told_of(judged: Judged, dataset: Dataset, source: Source) -> Decision:
    """What the ledger is told of a row that stands."""
    row = judged.row
    return Decision(
        document_number=row.document_number or row.document_key,
        document_key=row.document_key,
        decision_date=row.decision_date,
        source=source,
        row=row.row,
        dataset=dataset.id,
        record_id=judged.key.record_id,
        order=judged.order,
        # A crosswalk is shown to nobody, but the index has to learn of it as of what is published.
        public=row.public or dataset.purpose == "crosswalk",
        superseded=judged.fate == "superseded",
        correction=judged.fate in ("correction", "unchanged"),
        handled_on=dataset.day("handled_on", row.content),
    )


def taken_down(tombstone: RecordVersion) -> Decision:
    """A tombstone in the ledger: publication takes the record down; it starts no clock, as a correction starts none."""
    return Decision(
        document_number=tombstone.document_number or "",
        document_key="",
        decision_date=tombstone.decision_date,
        source="record",
        row=tombstone.provenance.row,
        dataset=tombstone.dataset,
        record_id=tombstone.key.record_id,
        order=tombstone.order,
        public=tombstone.public,
        correction=True,
    )


def rejected_row(row: RejectedRow, dataset: Dataset) -> Decision | None:
    """A rejected row whose decision can be read, where the dataset has a clock to run."""
    if not (row.document_number and row.document_key and row.decision_date and dataset.disclosure.clock):
        return None
    return Decision(row.document_number, row.document_key, row.decision_date, "rejected_row", row.row, dataset.id)


def blank_entry(plan: Plan, submission: Submission, chunk: int, source: Source) -> LedgerEntry:
    """The entry of a chunk, before anything is told of it."""
    return LedgerEntry(
        department=plan.department,
        dataset=plan.dataset,
        submission_id=submission.submission_id,
        file_name=submission.file_name,
        chunk=chunk,
        source=source,
        order=plan.order,
        received_at=submission.received_at,
        accepted_at=submission.registered_at,
        decisions=(),
        again=plan.again,
    )
