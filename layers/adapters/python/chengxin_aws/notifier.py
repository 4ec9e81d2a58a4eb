"""Messages by SNS, and the memory of what was told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, get_args

from chengxin.compliance.escalation.messages import Audience, Level, Message
from chengxin.steps.announce import NotificationKey
from chengxin.times import local_date, parse_rfc3339, rfc3339
from chengxin_aws import tables
from chengxin_aws.items import Item

LAST_NOTIFIED = "told"


class SnsNotifier:
    """`chengxin.steps.announce.Notifier`: a topic for each audience; one without a topic is not told.

    Subscriptions may filter by the attributes `audience`, `department` and `level`.
    """

    def __init__(self, client: Any, topics: Mapping[Audience, str]) -> None:
        self._client, self._topics = client, topics

    def send(self, message: Message) -> None:
        if topic := self._topics.get(message.audience):
            attributes = {"audience": message.audience, "department": message.department, "level": message.level}
            self._client.publish(
                TopicArn=topic,
                Subject=message.subject,
                Message=message.text,
                MessageAttributes={k: {"DataType": "String", "StringValue": v} for k, v in attributes.items()},
            )


class DynamoNotificationMemory:
    """`chengxin.steps.announce.NotificationMemory`: one item for each department and level."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def told(self) -> Mapping[NotificationKey, datetime]:
        items = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": LAST_NOTIFIED}},
            ConsistentRead=True,
        )
        return {_place(item): parse_rfc3339(item["at"]["S"]) for item in items if item["at"]["S"]}

    def claim(self, place: NotificationKey, now: datetime) -> bool:
        return tables.conditional_write(
            self._client.put_item,
            TableName=self._table,
            Item=_item(place, now),
            ConditionExpression="attribute_not_exists(pk) OR #day < :day",
            ExpressionAttributeNames={"#day": "day"},
            ExpressionAttributeValues={":day": {"S": _day(now)}},
        )

    def restore(self, place: NotificationKey, at: datetime | None) -> None:
        self._client.put_item(TableName=self._table, Item=_item(place, at))


def _item(place: NotificationKey, at: datetime | None) -> Item:
    department, level = place
    moment, day = (rfc3339(at), _day(at)) if at else ("", "")
    return {"pk": {"S": LAST_NOTIFIED}, "sk": {"S": f"{department}#{level}"}, "at": {"S": moment}, "day": {"S": day}}


def _day(at: datetime) -> str:
    return local_date(at).isoformat()


def _place(item: Item) -> NotificationKey:
    department, _, level = item["sk"]["S"].rpartition("#")
    known: tuple[Level, ...] = get_args(Level)
    return department, next(one for one in known if one == level)
