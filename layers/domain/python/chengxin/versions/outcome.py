"""The outcome of a row: new, unchanged, a correction or superseded, and the record version that it makes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chengxin.catalogue import Dataset
from chengxin.ledger import Outcome
from chengxin.normalise.model import CleanRow
from chengxin.receipts.submission import Submission
from chengxin.records import KnownVersion, Provenance, RecordKey, RecordVersion
from chengxin.versions.run import RunPlan


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A valid row with its record key, the order of the version that it makes, and its outcome.

    `stored`: this very version is in the table already. `superseded`: a newer drop told of the record, so that this
    version is history from the start. `predecessor` is the order of the newest older version, `first` that under which
    the record first came; `revises`: the row corrects the record's decision date. `withdrawn` is the public reason of
    the tombstone that an unchanged row repeats.
    """

    row: CleanRow
    key: RecordKey
    order: str
    outcome: Outcome
    stored: bool = False
    superseded: bool = False
    predecessor: str = ""
    first: str = ""
    revises: bool = False
    withdrawn: str | None = None

    @property
    def meets_known(self) -> bool:
        """Whether other drops told of the record: what they came to may depend on this row, and this row on them."""
        return self.superseded or self.outcome != "new"


def judged_row(row: CleanRow, key: RecordKey, order: str, stored: Iterable[KnownVersion], drop_order: str) -> JudgedRow:
    """Judges a valid row of the drop of an order against the stored versions of its record."""
    versions = sorted(stored, key=lambda v: v.order)
    others = [v for v in versions if not v.order.startswith(drop_order)]
    older = [v for v in others if v.order < drop_order]
    outcome = outcome_of(row.digest, others, drop_order)
    last = older[-1] if older else None
    withdrawn = last.withdrawn if last and outcome == "unchanged" else None
    return JudgedRow(
        row,
        key,
        order,
        outcome,
        stored=any((v.order, v.digest, v.withdrawn) == (order, row.digest, withdrawn) for v in versions),
        superseded=len(older) < len(others),
        predecessor=last.order if last else "",
        first=older[0].order if older else order,
        revises=last is not None and last.decision_date not in (None, row.decision_date),
        withdrawn=withdrawn,
    )


def outcome_of(digest: str, stored: Iterable[KnownVersion], order: str) -> Outcome:
    """Classifies a valid row against the stored versions of its record, those of its own submission left out.

    The row is compared with the newest version that is older than its drop; what newer drops told of the record says
    nothing of this one. A tombstone has the digest of the version that it took down, so a withdrawn record stays
    withdrawn until a file brings other content: departments send cumulative files, which would bring it back every day.
    """
    older = [v for v in sorted(stored, key=lambda v: v.order) if v.order < order]
    if not older:
        return "new"
    return "unchanged" if older[-1].digest == digest else "correction"


def versions_by_record(known: Mapping[str, Sequence[KnownVersion]]) -> dict[str, list[KnownVersion]]:
    """The stored versions of each record, by record id."""
    records: dict[str, list[KnownVersion]] = {}
    for page, versions in known.items():
        for stored in versions:
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
