"""The register of submissions in DynamoDB."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import orjson
from chengxin.drops import SeenDrop
from chengxin.submissions import RowCounts, Submission
from chengxin.times import parse_rfc3339, rfc3339

from chengxin_aws import tables
from chengxin_aws.items import Item

_SELF = "submission"
_PROGRESS_KEPT = timedelta(days=30)


class DynamoSubmissions:
    """`chengxin.ports.Submissions`: a submission, its chunks' progress (kept 30 days), and the drops of a dataset."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def register(self, submission: Submission) -> Submission:
        new = tables.unless_so(
            self._client.put_item,
            TableName=self._table,
            Item=_item(submission),
            ConditionExpression="attribute_not_exists(pk)",
        )
        if new:
            return submission
        stored = self.get(submission.submission_id)
        return stored if stored else submission

    def get(self, submission_id: str) -> Submission | None:
        answer = self._client.get_item(TableName=self._table, Key=_key(submission_id, _SELF), ConsistentRead=True)
        return _submission(answer["Item"]) if "Item" in answer else None

    def update(self, submission: Submission) -> None:
        """Stores what was learned of a running submission; a finished one is left as it is."""
        tables.unless_so(
            self._client.put_item,
            TableName=self._table,
            Item=_item(submission),
            ConditionExpression="attribute_not_exists(pk) OR #status IN (:running, :failed)",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":running": {"S": "running"}, ":failed": {"S": "failed"}},
        )

    def finish(self, submission: Submission) -> None:
        self.update(submission)

    def note_drop(self, department: str, dataset: str, drop: SeenDrop) -> None:
        """Notes a drop among its dataset's; repeating it is harmless."""
        self._client.put_item(
            TableName=self._table,
            Item={
                "pk": {"S": f"drops#{department}#{dataset}"},
                "sk": {"S": drop.order},
                "d": {"S": orjson.dumps(asdict(drop)).decode()},
            },
        )

    def drops(self, department: str, dataset: str) -> Sequence[SeenDrop]:
        """The drops of a dataset, oldest first."""
        items = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"drops#{department}#{dataset}"}},
            ConsistentRead=True,
        )
        return [SeenDrop(**orjson.loads(item["d"]["S"])) for item in items]

    def chunk_done(self, submission: Submission, chunk: int, rows: int) -> None:
        """Notes a chunk as normalised: a plain put, so doing it twice counts once."""
        expires = int((submission.registered_at + _PROGRESS_KEPT).timestamp())
        self._client.put_item(
            TableName=self._table,
            Item={
                **_key(submission.submission_id, f"chunk#{chunk:06d}"),
                "rows": {"N": str(rows)},
                "expires": {"N": str(expires)},
            },
        )

    def rows_done(self, submission_id: str) -> int:
        """Rows of the chunks that are normalised so far."""
        items = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :chunk)",
            ExpressionAttributeValues={":pk": {"S": submission_id}, ":chunk": {"S": "chunk#"}},
        )
        return sum(int(item["rows"]["N"]) for item in items)


def _key(pk: str, sk: str) -> Item:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def _item(submission: Submission) -> Item:
    data: dict[str, Any] = asdict(submission)
    for name in ("received_at", "registered_at", "finished_at"):
        data[name] = rfc3339(data[name]) if data[name] else None
    return {
        **_key(submission.submission_id, _SELF),
        "status": {"S": submission.status},
        "d": {"S": orjson.dumps(data).decode()},
    }


def _submission(item: Mapping[str, Mapping[str, Any]]) -> Submission:
    data = orjson.loads(item["d"]["S"])
    for name in ("received_at", "registered_at", "finished_at"):
        data[name] = parse_rfc3339(data[name]) if data[name] else None
    data["rows"] = RowCounts(**data["rows"])
    return Submission(**data)
