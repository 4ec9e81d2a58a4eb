"""Tell group robots what a topic was told: a function that the topics invoke."""

from typing import Any

from chengxin_aws import root
from chengxin_aws.observability import observed

from .note import note_of
from .robots import Robots


@observed
def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Posts each notification to the robots of its audience; raises when one can't be reached, to be tried again."""
    robots = Robots.configured(root.robots_secret())
    posted = sum(robots.post(note_of(record["Sns"]), root.clock().now()) for record in event["Records"])
    return {"posted": posted}
