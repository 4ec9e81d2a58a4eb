"""Validate: read a dropped file whole, say what it is, and stage its rows in chunks."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings import Finding
from chengxin.findings.files import FILE_TOO_LARGE, OBJECT_GONE
from chengxin.formats.model import Chunk, Column, Limits, Reading
from chengxin.formats.read import read
from chengxin.ports import Clock, Inbox, Submissions
from chengxin.receipts.submission import Submission
from chengxin.receipts.unfinished import unfinished
from chengxin.records import Drop
from chengxin.steps.object_key import ObjectKey, resolve_address
from chengxin.steps.repeated_keys import RepeatedKeys
from chengxin.steps.staging import Staging
from chengxin.times import local_date, shanghai
from chengxin.versions.drop_order import FAILED, VOID, DropDecision, ListedDrop, Rewrite, decide
from chengxin.versions.run import RunPlan, staging_id


@dataclass(frozen=True, slots=True)
class Validated:
    """What the state machine needs to go on: `staged` names the folder; `chunks` of 0 leads straight to settle.

    `rows` are those that were staged for the first time.
    """

    staged: str
    chunks: int
    manifest_key: str
    settled: bool = False
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Validator:
    """The step with all that it needs from outside."""

    catalogue: Catalogue
    inbox: Inbox
    submissions: Submissions
    staging: Staging
    clock: Clock
    limits: Limits

    def run(self, drop: Drop, again: Rewrite | None = None) -> Validated:
        """Registers and stages a drop; with `again` to be written out in full once more, whatever became of it."""
        address = resolve_address(ObjectKey.parse(drop.key), self.catalogue, local_date(drop.last_modified))
        if not again:
            self.submissions.note_unfinished(unfinished(drop, self.clock.now()))
        submission = self.submissions.register(new_submission(drop, "", self.clock.now()))
        if submission.is_finished and not again:
            self.submissions.forget_unfinished(submission.submission_id)
            return Validated(submission.submission_id, 0, "", settled=True)
        if again and submission.status == FAILED:  # its redrive judges it among all that is stored by then
            self.submissions.rewritten(drop.order, again.cause)
            return Validated(submission.submission_id, 0, "", settled=True)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            errors = [*address.errors, *self._fetch(drop, path, again)]
            if path.exists():
                submission = replace(submission, sha256=_sha256(path))
            if submission.status == FAILED:
                submission = self._reopen(submission)
            return self._stage(drop, submission, address.dataset if not errors else None, path, errors, again)

    def _reopen(self, submission: Submission) -> Submission:
        """A redrive: newer drops must see that it runs."""
        running: Submission = replace(submission, status="running", finished_at=None)
        self.submissions.update(running)
        return running

    def _stage(
        self,
        drop: Drop,
        submission: Submission,
        dataset: Dataset | None,
        path: Path,
        errors: list[Finding],
        again: Rewrite | None,
    ) -> Validated:
        """Stages the file of a dataset; one that can't be read at all has `errors` and no dataset."""
        staged = staging_id(submission.submission_id, again.cause if again else "")
        reading, chunks = Reading(errors=errors), list[Chunk]()
        decision: DropDecision | None = None
        if dataset is not None:
            decision = self._decide(drop, submission)
            if again or decision.states:
                reading = read(path, dataset, self.catalogue, self.limits)
                keys = RepeatedKeys(dataset)
                chunks = self._stage_chunks(staged, reading, keys)
                if chunks:
                    self._stage_twins(staged, path, dataset, reading.columns, keys)
        self.staging.put_plan(
            RunPlan(
                submission_id=submission.submission_id,
                department=submission.department,
                dataset=submission.dataset,
                file_name=submission.file_name,
                key=drop.key,
                version_id=drop.version_id,
                order=drop.order,
                layout=reading.layout,
                columns=reading.columns,
                errors=[f for f in reading.errors if f.kind.level == "error"],
                warnings=[
                    f for f in (*reading.errors, *reading.findings) if f.row is None and f.kind.level == "warning"
                ],
                duplicate_of=decision.duplicate_of if decision else None,
                in_full=bool(again or (decision and decision.in_full)),
                chunks=len(chunks),
                since=again.since if again else decision.since if decision else drop.order,
                again=again.cause if again else "",
            )
        )
        rows = sum(chunk.rows for chunk in chunks)
        if not again:
            self._describe(submission, reading, len(chunks), rows)
        first = not again and not submission.rows_total
        return Validated(staged, len(chunks), self.staging.put_manifest(staged, chunks), rows=rows if first else 0)

    def _describe(self, submission: Submission, reading: Reading, chunks: int, rows: int) -> None:
        self.submissions.update(
            replace(
                submission,
                format=reading.format,
                encoding=reading.encoding,
                template=reading.layout,
                rows_total=rows,
                chunks=chunks,
            )
        )

    def _stage_chunks(self, staged: str, reading: Reading, keys: RepeatedKeys) -> list[Chunk]:
        """Stages chunk after chunk; keeps of each what the manifest needs, not its rows.

        Answers none for a file that turned out unreadable further down: it is refused whole.
        """
        chunks: list[Chunk] = []
        told = 0
        for chunk in reading.chunks:
            found = [f for f in reading.findings[told:] if f.row is not None]
            told = len(reading.findings)
            self.staging.put_chunk(staged, chunk, found)
            keys.add(chunk, reading.columns)
            chunks.append(replace(chunk, data=b""))
        return [] if reading.errors else chunks

    def _stage_twins(
        self, staged: str, path: Path, dataset: Dataset, columns: Sequence[Column], keys: RepeatedKeys
    ) -> None:
        """Stages, for each chunk, the rows of others that may contradict its own."""

        def again() -> Iterator[Chunk]:
            yield from read(path, dataset, self.catalogue, self.limits).chunks

        for index, rows in keys.twins(again, columns).items():
            self.staging.put_twins(staged, index, rows)

    def _decide(self, drop: Drop, submission: Submission) -> DropDecision:
        me, where = submission.submission_id, (submission.department, submission.dataset)
        mine = ListedDrop(drop.order, me, submission.sha256, drop.key, drop.version_id)
        self.submissions.note_drop(*where, mine)
        others = [d for d in self.submissions.drops_around(*where, drop.order) if d.submission_id != me]
        statuses = self.submissions.statuses(d.submission_id for d in others)
        void = frozenset(i for i, status in statuses.items() if status in VOID)
        claimant = self.submissions.claim(*where, submission.sha256, me, void)
        decision = decide(mine, others, claimant, statuses)
        self.submissions.note_beside(me, decision.older_running)
        for newer in decision.newer_running:
            self.submissions.note_beside(newer.submission_id, [mine])
        return decision

    def _fetch(self, drop: Drop, path: Path, again: Rewrite | None) -> Iterator[Finding]:
        """Fetches the file unless it is over the limit; answers why there is none. Raises FileNotFoundError where one
        that was processed once is gone and can't be written out again."""
        if drop.size > self.limits.file_bytes:
            yield Finding(FILE_TOO_LARGE, params={"limit": str(self.limits.file_bytes // 1024**2)})
            return
        try:
            with path.open("wb") as file:
                self.inbox.download(drop, file)
        except FileNotFoundError:
            if again:
                raise
            path.unlink()
            yield Finding(OBJECT_GONE)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def new_submission(drop: Drop, sha256: str, now: datetime) -> Submission:
    """The submission that a drop makes; `sha256` is empty until the file is fetched."""
    key = ObjectKey.parse(drop.key)
    return Submission(
        submission_id=drop.submission_id,
        department=key.department,
        dataset=key.dataset,
        file_name=key.file_name,
        sha256=sha256,
        size=drop.size,
        received_at=shanghai(drop.last_modified),
        registered_at=shanghai(max(now, drop.last_modified)),
    )
