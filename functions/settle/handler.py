"""Settle a submission: the last step of ingest, also after a failure."""

from typing import Any

from chengxin_aws import root


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`{staged}` after success; after a failure the execution's whole state, with `failure`."""
    if "failure" in event:
        return _failed(event)
    settled = root.settler().run(event["staged"])
    for newer in settled.after:
        root.ingest().rewrite(newer, settled.why)
    return {"submission_id": settled.submission.submission_id, "status": settled.submission.status}


def _failed(event: dict[str, Any]) -> dict[str, Any]:
    drop = root.dropped(event)
    if drop is None:
        return {"submission_id": "", "status": "gone"}
    if event.get("again"):  # the submission has a receipt of its own run; the failed execution is what ops are told of
        return {"submission_id": drop.submission_id, "status": "not written out"}
    settled = root.settler().fail(drop)
    return {"submission_id": settled.submission_id, "status": settled.status}
