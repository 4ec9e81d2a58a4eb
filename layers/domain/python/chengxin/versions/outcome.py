"""What a clean row means beside what is known of its record, and the version that it makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from chengxin.catalogue import Dataset
from chengxin.normalise.model import CleanRow
from chengxin.receipts.submission import Submission
from chengxin.records import KnownVersion, Provenance, RecordKey, RecordVersion
from chengxin.versions.run import Plan

Fate = Literal["new", "unchanged", "correction", "superseded"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A clean row, its key, the order of the version that it makes, and what it means beside what is known.

    `withdrawn` is the reason why the record that an unchanged row repeats was taken down.
    """

    row: CleanRow
    key: RecordKey
    order: str
    fate: Fate
    withdrawn: str | None = None


def fate_of(digest: str, stored: Iterable[KnownVersion], order: str) -> Fate:
    """What a row means beside the stored versions of its record, those of its own submission left out.

    Compared is the newest version that is older than the drop; a tombstone has the digest of what it took down. So a
    withdrawn record stays withdrawn until a file brings other content: departments send cumulative files, which would
    bring it back every day.
    """
    versions = sorted(stored, key=lambda v: v.order)
    older = [v for v in versions if v.order < order]
    if older and older[-1].digest == digest:
        return "unchanged"
    if any(v.order > order for v in versions):
        return "superseded"
    return "correction" if older else "new"


def by_record(known: Any, order: str) -> dict[str, list[KnownVersion]]:
    """The stored versions of each record by its id, those of the drop of an order left out."""
    records: dict[str, list[KnownVersion]] = {}
    for page, versions in known.items():
        for stored in versions:
            if not stored.order.startswith(order):
                records.setdefault(page + stored.sort, []).append(stored)
    return records


def version(judged: Judged, dataset: Dataset, plan: Plan, submission: Submission, entry: int) -> RecordVersion:
    """The version that a row makes."""
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
