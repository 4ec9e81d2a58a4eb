"""Find files that never got a receipt: a scheduled function."""

from typing import Any

from chengxin_aws import root
from chengxin_aws.observability import observed
from chengxin_aws.schedule import business_clock


@observed
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """`{time}` as the schedule sends it, or by hand with `by_hand`; answers what was run again and what has failed.

    With `register_only` the inbox itself is not looked through.
    """
    now, note = business_clock(event, root.clock())
    return {**root.reconciler().run(now, whole=not event.get("register_only")), **note}
