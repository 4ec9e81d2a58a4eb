"""The register of departments' credentials: items of the submissions table, one partition a department."""

from datetime import datetime
from typing import Any

from chengxin.credentials import Credential
from chengxin.times import parse_rfc3339, rfc3339
from chengxin_aws import tables
from chengxin_aws.items import Item

_TIMES = ("issued_at", "expires_at", "withdrawn_at", "used_at")


class DynamoCredentials:
    """`chengxin.credentials.Credentials`."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def add(self, credential: Credential) -> None:
        times = {name: {"S": rfc3339(at)} for name in _TIMES if (at := getattr(credential, name))}
        item = {**_key(credential.department, credential.id), "digest": {"S": credential.digest}, **times}
        self._client.put_item(TableName=self._table, Item=item, ConditionExpression="attribute_not_exists(pk)")

    def get(self, department: str, credential_id: str) -> Credential | None:
        key = _key(department, credential_id)
        answer = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return _credential(answer["Item"]) if "Item" in answer else None

    def of_department(self, department: str) -> list[Credential]:
        found = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": _key(department, "")["pk"]},
            ConsistentRead=True,
        )
        return [_credential(item) for item in found]

    def withdraw(self, department: str, credential_id: str, now: datetime) -> bool:
        return self._note(department, credential_id, "withdrawn_at", now, " AND attribute_not_exists(withdrawn_at)")

    def used(self, credential: Credential, now: datetime) -> None:
        self._note(credential.department, credential.id, "used_at", now)

    def _note(self, department: str, credential_id: str, name: str, at: datetime, only: str = "") -> bool:
        """Sets a time of a credential that exists; answers whether it did."""
        return tables.conditional_write(
            self._client.update_item,
            TableName=self._table,
            Key=_key(department, credential_id),
            UpdateExpression=f"SET {name} = :at",
            ConditionExpression=f"attribute_exists(pk){only}",
            ExpressionAttributeValues={":at": {"S": rfc3339(at)}},
        )


def _key(department: str, credential_id: str) -> Item:
    return {"pk": {"S": f"credentials#{department}"}, "sk": {"S": credential_id}}


def _credential(item: Item) -> Credential:
    times = {name: parse_rfc3339(item[name]["S"]) for name in _TIMES if name in item}
    department = item["pk"]["S"].removeprefix("credentials#")
    return Credential(department=department, id=item["sk"]["S"], digest=item["digest"]["S"], **times)
