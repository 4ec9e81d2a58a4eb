"""Validate a dropped file: the first step of ingest."""

from dataclasses import asdict
from typing import Any

from chengxin_aws import root
from chengxin_aws.inbox import arrival


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """An EventBridge "Object Created" event in (with `again`: write a settled file out in full); out: what to do next.

    A folder marker, or an object that is gone by now, needs no receipt and is settled at once.
    """
    arrived = arrival(event)
    drop = root.inbox().find(arrived.key, arrived.version_id, arrived.etag, arrived.size)
    if drop is None or (arrived.key.endswith("/") and drop.size == 0):
        return {"submission_id": "", "chunks": 0, "manifest_key": "", "settled": True}
    return asdict(root.validator().run(drop, again=bool(event.get("again"))))
