"""Publish what was accepted: a scheduled function."""

from typing import Any

from chengxin.steps.progress import records_published
from chengxin_aws import root
from chengxin_aws.schedule import business_clock


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`{time}` as the schedule sends it, or by hand with `by_hand`; answers what was published."""
    now, note = business_clock(event, root.clock())
    done = root.publisher().run(now)
    root.progress().put(records_published(done["published"]))
    return {**done, **note}
