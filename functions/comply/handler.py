"""Watch the statutory clocks: a scheduled function."""

from typing import Any

from chengxin_aws import root
from chengxin_aws.observability import observed
from chengxin_aws.schedule import business_clock


@observed
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`{time}` as the schedule sends it, or by hand with `by_hand`, which is a rehearsal; answers who is overdue."""
    now, note = business_clock(event, root.clock())
    return {**root.inspector().run(now, rehearsal=bool(note)), **note}
