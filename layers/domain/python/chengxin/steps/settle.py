"""Settle: add up what the chunks came to, write the receipt, and finish the submission."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

import orjson

from chengxin.catalogue import Catalogue
from chengxin.findings import Finding
from chengxin.findings.files import DUPLICATE_FILE, PROCESSING_FAILED
from chengxin.formats.model import Column
from chengxin.formats.table.chunk_csv import read_rows
from chengxin.ports import Clock, Objects, Submissions
from chengxin.receipts.receipt import as_json, receipt_key, status_of
from chengxin.receipts.submission import RowCounts, Submission
from chengxin.receipts.unfinished import unfinished
from chengxin.receipts.workbook import WHOLE_FILE_ROWS, Row, explained, write_workbook
from chengxin.records import Drop, version_order
from chengxin.steps.staging import ChunkResult, Staging
from chengxin.steps.validate import new_submission
from chengxin.versions.drop_order import DONE, ListedDrop, Neighbours, RequestedRewrite, Rewrite
from chengxin.versions.run import RunPlan

AMENDED = DONE | {"rejected"}
"""The states of a submission that a rewrite may change: a withdrawal of what was not stored yet had been rejected."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome, and the rewrites that are to be started now."""

    submission: Submission
    rewrites: Sequence[RequestedRewrite]


