"""The read model's items in DynamoDB."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from chengxin_aws import tables
from chengxin_aws.items import Item

Key = tuple[str, str]


class DynamoShelf:
    """`chengxin.read_model.shelf.Shelf` in a table of its own: nothing in it is not public or derived of it."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def get(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        wanted = [_item_key(*key) for key in keys]
        items = tables.get_all(self._client, self._table, wanted, ConsistentRead=True) if wanted else []
        return {(item["pk"]["S"], item["sk"]["S"]): _body(item) for item in items}

    def put(self, items: Mapping[Key, bytes]) -> None:
        tables.put_all(self._client, self._table, ({**_item_key(*key), "d": {"B": b}} for key, b in items.items()))

    def delete(self, keys: Iterable[Key]) -> None:
        for key in keys:
            self._client.delete_item(TableName=self._table, Key=_item_key(*key))

    def listed(self) -> Iterator[Key]:
        items = tables.scan(self._client, TableName=self._table, ProjectionExpression="pk, sk", ConsistentRead=True)
        return ((item["pk"]["S"], item["sk"]["S"]) for item in items)

    def last(self, partition: str, at_most: str, limit: int) -> Sequence[tuple[str, bytes]]:
        answer = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk <= :sk",
            ExpressionAttributeValues={":pk": {"S": partition}, ":sk": {"S": at_most}},
            ScanIndexForward=False,
            Limit=limit,
            ConsistentRead=True,
        )
        return [(item["sk"]["S"], _body(item)) for item in answer["Items"]]


def _item_key(partition: str, sort: str) -> Item:
    return {"pk": {"S": partition}, "sk": {"S": sort}}


def _body(item: Item) -> bytes:
    body: Any = item["d"]["B"]
    return bytes(getattr(body, "value", body))
