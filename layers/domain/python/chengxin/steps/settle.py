"""Settle: add up what the chunks came to, write the receipt, and finish the submission."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
from chengxin.receipts.workbook import WHOLE_FILE_ROWS, Row, explained, write_workbook
from chengxin.records import Drop
from chengxin.steps.staging import Staging
from chengxin.steps.validate import FINISHED, new_submission
from chengxin.versions.drop_order import ListedDrop, Rewrite
from chengxin.versions.run import RunPlan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcome, and the newer drops that have to be written out in full after this run, `why`."""

    submission: Submission
    after: Sequence[ListedDrop]
    why: Rewrite


@dataclass(frozen=True, slots=True)
class Settler:
    """The step with all that it needs from outside."""

    catalogue: Catalogue
    submissions: Submissions
    staging: Staging
    receipts: Objects
    clock: Clock

    def run(self, staged: str) -> Settled:
        """Writes both receipts, then the final state; a finished submission is left as it is, and so is a writing-out.

        The newer drops are named again too: whoever was to start them may have died before.
        """
        plan = self.staging.plan(staged)
        submission = self.submissions.get(plan.submission_id) if plan else None
        if submission is None or plan is None:
            raise LookupError(f"submission {staged} is not staged")
        if not plan.again and submission.status not in FINISHED:
            submission = self._finish(submission, plan)
        newer = [] if plan.duplicate_of else [ListedDrop(**drop) for drop in plan.after]
        return Settled(submission, [*newer, *self._withdrawals(plan)], Rewrite(staged, plan.since))

    def fail(self, drop: Drop) -> Submission:
        """Settles a drop that could not be processed, registered or not: it stays open to a redrive."""
        submission = self.submissions.register(new_submission(drop, "", self.clock.now()))
        if submission.status in FINISHED:
            return submission
        finished = replace(submission, status="failed", finished_at=self.clock.now())
        told = [Finding(PROCESSING_FAILED, params={"submission": submission.submission_id})]
        self._write(finished, (), iter(()), told, iter(told))
        self.submissions.update(finished)
        return finished

    def _withdrawals(self, plan: RunPlan) -> list[ListedDrop]:
        """The withdrawals that may name what this run wrote, and may have looked before it did.

        They are asked for after the last write, and each is in its list before it looks: one of both sees the other.
        """
        kinds = {dataset.id for dataset in self.catalogue.datasets if dataset.purpose == "withdrawal"}
        if plan.dataset in kinds:
            return []
        return [d for kind in sorted(kinds) for d in self.submissions.drops_after(plan.department, kind, plan.since)]

    def _finish(self, submission: Submission, plan: RunPlan) -> Submission:
        told = list(plan.warnings)
        if plan.duplicate_of:
            told = [Finding(DUPLICATE_FILE, params={"submission": plan.duplicate_of})]
        counts, faulty = self._counts(plan)
        file_errors = [*plan.errors, *(f for f in told if f.kind.level == "error")]
        finished = replace(
            submission,
            status="duplicate" if plan.duplicate_of else status_of(counts, file_errors),
            finished_at=self.clock.now(),
            rows=counts,
            rows_done=counts.total,
            rows_total=counts.total,
        )
        # A workbook that holds only what has to be looked at needs no other chunk.
        wanted = faulty if counts.total > WHOLE_FILE_ROWS else None
        on_file = [*plan.errors, *told]
        self._write(finished, plan.columns, self._rows(plan, wanted), on_file, self._all_findings(plan, on_file))
        self.submissions.update(finished)
        return finished

    def _counts(self, plan: RunPlan) -> tuple[RowCounts, set[int]]:
        """What all chunks came to, and which of them have something to look at."""
        counts, faulty = RowCounts(), set[int]()
        for index in range(plan.chunks):
            result = self.staging.result(plan.submission_id, index)
            if result is None:
                raise LookupError(f"chunk {index} of {plan.submission_id} has no result")
            counts = counts + result.counts
            if result.findings:
                faulty.add(index)
        return counts, faulty

    def _all_findings(self, plan: RunPlan, on_file: list[Finding]) -> Iterator[Finding]:
        yield from on_file
        for index in range(plan.chunks):
            yield from self._found(plan, index)

    def _found(self, plan: RunPlan, index: int) -> Sequence[Finding]:
        result = self.staging.result(plan.submission_id, index)
        return result.findings if result else ()

    def _rows(self, plan: RunPlan, wanted: set[int] | None) -> Iterator[Row]:
        """The file's rows, chunk by chunk, with their findings; of the wanted chunks only where not all are."""
        for item in self.staging.manifest(plan.submission_id):
            if wanted is None or item["index"] in wanted:
                chunk, _ = self.staging.chunk(plan.submission_id, item)
                rows = read_rows(chunk.data, None if chunk.numbered else chunk.first_row)
                yield from explained(rows, self._found(plan, chunk.index), chunk.sheet)

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
