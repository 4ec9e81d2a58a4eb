"""Where one row of one file is: on its way, rejected, accepted, published, and under which address."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

from chengxin.ledger import LedgerEntry
from chengxin.receipts.submission import Submission
from chengxin.times import rfc3339, shanghai
from chengxin_aws.ledger import DynamoLedger
from chengxin_aws.submissions import DynamoSubmissions
from infra.local.stack import Stack


def where(stack: Stack, row: str) -> dict[str, Any]:
    """What became of `submission_id/row`; the row's number is that which a person sees in the file.

    `statements` are what the ledger keeps of it, one for each decision; one that came in a rewrite stands beside that
    of the first run.
    """
    submission_id, _, number = row.rpartition("/")
    if not submission_id or not number.isdecimal():
        raise SystemExit(f"ROW={row} is not a submission_id/row such as {'0' * 8}…/17")
    submission = DynamoSubmissions(stack.aws("dynamodb"), stack.outputs["SubmissionsTableName"]).get(submission_id)
    if submission is None:
        raise SystemExit(f"no submission has the id {submission_id}")
    key = f"{submission.department}/{submission.dataset}/{submission.file_name}"
    receipt = stack.receipt(key, submission_id) or {}
    return {
        "file": key,
        "submission_id": submission_id,
        "row": int(number),
        "status": submission.status,
        "received_at": receipt.get("received_at"),
        "finished_at": receipt.get("finished_at"),
        "errors": [one for one in receipt.get("errors", ()) if one["row"] in (int(number), None)],
        "statements": list(_statements(stack, submission, int(number))),
    }


def _statements(stack: Stack, submission: Submission, row: int) -> Iterator[dict[str, Any]]:
    for entry in _entries(stack, submission):
        for decision in entry.decisions:
            if decision.row != row:
                continue
            address = f"{stack.outputs['ApiUrl']}/v1/records/{decision.record_id}" if decision.record_id else None
            yield {
                "source": decision.source,
                "outcome": decision.outcome,
                "document_number": decision.document_number,
                "chunk": entry.chunk,
                "accepted_at": rfc3339(entry.accepted_at),
                "published_at": rfc3339(entry.published_at) if entry.published_at else None,
                "record": address,
                "answers": _status(address) if address else None,
            }


def _entries(stack: Stack, submission: Submission) -> Iterator[LedgerEntry]:
    """The ledger's entries of a submission in the month of its receipt."""
    ledger = DynamoLedger(stack.aws("dynamodb"), stack.outputs["LedgerTableName"])
    month = shanghai(submission.received_at).strftime("%Y-%m")
    for entry in ledger.month(submission.department, month):
        if entry.submission_id == submission.submission_id:
            yield entry


def _status(address: str) -> int:
    """What the query interface answers: 200, or 404 and 410 where the record is not public (any more)."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
