"""Normalise: the rows of one chunk become versions of records, ledger entries and findings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from chengxin.catalogue import Catalogue, Dataset


from chengxin.findings import Finding
from chengxin.ingest.staging import ChunkResult, Plan, Staging
from chengxin.ledger import Decision, LedgerEntry, Source
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import ChunkVerdict, CleanRow, Context, RejectedRow
from chengxin.ports import Ledger, Records, Submissions
from chengxin.records import KnownVersion, Provenance, RecordKey, RecordVersion, record_key, version_order
from chengxin.submissions import RowCounts, Submission
from chengxin.times import local_date

Fate = Literal["new", "unchanged", "correction", "superseded"]
DECISIONS_PER_ENTRY = 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """A clean row, its key and what it means beside what is known."""

    row: CleanRow
    key: RecordKey
    fate: Fate


@dataclass(frozen=True, slots=True)
class Normaliser:
    """The step with all that it needs from outside. `secret` keys the digest of identity numbers."""

    catalogue: Catalogue
    submissions: Submissions
    staging: Staging
    records: Records
    ledger: Ledger
    secret: bytes

    def run(self, submission_id: str, item: dict[str, Any]) -> None:
        """Normalises one chunk; its result, written last, says that all the rest is written."""
        plan = self.staging.plan(submission_id)
        submission = self.submissions.get(submission_id)
        if plan is None or submission is None:
            raise LookupError(f"submission {submission_id} is not staged")
        if self.staging.result(submission_id, item["index"], rerun=plan.rerun) is not None:
            return
        chunk, reader_findings = self.staging.chunk(submission_id, item)
        context = self._context(plan, submission)
        verdict = normalise_chunk(chunk, plan.columns, context, plan.layout, reader_findings)
        judged = self._judge(verdict, context.dataset, plan)
        self._write(judged, verdict.rejected, context.dataset, plan, submission, chunk.index)
        findings = sorted([*reader_findings, *verdict.findings], key=lambda f: f.row or 0)
        counts = _counts(judged, verdict, findings)
        self.submissions.chunk_done(submission, chunk.index, counts.total)
        self.staging.put_result(submission_id, chunk.index, ChunkResult(counts, findings), rerun=plan.rerun)

    def _context(self, plan: Plan, submission: Submission) -> Context:
        dataset, department = self.catalogue.dataset(plan.dataset), self.catalogue.department(plan.department)
        if dataset is None or department is None:
            raise LookupError(f"{plan.department}/{plan.dataset} is not in the catalogue")
        return Context(
            self.catalogue, dataset, department, local_date(submission.received_at), submission.received_at
        )

    def _judge(self, verdict: ChunkVerdict, dataset: Dataset, plan: Plan) -> list[Judged]:
        keys = [
            record_key(
                plan.department, row.document_key, dataset.id, row.party.name, row.identity, secret=self.secret
            )
            for row in verdict.accepted
        ]
        known = self.records.known(key.page for key in keys)
        stored = _by_record(known, plan.order)
        mine: dict[str, str] = {}
        judged = []
        for row, key in zip(verdict.accepted, keys, strict=True):
            repeated = mine.get(key.record_id) == row.digest
            mine[key.record_id] = row.digest
            fate: Fate = "unchanged" if repeated else fate_of(row.digest, stored.get(key.record_id, ()), plan.order)
            judged.append(Judged(row, key, fate))
        return judged

    def _write(
        self,
        judged: Sequence[Judged],
        rejected: Sequence[RejectedRow],
        dataset: Dataset,
        plan: Plan,
        submission: Submission,
        chunk: int,
    ) -> None:
        source: Source = "register" if dataset.purpose == "register" else "record"
        places = {j.row.row: entry_number(chunk, i) for i, j in enumerate(judged)}
        news = [j for j in judged if plan.in_full or j.fate != "unchanged"]
        self.records.put(version(j, dataset, plan, submission, places[j.row.row]) for j in news)
        entry = _blank_entry(plan, submission, entry_number(chunk, 0), source)
        told = [(places[j.row.row], _told(j, dataset, plan.order, source)) for j in news]
        self._add(entry, told, _counts_of(judged, rejected))
        if not plan.rerun:
            readable = [d for d in (_rejected(r, dataset) for r in rejected) if d]
            numbered = [(entry_number(chunk, i), d) for i, d in enumerate(readable)]
            self._add(replace(entry, source="rejected_row"), numbered, (0, 0))

    def _add(self, entry: LedgerEntry, told: Sequence[tuple[int, Decision]], rows: tuple[int, int]) -> None:
        """Packs decisions into entries of bounded size; the chunk's first one carries its row counts."""
        numbers = {number for number, _ in told} | ({entry.chunk} if any(rows) else set())
        for number in sorted(numbers):
            packed = [decision for place, decision in told if place == number]
            first = number == entry.chunk
            self.ledger.add(
                replace(
                    entry,
                    chunk=number,
                    decisions=packed,
                    open=any(d.public or d.source != "record" for d in packed),
                    rows_accepted=rows[0] if first else 0,
                    rows_rejected=rows[1] if first else 0,
                )
            )


