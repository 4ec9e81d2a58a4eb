"""Normalise: the rows of one chunk become versions of records, ledger entries and findings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings import Finding
from chengxin.ledger import IN_FULL, Decision, LedgerEntry
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import ChunkVerdict, CleanRow, Context, RejectedRow
from chengxin.ports import Ledger, Records, Submissions
from chengxin.receipts.submission import RowCounts, Submission
from chengxin.records import RecordKey, RecordVersion, record_key, version_order
from chengxin.search import PublicIndex
from chengxin.steps.ambiguous_subjects import with_ambiguity_warnings
from chengxin.steps.registered_names import with_name_warnings
from chengxin.steps.staging import ChunkResult, Staging
from chengxin.times import local_date
from chengxin.versions.ledger_entries import (
    SOURCE_OF_PURPOSE,
    decision_of_rejected_row,
    decision_of_row,
    decision_of_tombstone,
    empty_entry,
)
from chengxin.versions.outcome import JudgedRow, Outcome, new_version, outcome_of, versions_by_record
from chengxin.versions.run import RunPlan
from chengxin.versions.withdrawals import (
    Targets,
    WithdrawalNotice,
    WithdrawalTargets,
    resolve_targets,
    tombstones_of,
    withdrawn_reason,
)

DECISIONS_PER_ENTRY, WITHDRAWALS_PER_ENTRY, ENTRIES_PER_CHUNK = 1000, 200, 100
"""A withdrawal may name a document of many parties, and each of its records is one more decision to tell of."""


@dataclass(frozen=True, slots=True)
class ChunkOutcome:
    """What became of the rows of a department's chunk."""

    department: str
    rows: RowCounts


