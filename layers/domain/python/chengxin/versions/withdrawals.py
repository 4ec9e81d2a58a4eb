"""Withdrawals: a row of a withdrawal file puts tombstones on the records that it names, with a public reason.

A withdrawal acts on what was dropped before it. A tombstone is one more version of the record, with the withdrawal's
own order. A newer version that only repeats the withdrawn content (departments send cumulative files) becomes a
tombstone too, so the outcome is the same whichever of the two files is processed first. A row that names no known
record is rejected. Where the record was dropped earlier but processed later, the withdrawal is rewritten after it (see
`chengxin.versions.drop_order`) and takes it down then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from chengxin.catalogue import Dataset
from chengxin.catalogue.load import DATASET_LIST
from chengxin.findings import Finding
from chengxin.findings.rows import WITHDRAWAL_UNKNOWN_RECORD
from chengxin.formats.model import Column
from chengxin.normalise.model import ChunkVerdict, CleanRow, RejectedRow
from chengxin.ports import Records, Submissions
from chengxin.privacy.keyring import KeyRing, is_mark_of
from chengxin.records import RecordVersion, document_of, page_of
from chengxin.versions.drop_order import ListedDrop

Versions = Sequence[RecordVersion]
Targets = dict[int, list[Versions]]
"""By row: the records that it names, each as its versions, oldest first."""


@dataclass(frozen=True, slots=True)
class WithdrawalNotice:
    """A row of a withdrawal file. Without `party` and `code` it names every record of the document."""

    dataset: str
    party: str
    code: str | None
    reason: str

    @classmethod
    def of(cls, row: CleanRow, dataset: Dataset) -> "WithdrawalNotice":
        """Reads a row of a dataset with the purpose `withdrawal`."""
        values = {**row.private, **row.content}
        target = next(field.name for field in dataset.fields if field.code_list == DATASET_LIST)
        reason = dataset.role("reason")
        return cls(values[target], row.party.name, row.party.code, values[reason.name] if reason else "")

    def means(self, version: RecordVersion) -> bool:
        """Whether the notice names this record of the document: by the party's name or by its code."""
        if version.dataset != self.dataset:
            return False
        party = version.party
        return not (self.party or self.code) or party.name == self.party or bool(self.code and party.code == self.code)


@dataclass(frozen=True, slots=True)
class WithdrawalTargets:
    """The records of a department that a withdrawal of the given order can take down."""

    department: str
    order: str
    records: Records
    submissions: Submissions
    ring: KeyRing
    _drops: dict[str, Sequence[ListedDrop]] = field(default_factory=dict)

    def named(self, document: str, notice: WithdrawalNotice) -> list[Versions]:
        """The records of a document that a notice names and that were dropped before it."""
        page, key = page_of(self.department, document), document_of(self.department, document)
        found: dict[str, list[RecordVersion]] = {}
        for version in self.records.of_document(page, key):
            if notice.means(version) and not version.order.startswith(self.order):
                found.setdefault(version.key.record_id, []).append(version)
        oldest_first = (sorted(versions, key=lambda v: v.order) for versions in found.values())
        return [versions for versions in oldest_first if self._before(versions[0])]

    def _before(self, first: RecordVersion) -> bool:
        """Whether a record was dropped before the withdrawal: also by a file that counts as a duplicate of the newer
        one which brought the version."""
        if first.order < self.order:
            return True
        if first.dataset not in self._drops:
            around = self.submissions.drops_around(self.department, first.dataset, self.order)
            self._drops[first.dataset] = [drop for drop in around if drop.order < self.order]
        return any(is_mark_of(self.ring, first.provenance.sha256, drop.sha256) for drop in self._drops[first.dataset])


def resolve_targets(
    verdict: ChunkVerdict, dataset: Dataset, columns: Sequence[Column], stored: WithdrawalTargets
) -> tuple[ChunkVerdict, Targets]:
    """The records that each row names; a row that names none is rejected."""
    named: Targets = {}
    for row in verdict.accepted:
        if found := stored.named(row.document_key, WithdrawalNotice.of(row, dataset)):
            named[row.row] = found
    unknown = [row for row in verdict.accepted if row.row not in named]
    if not unknown:
        return verdict, named
    rejected = [RejectedRow(row.row, row.document_number, row.document_key, row.decision_date) for row in unknown]
    return replace(
        verdict,
        accepted=[row for row in verdict.accepted if row.row in named],
        rejected=sorted([*verdict.rejected, *rejected], key=lambda row: row.row),
        findings=[*verdict.findings, *(_unknown(row, dataset, columns) for row in unknown)],
    ), named


def tombstones_of(
    records: Iterable[Versions], notice: RecordVersion, reason: str, *, anew: bool
) -> list[RecordVersion]:
    """The tombstones that a withdrawal, itself the version `notice`, puts on the records that it names.

    Without `anew` it repeats an earlier withdrawal: what has come back since stays.
    """
    return [tombstone for versions in records for tombstone in _tombstones(versions, notice, reason, anew=anew)]


def _tombstones(versions: Versions, notice: RecordVersion, reason: str, *, anew: bool) -> list[RecordVersion]:
    base = next((v for v in reversed(versions) if v.order < notice.order), versions[0])
    if not anew and base.withdrawn is None:
        return []
    newer = (v for v in versions if v.order > notice.order)
    repeating = takewhile(lambda v: v.digest == base.digest and v.withdrawn in (None, reason), newer)
    here = replace(
        base,
        order=notice.order,
        provenance=notice.provenance,
        received_at=notice.received_at,
        accepted_at=notice.accepted_at,
        chunk=notice.chunk,
    )
    # Private values stay with the version that brought them: there is nothing to tell of them here.
    return [replace(v, withdrawn=reason, private={}) for v in (here, *repeating)]


def _unknown(row: CleanRow, dataset: Dataset, columns: Sequence[Column]) -> Finding:
    field = dataset.role("document_number")
    name = field.name if field else None
    header = next((column.header for column in columns if column.field == name), None)
    return Finding(WITHDRAWAL_UNKNOWN_RECORD, row=row.row, column=header, field=name, value=row.document_number)
