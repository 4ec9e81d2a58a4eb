"""The register of submissions in DynamoDB."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import orjson

from chengxin.receipts.submission import RowCounts, Submission
from chengxin.receipts.unfinished import Unfinished
from chengxin.times import parse_rfc3339, rfc3339
from chengxin.versions.drop_order import ListedDrop, RequestedRewrite, Rewrite
from chengxin_aws import tables
from chengxin_aws.items import Item

_SELF = "submission"
_PROGRESS_KEPT = timedelta(days=30)
NEAREST_OLDER = 90
REWRITES = "~rewrites"
"""The partition of requested rewrites."""
UNFINISHED = "~unfinished"
"""The partition of submissions without a final receipt."""


class DynamoSubmissions:
    """`chengxin.ports.Submissions`: a submission, its chunks' progress (kept 30 days), and the drops of a dataset."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def register(self, submission: Submission) -> Submission:
        # The department's list comes first: one that names a submission which isn't there yet is passed over.
        self._client.put_item(TableName=self._table, Item=_key(_sent(submission.department), _sent_at(submission)))
        new = tables.conditional_write(
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

    def newest(self, department: str, before: str | None, limit: int) -> Sequence[tuple[str, Submission]]:
        """Up to `limit` submissions of a department, newest first, each with its place; the next lie before the last
        one's."""
        answer = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk < :before",
            ExpressionAttributeValues={":pk": {"S": _sent(department)}, ":before": {"S": before or "~"}},
            ScanIndexForward=False,
            Limit=limit,
            ConsistentRead=True,
        )
        places = {item["sk"]["S"]: item["sk"]["S"].partition("#")[2] for item in answer["Items"]}
        keys = [_key(one, _SELF) for one in places.values()]
        stored = tables.get_all(self._client, self._table, keys, ConsistentRead=True) if keys else []
        found = {item["pk"]["S"]: _submission(item) for item in stored}
        return [(place, found[one]) for place, one in places.items() if one in found]

    def update(self, submission: Submission) -> None:
        """Stores what was learned of a running submission; a finished one is left as it is."""
        tables.conditional_write(
            self._client.put_item,
            TableName=self._table,
            Item=_item(submission),
            ConditionExpression="attribute_not_exists(pk) OR #status IN (:running, :failed)",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":running": {"S": "running"}, ":failed": {"S": "failed"}},
        )

    def amend(self, submission: Submission) -> None:
        self._client.put_item(TableName=self._table, Item=_item(submission))

    def note_unfinished(self, one: Unfinished) -> None:
        self._client.put_item(
            TableName=self._table,
            Item={
                **_key(UNFINISHED, one.submission_id),
                "order": {"S": one.order},
                "key": {"S": one.key},
                "version": {"S": one.version_id},
                "seen": {"S": rfc3339(one.seen)},
            },
        )

    def unfinished(self) -> Sequence[Unfinished]:
        return [_unfinished(item) for item in self._prefixed(UNFINISHED, "")]

    def forget_unfinished(self, submission_id: str) -> None:
        self._client.delete_item(TableName=self._table, Key=_key(UNFINISHED, submission_id))

    def note_drop(self, department: str, dataset: str, drop: ListedDrop) -> None:
        """Notes a drop among its dataset's; repeating it is harmless."""
        self._client.put_item(
            TableName=self._table,
            Item={
                "pk": {"S": _drops(department, dataset)},
                "sk": {"S": drop.order},
                "d": {"S": orjson.dumps(asdict(drop)).decode()},
            },
        )

    def note_beside(self, submission_id: str, older: Iterable[ListedDrop]) -> None:
        for drop in older:
            self._client.put_item(
                TableName=self._table,
                Item={**_key(submission_id, f"beside#{drop.submission_id}"), "order": {"S": drop.order}},
            )

    def beside(self, submission_id: str) -> Mapping[str, str]:
        items = self._prefixed(submission_id, "beside#")
        return {item["sk"]["S"].removeprefix("beside#"): item["order"]["S"] for item in items}

    def request_rewrite(self, request: RequestedRewrite) -> None:
        data = orjson.dumps({"drop": asdict(request.drop), "why": asdict(request.why)}).decode()
        key = _key(REWRITES, f"{request.drop.order}#{request.why.cause}")
        self._client.put_item(
            TableName=self._table, Item={**key, "d": {"S": data}, "at": {"S": rfc3339(request.requested_at)}}
        )

    def rewrites(self) -> Sequence[RequestedRewrite]:
        return [_request(item) for item in self._prefixed(REWRITES, "")]

    def rewritten(self, drop_order: str, cause: str) -> None:
        self._client.delete_item(TableName=self._table, Key=_key(REWRITES, f"{drop_order}#{cause}"))

    def drops_around(self, department: str, dataset: str, order: str) -> Sequence[ListedDrop]:
        """All newer drops of a dataset and the nearest older ones, which is as far as a running one can be."""
        older = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk < :order",
            ExpressionAttributeValues={":pk": {"S": _drops(department, dataset)}, ":order": {"S": order}},
            ScanIndexForward=False,
            Limit=NEAREST_OLDER,
            ConsistentRead=True,
        )["Items"]
        return [*map(_seen, older), *self.drops_after(department, dataset, order)]

    def drops_after(self, department: str, dataset: str, order: str) -> Sequence[ListedDrop]:
        """All newer drops of a dataset, oldest first."""
        newer = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND sk > :order",
            ExpressionAttributeValues={":pk": {"S": _drops(department, dataset)}, ":order": {"S": order}},
            ConsistentRead=True,
        )
        return [*map(_seen, newer)]

    def claim(self, department: str, dataset: str, sha256: str, submission_id: str, void: frozenset[str]) -> str:
        """Claims content for a submission; answers who claimed it first. A void claimant gives way."""
        key = _key(f"content#{department}#{dataset}#{sha256}", "claim")
        claimant = self._take(key, submission_id, ConditionExpression="attribute_not_exists(pk)")
        while claimant in void - {submission_id}:
            claimant = self._take(
                key,
                submission_id,
                ConditionExpression="#by = :void",
                ExpressionAttributeNames={"#by": "by"},
                ExpressionAttributeValues={":void": {"S": claimant}},
            )
        return claimant

    def _take(self, key: Item, submission_id: str, **condition: Any) -> str:
        """Puts a claim on a condition; answers who holds it then. Claims are never deleted."""
        item = {**key, "by": {"S": submission_id}}
        if tables.conditional_write(self._client.put_item, TableName=self._table, Item=item, **condition):
            return submission_id
        answer = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return str(answer["Item"]["by"]["S"])

    def statuses(self, submission_ids: Iterable[str]) -> dict[str, str]:
        """The status of each submission that is registered."""
        items = tables.get_all(
            self._client, self._table, [_key(i, _SELF) for i in sorted(set(submission_ids))], ConsistentRead=True
        )
        return {item["pk"]["S"]: item["status"]["S"] for item in items}

    def claim_drop(self, submission_id: str, event_id: str) -> bool:
        return tables.conditional_write(
            self._client.put_item,
            TableName=self._table,
            Item={**_key(submission_id, "event"), "by": {"S": event_id}},
            ConditionExpression="attribute_not_exists(pk) OR #by = :me",
            ExpressionAttributeNames={"#by": "by"},
            ExpressionAttributeValues={":me": {"S": event_id}},
        )

    def chunk_done(self, submission: Submission, chunk: int, rows: int, at: datetime) -> None:
        """Notes a chunk as normalised: a plain put, so doing it twice counts once."""
        tables.conditional_write(  # a worker that comes late must not bring back what is finished
            self._client.update_item,
            TableName=self._table,
            Key=_key(UNFINISHED, submission.submission_id),
            UpdateExpression="SET seen = :at",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeValues={":at": {"S": rfc3339(at)}},
        )
        expires = int((submission.registered_at + _PROGRESS_KEPT).timestamp())
        self._client.put_item(
            TableName=self._table,
            Item={
                **_key(submission.submission_id, _chunk(chunk)),
                "rows": {"N": str(rows)},
                "expires": {"N": str(expires)},
            },
        )

    def written(self, chunks: Iterable[tuple[str, int]]) -> Set[tuple[str, int]]:
        keys = [_key(submission_id, _chunk(index)) for submission_id, index in sorted(set(chunks))]
        items = tables.get_all(self._client, self._table, keys, ConsistentRead=True)
        return {(item["pk"]["S"], int(item["sk"]["S"].removeprefix("chunk#"))) for item in items}

    def rows_done(self, submission_id: str) -> int:
        """Rows of the chunks that are normalised so far."""
        items = self._prefixed(submission_id, "chunk#")
        return sum(int(item["rows"]["N"]) for item in items)

    def _prefixed(self, pk: str, prefix: str) -> Iterator[Item]:
        """The items of a partition whose sort keys begin so, all of them for an empty prefix."""
        begins = {"KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)"} if prefix else {}
        values = {":pk": {"S": pk}} | ({":prefix": {"S": prefix}} if prefix else {})
        asked = {"KeyConditionExpression": "pk = :pk", **begins, "ExpressionAttributeValues": values}
        return tables.query(self._client, TableName=self._table, ConsistentRead=True, **asked)


def _key(pk: str, sk: str) -> Item:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def _sent(department: str) -> str:
    """The partition of what a department sent."""
    return f"sent#{department}"


def _sent_at(submission: Submission) -> str:
    """The place of a submission there: by the time of its drop."""
    return f"{rfc3339(submission.received_at)}#{submission.submission_id}"


def _chunk(index: int) -> str:
    return f"chunk#{index:06d}"


def _drops(department: str, dataset: str) -> str:
    """The partition of a dataset's drops."""
    return f"drops#{department}#{dataset}"


def _request(item: Item) -> RequestedRewrite:
    data = orjson.loads(item["d"]["S"])
    return RequestedRewrite(ListedDrop(**data["drop"]), Rewrite(**data["why"]), parse_rfc3339(item["at"]["S"]))


def _unfinished(item: Item) -> Unfinished:
    order, key, version = (item[name]["S"] for name in ("order", "key", "version"))
    return Unfinished(item["sk"]["S"], order, key, version, parse_rfc3339(item["seen"]["S"]))


def _seen(item: Item) -> ListedDrop:
    return ListedDrop(**orjson.loads(item["d"]["S"]))


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