@dataclass(frozen=True, slots=True)
class Settler:
    """The step with all that it needs from outside."""

    catalogue: Catalogue
    submissions: Submissions
    staging: Staging
    receipts: Objects
    clock: Clock

    def run(self, staged: str) -> Settled:
        """Writes both receipts, then the final state; a finished submission is left as it is. A rewrite amends both
        where rows turn out to be something else.

        The rewrites that follow are requested each time: whoever was to start them may have died before.
        """
        plan = self.staging.plan(staged)
        submission = self.submissions.get(plan.submission_id) if plan else None
        if submission is None or plan is None:
            raise LookupError(f"submission {staged} is not staged")
        if plan.again:
            submission = self._amend(submission, plan)
        elif not submission.is_finished:
            submission = self._finish(submission, plan)
        now = self.clock.now()
        following = self._following(plan, submission)
        rewrites = [RequestedRewrite(drop, Rewrite(staged, since), now) for drop, since in following]
        for request in rewrites:
            self.submissions.request_rewrite(request)
        if plan.again:
            self.submissions.rewritten(plan.order, plan.again)
        else:
            self.submissions.forget_unfinished(plan.submission_id)
        return Settled(submission, rewrites)

    def fail(self, drop: Drop) -> Submission:
        """Settles a drop that could not be processed, registered or not: it stays open to a redrive."""
        self.submissions.note_unfinished(unfinished(drop, self.clock.now()))
        submission = self.submissions.register(new_submission(drop, "", self.clock.now()))
        if submission.is_finished:
            self.submissions.forget_unfinished(submission.submission_id)
            return submission
        finished = replace(submission, status="failed", finished_at=self.clock.now())
        told = [Finding(PROCESSING_FAILED, params={"submission": submission.submission_id})]
        self._write(finished, (), iter(()), told, iter(told))
        self.submissions.update(finished)
        return finished

    def _following(self, plan: RunPlan, submission: Submission) -> list[tuple[ListedDrop, str]]:
        """The drops to rewrite after this run, each with the order from which on something may have changed.

        They are asked for after the last write, and each is in its list before it looks: one of both sees the other.
        """
        found = [] if plan.again else self._neighbours(plan, submission)
        return [*found, *((drop, plan.since) for drop in self._withdrawals(plan))]

    def _neighbours(self, plan: RunPlan, submission: Submission) -> list[tuple[ListedDrop, str]]:
        """The drops of the dataset that were judged without this one, or beside it."""
        mine = ListedDrop(plan.order, plan.submission_id, submission.sha256, plan.key, plan.version_id)
        newer = self.submissions.drops_after(plan.department, plan.dataset, plan.order)
        beside = {one.submission_id: self.submissions.beside(one.submission_id) for one in (mine, *newer)}
        statuses = self.submissions.statuses({*beside, *chain.from_iterable(beside.values())})
        late = bool(newer) and any(self._result(plan, index).meets_known for index in range(plan.chunks))
        return Neighbours(mine, newer, beside, statuses).to_rewrite(late=late)

    def _withdrawals(self, plan: RunPlan) -> list[ListedDrop]:
        """The withdrawals that may name what this run wrote, and may have looked before it did."""
        kinds = {dataset.id for dataset in self.catalogue.datasets if dataset.purpose == "withdrawal"}
        if plan.dataset in kinds:
            return []
        return [d for kind in sorted(kinds) for d in self.submissions.drops_after(plan.department, kind, plan.since)]

    def _amend(self, submission: Submission, plan: RunPlan) -> Submission:
        """The submission with the counts that it has among the drops that are known by now; its receipts follow."""
        counts, _ = self._counts(plan)
        told = replace(counts, superseded=submission.rows.superseded)
        if submission.status not in AMENDED or told == submission.rows:
            return submission
        amended = replace(submission, rows=told, status=status_of(told, plan.errors))
        self._write_receipts(amended, plan, list(plan.warnings))
        self.submissions.amend(amended)
        return amended

    def _finish(self, submission: Submission, plan: RunPlan) -> Submission:
        counts, told = RowCounts(), [Finding(DUPLICATE_FILE, params={"submission": plan.duplicate_of or ""})]
        if not plan.duplicate_of:
            counts, told = self._counts(plan)[0], list(plan.warnings)
        file_errors = [*plan.errors, *(f for f in told if f.kind.level == "error")]
        finished = replace(
            submission,
            status="duplicate" if plan.duplicate_of else status_of(counts, file_errors),
            finished_at=self.clock.now(),
            rows=counts,
            rows_done=counts.total,
            rows_total=counts.total,
        )
        if plan.duplicate_of:
            self._write(finished, plan.columns, iter(()), told, iter(told))
        else:
            self._write_receipts(finished, plan, told)
        self.submissions.update(finished)
        return finished

    def _write_receipts(self, submission: Submission, plan: RunPlan, told: Sequence[Finding]) -> None:
        """Both receipts of a run. A workbook that holds only what has to be looked at needs no other chunk."""
        counts, faulty = self._counts(plan)
        wanted = faulty if counts.total > WHOLE_FILE_ROWS else None
        on_file = [*plan.errors, *told]
        rows, findings = self._rows(plan, wanted), self._all_findings(plan, on_file)
        self._write(submission, plan.columns, rows, on_file, findings)

    def _counts(self, plan: RunPlan) -> tuple[RowCounts, set[int]]:
        """What all chunks came to, and which of them have something to look at."""
        counts, faulty = RowCounts(), set[int]()
        for index in range(plan.chunks):
            result = self._result(plan, index)
            counts = counts + result.counts
            if result.findings:
                faulty.add(index)
        return counts, faulty

    def _result(self, plan: RunPlan, index: int) -> ChunkResult:
        result = self.staging.result(plan.staged, index)
        if result is None:
            raise LookupError(f"chunk {index} of {plan.staged} has no result")
        return result

    def _all_findings(self, plan: RunPlan, on_file: list[Finding]) -> Iterator[Finding]:
        yield from on_file
        for index in range(plan.chunks):
            yield from self._result(plan, index).findings

    def _rows(self, plan: RunPlan, wanted: set[int] | None) -> Iterator[Row]:
        """The file's rows, chunk by chunk, with their findings; of the wanted chunks only where not all are."""
        for item in self.staging.manifest(plan.staged):
            if wanted is None or item["index"] in wanted:
                chunk, _ = self.staging.chunk(plan.staged, item)
                rows = read_rows(chunk.data, None if chunk.numbered else chunk.first_row)
                name = partial(version_order, plan.order, sheet=chunk.sheet_number)
                yield from explained(rows, self._result(plan, chunk.index).findings, chunk.sheet, name)

    def _write(
        self,
        submission: Submission,
        columns: Sequence[Column],
        rows: Iterator[Row],
        on_file: Sequence[Finding],
        findings: Iterator[Finding],
    ) -> None:
        """Both receipts, memory flat: the workbook is sent from disk."""
        body = orjson.dumps(as_json(submission, findings), option=orjson.OPT_INDENT_2)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "receipt.xlsx"
            write_workbook(path, submission, columns, rows, on_file, self.catalogue.dataset(submission.dataset))
            with path.open("rb") as workbook:
                self.receipts.put(receipt_key(submission, "xlsx"), workbook, XLSX)
        self.receipts.put(receipt_key(submission, "json"), body, "application/json")