@dataclass(frozen=True, slots=True)
class Normaliser:
    """The step with all that it needs from outside. `secret` keys the digest of identity numbers."""

    catalogue: Catalogue
    submissions: Submissions
    staging: Staging
    records: Records
    ledger: Ledger
    secret: bytes
    latest_index: Callable[[], PublicIndex]

    def run(self, staged: str, item: dict[str, Any]) -> ChunkOutcome | None:
        """Normalises one chunk; its result, written last, says that all the rest is written.

        Answers None for a chunk that was done before, by a run that died or in another run of its submission.
        """
        plan = self.staging.plan(staged)
        submission = self.submissions.get(plan.submission_id) if plan else None
        if plan is None or submission is None:
            raise LookupError(f"submission {staged} is not staged")
        if self.staging.result(staged, item["index"]) is not None:
            return None
        chunk, reader_findings = self.staging.chunk(staged, item)
        context = self._context(plan, submission)
        verdict = normalise_chunk(chunk, plan.columns, context, plan.layout, reader_findings)
        targets: Targets = {}
        if context.dataset.purpose == "withdrawal":
            found = WithdrawalTargets(plan.department, plan.order, self.records, self.submissions)
            verdict, targets = resolve_targets(verdict, context.dataset, plan.columns, found)
        for warned in (with_ambiguity_warnings, with_name_warnings):
            verdict = warned(verdict, context.dataset, plan.columns, self.latest_index)
        judged = self._judge(verdict, context.dataset, plan, chunk.sheet_number)
        self._write(judged, targets, verdict.rejected, context.dataset, plan, submission, chunk.index)
        findings = sorted([*reader_findings, *verdict.findings], key=lambda f: f.row or 0)
        if chunk.sheet:
            findings = [replace(found, sheet=chunk.sheet) for found in findings]
        counts = _counts(judged, verdict, findings)
        self.submissions.chunk_done(submission, chunk.index, counts.total)
        self.staging.put_result(staged, chunk.index, ChunkResult(counts, findings))
        return None if plan.again else ChunkOutcome(plan.department, counts)

    def _context(self, plan: RunPlan, submission: Submission) -> Context:
        dataset, department = self.catalogue.dataset(plan.dataset), self.catalogue.department(plan.department)
        if dataset is None or department is None:
            raise LookupError(f"{plan.department}/{plan.dataset} is not in the catalogue")
        return Context(self.catalogue, dataset, department, local_date(submission.received_at), submission.received_at)

    def _judge(self, verdict: ChunkVerdict, dataset: Dataset, plan: RunPlan, sheet: int) -> list[JudgedRow]:
        keys = [self._key(row, dataset, plan.department) for row in verdict.accepted]
        known = self.records.known(key.page for key in keys)
        stored = versions_by_record(known, plan.order)
        mine: dict[str, str] = {}
        judged = []
        for row, key in zip(verdict.accepted, keys, strict=True):
            again = mine.get(key.record_id) == row.digest
            mine[key.record_id] = row.digest
            before = stored.get(key.record_id, ())
            outcome: Outcome = "unchanged" if again else outcome_of(row.digest, before, plan.order)
            withdrawn = withdrawn_reason(before, plan.order) if outcome == "unchanged" else None
            judged.append(JudgedRow(row, key, version_order(plan.order, row.row, sheet), outcome, withdrawn))
        return judged

    def _key(self, row: CleanRow, dataset: Dataset, department: str) -> RecordKey:
        kept_as = dataset.id
        if dataset.purpose == "withdrawal":  # of several datasets' records of one document and party there are several
            kept_as = f"{dataset.id}/{WithdrawalNotice.of(row, dataset).dataset}"
        elif dataset.purpose == "objection":  # that it came and that it was handled are each told of once
            kept_as = f"{dataset.id}/{'handled' if dataset.day('handled_on', row.content) else 'open'}"
        return record_key(department, row.document_key, kept_as, row.party.name, row.identity, secret=self.secret)

    def _write(
        self,
        judged: Sequence[JudgedRow],
        targets: Targets,
        rejected: Sequence[RejectedRow],
        dataset: Dataset,
        plan: RunPlan,
        submission: Submission,
        chunk: int,
    ) -> None:
        source = SOURCE_OF_PURPOSE.get(dataset.purpose, "record")
        per_entry = WITHDRAWALS_PER_ENTRY if targets else DECISIONS_PER_ENTRY
        places = {j.row.row: entry_number(chunk, i, per_entry) for i, j in enumerate(judged)}
        news = [j for j in judged if plan.in_full or j.outcome != "unchanged"]
        tombstones = self._tombstones(news, targets, dataset, plan, submission, places)
        # A record may be named twice, and a batch must not hold two versions under one key.
        self.records.put({(v.key, v.order): v for _, v in tombstones}.values())
        self.records.put(new_version(j, dataset, plan, submission, places[j.row.row]) for j in news)
        entry = empty_entry(plan, submission, entry_number(chunk, 0), source)
        told = [(j.outcome == "unchanged", places[j.row.row], decision_of_row(j, dataset, source)) for j in news]
        told += [(False, place, decision_of_tombstone(v)) for place, v in tombstones]
        if plan.again:
            self._add(entry, [(place, decision) for _, place, decision in told], (0, 0))
            return
        fresh, known = ([(p, d) for repeats, p, d in told if repeats is which] for which in (False, True))
        self._add(entry, fresh, _counts_of(judged, rejected))
        self._add(replace(entry, again=IN_FULL), known, (0, 0))
        readable = [d for d in (decision_of_rejected_row(r, dataset) for r in rejected) if d]
        numbered = [(entry_number(chunk, i), d) for i, d in enumerate(readable)]
        self._add(replace(entry, source="rejected_row"), numbered, (0, 0))

    def _tombstones(
        self,
        judged: Iterable[JudgedRow],
        targets: Targets,
        dataset: Dataset,
        plan: RunPlan,
        submission: Submission,
        places: Mapping[int, int],
    ) -> list[tuple[int, RecordVersion]]:
        """What withdrawals put on the records that they name, each with the place where the ledger tells of it."""
        found = []
        for j in judged if targets else ():
            notice = new_version(j, dataset, plan, submission, places[j.row.row])
            reason = WithdrawalNotice.of(j.row, dataset).reason
            taken = tombstones_of(targets[j.row.row], notice, reason, anew=j.outcome != "unchanged")
            found += [(notice.chunk, tombstone) for tombstone in taken]
        return found

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
                    open=any(d.undischarged for d in packed),
                    rows_accepted=rows[0] if first else 0,
                    rows_rejected=rows[1] if first else 0,
                )
            )


def entry_number(chunk: int, position: int, per_entry: int = DECISIONS_PER_ENTRY) -> int:
    """The ledger entry that tells of the row at a position of a chunk: the same whatever else is in the chunk."""
    return chunk * ENTRIES_PER_CHUNK + min(position // per_entry, ENTRIES_PER_CHUNK - 1)


def _counts_of(judged: Sequence[JudgedRow], rejected: Sequence[RejectedRow]) -> tuple[int, int]:
    return sum(j.outcome != "unchanged" for j in judged), len(rejected)


def _counts(judged: Sequence[JudgedRow], verdict: ChunkVerdict, findings: Sequence[Finding]) -> RowCounts:
    accepted_rows = {j.row.row for j in judged if j.outcome != "unchanged"}
    warned = {f.row for f in findings if f.kind.level == "warning"} & accepted_rows
    return RowCounts(
        total=verdict.total,
        accepted=len(judged) - sum(j.outcome == "unchanged" for j in judged),
        rejected=len(verdict.rejected),
        unchanged=sum(j.outcome == "unchanged" for j in judged),
        superseded=sum(j.outcome == "superseded" for j in judged),
        warned=len(warned),
    )
