"""The receipt as programs read it (CONTRACT, "Receipts")."""

import heapq
from collections.abc import Iterable
from typing import Any, Literal

from chengxin.findings import Finding
from chengxin.receipts.submission import MAX_ERRORS_IN_JSON, RowCounts, Status, Submission

MAX_KEY_BYTES = 1024
"""Amazon S3's limit for an object key, in UTF-8 bytes."""


def status_of(counts: RowCounts, file_findings: Iterable[Finding] = ()) -> Status:
    """The verdict on a file that was read to its end: any file-level error rejects it whole.

    Unchanged rows are known already, so a file of nothing else is accepted. `duplicate` and `failed` are not
    about the content and are decided by whoever notices them.
    """
    if any(f.kind.level == "error" for f in file_findings):
        return "rejected"
    if not counts.rejected:
        return "accepted"
    return "partially_accepted" if counts.accepted or counts.unchanged else "rejected"


def receipt_key(submission: Submission, extension: Literal["json", "xlsx"]) -> str:
    """`{department}/{dataset}/{file name}/{submission_id}.{extension}`, raw text.

    A file name that leaves no room within S3's 1,024 bytes is cut at its end; the submission's id keeps it unique.
    """
    head, tail = f"{submission.department}/{submission.dataset}/", f"/{submission.submission_id}.{extension}"
    room = max(MAX_KEY_BYTES - len((head + tail).encode()), 0)
    name = submission.file_name.encode()[:room].decode(errors="ignore")
    return f"{head}{name}{tail}"


def as_json(submission: Submission, findings: Iterable[Finding]) -> dict[str, Any]:
    """The receipt: the submission's head with its first 1,000 errors and 1,000 warnings.

    Sorted by row (file-level ones first), then column. `errors_truncated` / `warnings_truncated` are present, and
    true, only where there were more. Reads `findings` once and keeps no more than it answers.
    """
    errors, warnings = _First(MAX_ERRORS_IN_JSON), _First(MAX_ERRORS_IN_JSON)
    for finding in findings:
        (errors if finding.kind.level == "error" else warnings).add(finding)
    receipt = submission.as_json()
    receipt["errors"] = [f.as_json() for f in errors.sorted()]
    receipt["warnings"] = [f.as_json() for f in warnings.sorted()]
    if errors.overflowed:
        receipt["errors_truncated"] = True
    if warnings.overflowed:
        receipt["warnings_truncated"] = True
    return receipt


def _place(finding: Finding) -> tuple[int, str, str, str]:
    return finding.row or 0, finding.column or "", finding.kind.code, finding.value or ""


class _First:
    """The first `limit` findings by place, of any number, in bounded memory."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: list[Finding] = []
        self.overflowed = False

    def add(self, finding: Finding) -> None:
        self._held.append(finding)
        if len(self._held) > 2 * self._limit:
            self._shrink()

    def sorted(self) -> list[Finding]:
        self._shrink()
        return self._held

    def _shrink(self) -> None:
        self.overflowed = self.overflowed or len(self._held) > self._limit
        self._held = heapq.nsmallest(self._limit, self._held, key=_place)
