"""A lease in DynamoDB: one holder at a time, for no longer than its process can live."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from chengxin.ports import Clock
from chengxin.times import parse_rfc3339, rfc3339
from chengxin_aws import tables

_MARGIN = timedelta(seconds=10)
"""Between the clocks of two machines."""


class DynamoLease:
    """`chengxin.ports.Lease` as the item `~lease` of a table.

    It needs neither renewal nor a fencing token, because it ends after its holder's last moment: a function is stopped
    at its time limit, and `lifetime` is what is left until then.
    """

    def __init__(self, client: Any, table: str, name: str, clock: Clock, lifetime: timedelta) -> None:
        self._client, self._clock, self._lifetime = client, clock, lifetime
        self._item = {"TableName": table, "Key": {"pk": {"S": "~lease"}, "sk": {"S": name}}}
        self._holder = uuid4().hex

    def take(self, now: datetime) -> bool:
        return self._take() or (not self._ask(now) and self._take())

    def release(self) -> datetime | None:
        if self._update("REMOVE holder, ends", "holder = :me AND attribute_not_exists(asked)"):
            return None
        answer = self._client.update_item(**self._item, UpdateExpression="REMOVE asked", ReturnValues="UPDATED_OLD")
        asked = answer.get("Attributes", {}).get("asked")
        return parse_rfc3339(asked["S"]) if asked else None

    def abandon(self) -> None:
        self._update("REMOVE holder, ends", "holder = :me")

    def _take(self) -> bool:
        wall = self._clock.now()
        return self._update(
            "SET holder = :me, ends = :ends REMOVE asked",
            "attribute_not_exists(holder) OR ends < :wall",
            ends=rfc3339(wall + self._lifetime + _MARGIN),
            wall=rfc3339(wall),
        )

    def _ask(self, now: datetime) -> bool:
        """Leaves word for the holder, if there still is one."""
        wall = rfc3339(self._clock.now())
        return self._update("SET asked = :now", "ends >= :wall", now=rfc3339(now), wall=wall)

    def _update(self, change: str, condition: str, **values: str) -> bool:
        given = {"me": self._holder, **values}
        used = {f":{name}": {"S": value} for name, value in given.items() if f":{name}" in f"{change} {condition} "}
        return tables.conditional_write(
            self._client.update_item,
            **self._item,
            UpdateExpression=change,
            ConditionExpression=condition,
            ExpressionAttributeValues=used,
        )
