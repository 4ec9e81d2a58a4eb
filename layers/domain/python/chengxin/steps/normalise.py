"""Normalise: the rows of one chunk become versions of records, ledger entries and findings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings import Finding
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import ChunkVerdict, CleanRow, Context
from chengxin.ports import Clock, Ledger, Records, Submissions
from chengxin.privacy.keyring import KeyRing, file_mark
from chengxin.read_model.reader import ReadModel
from chengxin.receipts.submission import RowCounts, Submission
from chengxin.records import version_order
from chengxin.steps.ambiguous_subjects import with_ambiguity_warnings
from chengxin.steps.registered_names import with_name_warnings
from chengxin.steps.staging import ChunkResult, Staging
from chengxin.times import local_date
from chengxin.versions.chunk_statements import ChunkRows, ChunkStatements
from chengxin.versions.outcome import JudgedRow, judged_row, versions_by_record
from chengxin.versions.record_names import RecordNames
from chengxin.versions.replacements import RejectedRows
from chengxin.versions.run import RunPlan
from chengxin.versions.withdrawals import Targets, WithdrawalNotice, WithdrawalTargets, resolve_targets


@dataclass(frozen=True, slots=True)
class ChunkOutcome:
    """What became of the rows of a department's chunk."""

    department: str
    rows: RowCounts


@dataclass(frozen=True, slots=True)
class Normaliser:
    """The step with all that it needs from outside. `ring` keys whatever public names are made of private data."""

    catalogue: Catalogue
    submissions: Submissions
    staging: Staging
    records: Records
    ledger: Ledger
    clock: Clock
    ring: KeyRing
    public: ReadModel

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
        twins = self.staging.twins(staged, chunk.index) if plan.chunks > 1 else None
        verdict = normalise_chunk(chunk, plan.columns, context, plan.layout, reader_findings, twins)
        targets: Targets = {}
        if context.dataset.purpose == "withdrawal":
            found = WithdrawalTargets(plan.department, plan.order, self.records, self.submissions, self.ring)
            verdict, targets = resolve_targets(verdict, context.dataset, plan.columns, found)
        for warned in (with_ambiguity_warnings, with_name_warnings):
            verdict = warned(verdict, context.dataset, plan.columns, self.public)
        judged = self._judge(verdict, context.dataset, plan, chunk.sheet_number)
        rows = ChunkRows(
            judged,
            verdict.rejected,
            targets,
            context.dataset,
            plan,
            replace(submission, sha256=file_mark(self.ring, submission.sha256)),
            chunk.index,
            chunk.sheet_number,
            RejectedRows(plan, self.ledger).named(verdict.replaces),
        )
        self._write(rows.statements(), plan)
        findings = sorted([*reader_findings, *verdict.findings], key=lambda f: f.row or 0)
        if chunk.sheet:
            findings = [replace(found, sheet=chunk.sheet) for found in findings]
        counts = _counts(judged, verdict, findings)
        if not plan.again:
            self.submissions.chunk_done(submission, chunk.index, counts.total, self.clock.now())
        result = ChunkResult(counts, findings, meets_known=any(one.meets_known for one in judged))
        self.staging.put_result(staged, chunk.index, result)
        return None if plan.again else ChunkOutcome(plan.department, counts)

    def _context(self, plan: RunPlan, submission: Submission) -> Context:
        dataset, department = self.catalogue.dataset(plan.dataset), self.catalogue.department(plan.department)
        if dataset is None or department is None:
            raise LookupError(f"{plan.department}/{plan.dataset} is not in the catalogue")
        return Context(self.catalogue, dataset, department, local_date(submission.received_at), submission.received_at)

    def _judge(self, verdict: ChunkVerdict, dataset: Dataset, plan: RunPlan, sheet: int) -> list[JudgedRow]:
        names = RecordNames(self.ring, plan.department)
        dropped = [(row, kept_as(row, dataset)) for row in verdict.accepted]
        known = self.records.known(names.pages(dropped))
        stored = versions_by_record(known)
        mine: dict[str, str] = {}
        judged = []
        for row, key in names.named(dropped, known):
            again = mine.get(key.record_id) == row.digest
            mine[key.record_id] = row.digest
            order = version_order(plan.order, row.row, sheet)
            one = judged_row(row, key, order, stored.get(key.record_id, ()), plan.order)
            judged.append(replace(one, outcome="unchanged") if again else one)
        return judged

    def _write(self, stated: ChunkStatements, plan: RunPlan) -> None:
        """A drop's duties begin in the ledger before others can judge by its versions: a crash between the two leaves
        no record whose duty nobody carries. Publication waits until a chunk is wholly written. What is rewritten has
        its duties already; there a statement must not be published before its version is there."""
        if plan.again:
            self.records.put(stated.versions)
        for entry in stated.entries:
            self.ledger.add(entry)
        if not plan.again:
            self.records.put(stated.versions)


def kept_as(row: CleanRow, dataset: Dataset) -> str:
    """What a row's record is kept under, its dataset's name as a rule."""
    if dataset.purpose == "withdrawal":  # of several datasets' records of one document and party there are several
        return f"{dataset.id}/{WithdrawalNotice.of(row, dataset).dataset}"
    if dataset.purpose == "objection":  # that it came and that it was handled are each told of once
        return f"{dataset.id}/{'handled' if dataset.day('handled_on', row.content) else 'open'}"
    return dataset.id


def _counts(judged: Sequence[JudgedRow], verdict: ChunkVerdict, findings: Sequence[Finding]) -> RowCounts:
    accepted_rows = {j.row.row for j in judged if j.outcome != "unchanged"}
    warned = {f.row for f in findings if f.kind.level == "warning"} & accepted_rows
    return RowCounts(
        total=verdict.total,
        accepted=len(judged) - sum(j.outcome == "unchanged" for j in judged),
        rejected=len(verdict.rejected),
        unchanged=sum(j.outcome == "unchanged" for j in judged),
        superseded=sum(j.superseded and j.outcome != "unchanged" for j in judged),
        warned=len(warned),
    )
