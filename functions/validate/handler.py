"""Validate a dropped file: the first step of ingest."""

from dataclasses import asdict
from typing import Any

from chengxin.steps.progress import received
from chengxin.versions.drop_order import Rewriting
from chengxin_aws import root


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """An EventBridge "Object Created" event in (with `again`: write it out in full); out: what to do next."""
    drop = root.dropped(event)
    if drop is None:
        return {"staged": "", "chunks": 0, "manifest_key": "", "settled": True}
    again = event.get("again")
    validated = root.validator().run(drop, Rewriting(**again) if again else None)
    root.progress().put(received(validated.rows))
    return asdict(validated)
