"""The outcome of a row: new, unchanged, a correction or superseded, and the record version that it makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from chengxin.catalogue import Dataset
from chengxin.normalise.model import CleanRow
from chengxin.receipts.submission import Submission
from chengxin.records import KnownVersion, Provenance, RecordKey, RecordVersion
from chengxin.versions.run import RunPlan

Outcome = Literal["new", "unchanged", "correction", "superseded"]


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A valid row with its record key, the order of the version that it makes, and its outcome.

    `withdrawn` is the public reason of the tombstone that an unchanged row repeats.
    """

    row: CleanRow
    key: RecordKey
    order: str
    outcome: Outcome
    withdrawn: str | None = None


def outcome_of(digest: str, stored: Iterable[KnownVersion], order: str) -> Outcome:
    """Classifies a valid row against the stored versions of its record, those of its own submission left out.

    The row is compared with the newest version that is older than its drop; a tombstone has the digest of the version
    that it took down. So a withdrawn record stays withdrawn until a file brings other content: departments send
    cumulative files, which would bring it back every day.
    """
    versions = sorted(stored, key=lambda v: v.order)
    older = [v for v in versions if v.order < order]
    if older and older[-1].digest == digest:
        return "unchanged"
    if any(v.order > order for v in versions):
        return "superseded"
    return "correction" if older else "new"


def versions_by_record(known: Any, order: str) -> dict[str, list[KnownVersion]]:
    """The stored versions of each record, by record id; the versions of the drop with this order are left out."""
    records: dict[str, list[KnownVersion]] = {}
    for page, versions in known.items():
        for stored in versions:
            if not stored.order.startswith(order):
                records.setdefault(page + stored.sort, []).append(stored)
    return records


def new_version(
    judged: JudgedRow, dataset: Dataset, plan: RunPlan, submission: Submission, entry: int
) -> RecordVersion:
    """The record version that a row makes; `entry` is the number of the ledger entry that holds its decision."""
    row = judged.row
    return RecordVersion(
        key=judged.key,
        order=judged.order,
        dataset=dataset.id,
        kind=dataset.kind,
        department=plan.department,
        party=row.party,
        document_number=row.document_number,
        decision_date=row.decision_date,
        valid_until=row.valid_until,
        authority_name=row.authority_name,
        authority_code=row.authority_code,
        content=row.content,
        private=row.private,
        digest=row.digest,
        public=row.public,
        provenance=Provenance(submission.submission_id, submission.file_name, row.row, submission.sha256),
        received_at=submission.received_at,
        accepted_at=submission.registered_at,
        chunk=entry,
        withdrawn=judged.withdrawn,
    )
