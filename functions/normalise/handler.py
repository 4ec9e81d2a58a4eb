"""Normalise one chunk of a submission: a child of the Distributed Map."""

from typing import Any

from chengxin.steps.progress import rows_processed
from chengxin_aws import root
from chengxin_aws.observability import correlate_staged, observed


@observed
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`{staged, chunk}` in, nothing out: the result lies beside the chunk, so a map of any size stays small."""
    correlate_staged(event["staged"])
    if done := root.normaliser().run(event["staged"], event["chunk"]):
        root.progress().put(rows_processed(done.department, done.rows))
    return {}
