"""Scoreboards as the compliance job last computed them."""

from typing import Any

import orjson

from chengxin_aws import tables


class DynamoScoreboards:
    """One item for each department (`city` for the whole city) and month; the newest reading wins."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def put(self, department: str, month: str, scoreboard: dict[str, Any]) -> None:
        """Stores a scoreboard over an older one."""
        self._client.put_item(
            TableName=self._table,
            Item={
                "pk": {"S": department},
                "sk": {"S": month},
                "d": {"S": orjson.dumps(scoreboard).decode()},
            },
        )

    def get(self, department: str, month: str) -> dict[str, Any] | None:
        """A department's month, or None where no run has computed it."""
        answer = self._client.get_item(
            TableName=self._table, Key={"pk": {"S": department}, "sk": {"S": month}}, ConsistentRead=True
        )
        return orjson.loads(answer["Item"]["d"]["S"]) if "Item" in answer else None

    def months(self, department: str) -> list[dict[str, Any]]:
        """All months of a department, oldest first."""
        items = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk < :text",
            ExpressionAttributeValues={":pk": {"S": department}, ":text": {"S": "a"}},
        )
        return [orjson.loads(item["d"]["S"]) for item in items]
