"""Settle a submission: the last step of ingest, also after a failure."""

from typing import Any

from chengxin_aws import root
from chengxin_aws.observability import correlate, correlate_staged, observed


@observed
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """The execution's whole state, after a failure with `failure`. With `defer`, rewrites that follow are only noted:
    whoever recovers many files starts them once, after the last."""
    if "failure" in event:
        return _failed(event)
    correlate_staged(event["validated"]["staged"])
    settled = root.settler().run(event["validated"]["staged"])
    if not event.get("defer"):
        for request in settled.rewrites:
            root.ingest().rewrite(request.drop, request.why)
    return {"submission_id": settled.submission.submission_id, "status": settled.submission.status}


def _failed(event: dict[str, Any]) -> dict[str, Any]:
    drop = root.dropped(event)
    if drop is None:
        return {"submission_id": "", "status": "gone"}
    correlate(drop.submission_id)
    if event.get("again"):  # the submission has a receipt of its own run; the failed execution is what ops are told of
        return {"submission_id": drop.submission_id, "status": "not written out"}
    settled = root.settler().fail(drop)
    return {"submission_id": settled.submission_id, "status": settled.status}
