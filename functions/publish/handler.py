"""Publish what was accepted: a scheduled function, one run at a time."""

from datetime import timedelta
from typing import Any

from chengxin.steps.progress import publication_completed
from chengxin_aws import root
from chengxin_aws.observability import observed
from chengxin_aws.schedule import business_clock

TIME_LIMIT = timedelta(minutes=15)
"""What no function outlives."""


@observed
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """`{time}` as the schedule sends it, or by hand with `by_hand`; `rebuild` makes everything public anew.

    Answers what was published, or that it was skipped because another run does it.
    """
    now, note = business_clock(event, root.clock())
    left = timedelta(milliseconds=context.get_remaining_time_in_millis()) if context else TIME_LIMIT
    done = root.publisher(left).run(now, anew=bool(event.get("rebuild")))
    if "published" in done:
        root.progress().put(publication_completed(done["published"]))
    return {**done, **note}