def entry_number(chunk: int, position: int) -> int:
    """The ledger entry that tells of the row at a position of a chunk: the same whatever else is in the chunk."""
    return chunk * 100 + position // DECISIONS_PER_ENTRY


def fate_of(digest: str, stored: Iterable[KnownVersion], order: str) -> Fate:
    """What a row means beside the stored versions of its record, those of its own submission left out.

    Compared is the newest version that is older than the drop. A withdrawn record stays withdrawn until a file
    brings other content: departments send cumulative files, which would bring it back every day.
    """
    versions = sorted(stored, key=lambda v: v.order)
    older = [v for v in versions if v.order < order]
    content = [v for v in older if not v.withdrawn]
    if content and content[-1].digest == digest:
        return "unchanged"
    if any(v.order > order for v in versions):
        return "superseded"
    return "correction" if older else "new"


def version(judged: Judged, dataset: Dataset, plan: Plan, submission: Submission, entry: int) -> RecordVersion:
    """The version that a row makes; its order is the drop's, then the row's."""
    row = judged.row
    return RecordVersion(
        key=judged.key,
        order=version_order(plan.order, row.row),
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
    )


def _by_record(known: Any, order: str) -> dict[str, list[KnownVersion]]:
    records: dict[str, list[KnownVersion]] = {}
    for page, versions in known.items():
        for stored in versions:
            if not stored.order.startswith(order):
                records.setdefault(page + stored.sort, []).append(stored)
    return records


def _told(judged: Judged, dataset: Dataset, order: str, source: Source) -> Decision:
    row = judged.row
    return Decision(
        document_number=row.document_number or row.document_key,
        document_key=row.document_key,
        decision_date=row.decision_date,
        source=source,
        row=row.row,
        dataset=dataset.id,
        record_id=judged.key.record_id,
        order=version_order(order, row.row),
        public=row.public,
        superseded=judged.fate == "superseded",
        correction=judged.fate == "correction",
    )


def _rejected(row: RejectedRow, dataset: Dataset) -> Decision | None:
    """A rejected row whose decision can be read, where the dataset has a clock to run."""
    if not (row.document_number and row.document_key and row.decision_date and dataset.disclosure.clock):
        return None
    return Decision(row.document_number, row.document_key, row.decision_date, "rejected_row", row.row, dataset.id)


def _blank_entry(plan: Plan, submission: Submission, chunk: int, source: Source) -> LedgerEntry:
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
        again=plan.rerun,
    )


def _counts_of(judged: Sequence[Judged], rejected: Sequence[RejectedRow]) -> tuple[int, int]:
    return sum(j.fate != "unchanged" for j in judged), len(rejected)


def _counts(judged: Sequence[Judged], verdict: ChunkVerdict, findings: Sequence[Finding]) -> RowCounts:
    accepted_rows = {j.row.row for j in judged if j.fate != "unchanged"}
    warned = {f.row for f in findings if f.kind.level == "warning"} & accepted_rows
    return RowCounts(
        total=verdict.total,
        accepted=len(judged) - sum(j.fate == "unchanged" for j in judged),
        rejected=len(verdict.rejected),
        unchanged=sum(j.fate == "unchanged" for j in judged),
        superseded=sum(j.fate == "superseded" for j in judged),
        warned=len(warned),
    )


