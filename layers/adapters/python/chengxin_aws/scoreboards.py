"""Scoreboards in DynamoDB."""

import zlib
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

from chengxin.compliance.board.store import LedgerEntryKey, StoredBoard
from chengxin_aws import tables
from chengxin_aws.items import Item


class DynamoScoreboards:
    """One item for each department (`city` for the whole city) and month; the newest reading wins.

    A board and its needs are packed: the city's holds every department's, and both must fit an item of 400 kB.
    """

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def put(self, boards: Iterable[StoredBoard]) -> None:
        """Stores scoreboards over older ones."""
        tables.put_all(self._client, self._table, map(_item, boards))

    def get(self, department: str, month: str) -> dict[str, Any] | None:
        """A department's month, or None where no run has computed it."""
        item = self._stored(department, month, "board")
        return _board(item) if item else None

    def needs(self, department: str, month: str) -> Sequence[LedgerEntryKey]:
        """The entries of other months that a stored board needs."""
        item = self._stored(department, month, "needs")
        return [(of, entry_id) for of, entry_id in _unpacked(item, "needs")] if item else []

    def months(self, department: str, newest: int = 12) -> list[dict[str, Any]]:
        """The newest months of a department, oldest first."""
        answer = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk < :text",
            ExpressionAttributeValues={":pk": {"S": department}, ":text": {"S": "a"}},
            ScanIndexForward=False,
            Limit=newest,
        )
        return [_board(item) for item in reversed(answer["Items"])]

    def _stored(self, department: str, month: str, attribute: str) -> Item | None:
        answer = self._client.get_item(
            TableName=self._table,
            Key={"pk": {"S": department}, "sk": {"S": month}},
            ConsistentRead=True,
            ProjectionExpression=attribute,
        )
        item: Item | None = answer.get("Item")
        return item


def _item(stored: StoredBoard) -> Item:
    return {
        "pk": {"S": stored.department},
        "sk": {"S": stored.month},
        "board": {"B": zlib.compress(orjson.dumps(stored.board))},
        "needs": {"B": zlib.compress(orjson.dumps(stored.needs))},
    }


def _board(item: Item) -> dict[str, Any]:
    board: dict[str, Any] = _unpacked(item, "board")
    return board


def _unpacked(item: Item, attribute: str) -> Any:
    return orjson.loads(zlib.decompress(bytes(item[attribute]["B"])))
