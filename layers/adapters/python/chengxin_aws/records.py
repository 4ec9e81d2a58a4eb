"""Versions of records in DynamoDB."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chengxin.records import KnownVersion, RecordKey, RecordVersion
from chengxin_aws import tables
from chengxin_aws.items import known_version, record_item, record_version

# What the public may be shown; `x`, the private part, is read by nobody who does not need it.
PUBLIC_ATTRIBUTES = "pk, sk, h, d, w"


class DynamoRecords:
    """`chengxin.ports.Records`: partition = register page, sort = document + entry + # + order."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def known(self, pages: Iterable[str]) -> Mapping[str, Sequence[KnownVersion]]:
        wanted = sorted(set(pages))
        return dict(zip(wanted, tables.map_in_threads(self._known_on, wanted), strict=True))

    def put(self, versions: Iterable[RecordVersion]) -> None:
        tables.put_all(self._client, self._table, (record_item(version) for version in versions))

    def versions(self, key: RecordKey) -> Sequence[RecordVersion]:
        return self._newest_first(key.page, f"{key.sort}#")

    def of_document(self, page: str, document: str) -> Sequence[RecordVersion]:
        return self._newest_first(page, document)

    def get_many(self, keys: Sequence[tuple[RecordKey, str]]) -> Sequence[RecordVersion]:
        wanted = {(key.page, f"{key.sort}#{order}") for key, order in keys}
        items = tables.get_all(
            self._client,
            self._table,
            ({"pk": {"S": page}, "sk": {"S": sort}} for page, sort in sorted(wanted)),
            ProjectionExpression=PUBLIC_ATTRIBUTES,
            ConsistentRead=True,  # a version that was missed would count as published
        )
        return [record_version(item) for item in items]

    def _known_on(self, page: str) -> Sequence[KnownVersion]:
        items = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :page",
            ExpressionAttributeValues={":page": {"S": page}},
            ProjectionExpression="sk, h, w, o",
            ConsistentRead=True,
        )
        return [known_version(item) for item in items]

    def _newest_first(self, page: str, prefix: str) -> Sequence[RecordVersion]:
        items = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :page AND begins_with(sk, :prefix)",
            ExpressionAttributeValues={":page": {"S": page}, ":prefix": {"S": prefix}},
            ProjectionExpression=PUBLIC_ATTRIBUTES,
            ScanIndexForward=False,
            ConsistentRead=True,
        )
        return [record_version(item) for item in items]
