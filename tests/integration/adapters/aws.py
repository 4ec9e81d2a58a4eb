"""An in-process AWS, held to limits of the real one that it does not know itself."""

import re
from collections.abc import Mapping
from typing import Any

import boto3
from tests.unit.template.stack import of_type

REGION = "cn-north-1"
EXPRESSION_BYTES, WRITES, READS, IN_OPERANDS = 4096, 25, 100, 100


def dynamodb() -> Any:
    """A client that refuses what DynamoDB's documented limits would."""
    client = boto3.client("dynamodb", region_name=REGION)
    client.meta.events.register("provide-client-params.dynamodb", _within_limits)
    return client


def table(logical_id: str) -> str:
    """Makes a table with the keys and indexes that the template gives it; answers its name."""
    properties = of_type("AWS::DynamoDB::Table")[logical_id]
    kept = {name: properties[name] for name in ("KeySchema", "AttributeDefinitions", "BillingMode")}
    indexes = properties.get("GlobalSecondaryIndexes")
    extra = {"GlobalSecondaryIndexes": indexes} if indexes else {}
    boto3.client("dynamodb", region_name=REGION).create_table(TableName=logical_id, **kept, **extra)
    return logical_id


def bucket(name: str, *, versioned: bool) -> Any:
    """Makes a bucket; answers a client for it."""
    client: Any = boto3.client("s3", region_name=REGION)
    client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return with_versions(name) if versioned else client


def with_versions(name: str) -> Any:
    """Has a bucket keep versions from now on; answers a client for it."""
    client = boto3.client("s3", region_name=REGION)
    client.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return client


def _within_limits(params: Mapping[str, Any], **_: Any) -> None:
    expressions = {name: text for name, text in params.items() if name.endswith("Expression")}
    for name, text in expressions.items():
        assert len(text.encode()) <= EXPRESSION_BYTES, f"{name} of {len(text.encode())} bytes"
        for operands in re.findall(r"IN \(([^)]*)\)", text):
            assert operands.count(",") < IN_OPERANDS
    used = set(re.findall(r"[#:]\w+", " ".join(expressions.values())))
    defined = {*params.get("ExpressionAttributeNames", ()), *params.get("ExpressionAttributeValues", ())}
    assert used == defined, "DynamoDB refuses names and values that are unused or unknown"
    for one in params.get("RequestItems", {}).values():
        asked = one["Keys"] if isinstance(one, dict) else one
        assert 0 < len(asked) <= (READS if isinstance(one, dict) else WRITES)
        assert len({repr(_key_of(request)) for request in asked}) == len(asked), "a batch may name an item once only"


def _key_of(request: Mapping[str, Any]) -> tuple[Any, Any]:
    item = request["PutRequest"]["Item"] if "PutRequest" in request else request
    return item["pk"], item["sk"]
