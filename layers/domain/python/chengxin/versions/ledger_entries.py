"""The ledger entries of a chunk: the decision that each accepted, rejected or withdrawn row stands for."""

from collections.abc import Mapping
from dataclasses import replace

from chengxin.catalogue import Dataset
from chengxin.catalogue.model import Purpose
from chengxin.ledger import DIGEST_LENGTH, Decision, LedgerEntry, Source
from chengxin.normalise.model import RejectedRow
from chengxin.receipts.submission import Submission
from chengxin.records import RecordVersion
from chengxin.versions.outcome import JudgedRow
from chengxin.versions.run import RunPlan

SOURCE_OF_PURPOSE: Mapping[Purpose, Source] = {"register": "register", "objection": "objection"}


def decision_of_row(judged: JudgedRow, dataset: Dataset, source: Source) -> Decision:
    """The ledger's decision for an accepted row."""
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
        outcome=judged.outcome,
        digest=row.digest[:DIGEST_LENGTH],
        handled_on=dataset.day("handled_on", row.content),
    )


def revision_of_row(judged: JudgedRow, dataset: Dataset) -> Decision:
    """The corrected decision date of a record, for the board of the month in which its duty began."""
    return replace(decision_of_row(judged, dataset, "record"), source="revision")


def decision_of_tombstone(tombstone: RecordVersion) -> Decision:
    """The ledger's decision for a tombstone: publication takes the record down; no clock starts."""
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
        outcome="unchanged",
        digest=tombstone.digest[:DIGEST_LENGTH],
    )


def decision_of_rejected_row(row: RejectedRow, dataset: Dataset, order: str) -> Decision | None:
    """The ledger's decision for a rejected row: None without number, date or clock."""
    if not (row.document_number and row.document_key and row.decision_date and dataset.disclosure.clock):
        return None
    return Decision(
        row.document_number, row.document_key, row.decision_date, "rejected_row", row.row, dataset.id, order=order
    )


def empty_entry(plan: RunPlan, submission: Submission, chunk: int, source: Source) -> LedgerEntry:
    """A chunk's ledger entry without decisions."""
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
    )
