"""Validate a dropped file: the first step of ingest."""

from dataclasses import asdict
from typing import Any

from chengxin.steps.progress import rows_received
from chengxin.versions.drop_order import Rewrite
from chengxin_aws import root
from chengxin_aws.observability import correlate, observed


@observed
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """An EventBridge "Object Created" event in (with `again`: write it out in full); out: what to do next."""
    drop = root.dropped(event)
    if drop is None:
        return {"staged": "", "chunks": 0, "manifest_key": "", "settled": True}
    correlate(drop.submission_id)
    again = event.get("again")
    validated = root.validator().run(drop, Rewrite(**again) if again else None)
    root.progress().put(rows_received(validated.rows))
    return asdict(validated)
