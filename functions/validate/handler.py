"""Validate a dropped file: the first step of ingest."""

from dataclasses import asdict
from typing import Any

from chengxin_aws import root


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """An EventBridge "Object Created" event in (`again`: write a settled file out in full); out: what to do next."""
    drop = root.dropped(event)
    if drop is None:
        return {"staged": "", "chunks": 0, "manifest_key": "", "settled": True}
    return asdict(root.validator().run(drop, again=bool(event.get("again"))))
