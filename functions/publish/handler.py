"""Publish what was accepted: a scheduled function."""

from typing import Any

from chengxin.steps.progress import publication_completed
from chengxin_aws import root
from chengxin_aws.schedule import business_clock


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`{time}` as the schedule sends it, or by hand with `by_hand`; answers what was published."""
    now, note = business_clock(event, root.clock())
    done = root.publisher().run(now)
    root.progress().put(publication_completed(done["published"]))
    return {**done, **note}
