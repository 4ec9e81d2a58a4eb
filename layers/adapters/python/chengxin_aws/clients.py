"""One boto3 client for each service, made on first use and kept for the life of the process."""

from base64 import b64encode
from functools import cache
from typing import Any

import boto3
import orjson
from botocore.config import Config

# Parameters come from our own adapters, so botocore's recursive check of each of them is wasted: it is half
# of a batch write's CPU time. Adaptive retries pace a throttled table instead of hammering it.
_CONFIG = Config(
    parameter_validation=False,
    retries={"mode": "adaptive", "max_attempts": 8},
    max_pool_connections=32,
    tcp_keepalive=True,
)

_BODY = "chengxin-body"


@cache
def client(service: str) -> Any:
    """A client for `dynamodb`, `s3`, `stepfunctions`, `cloudwatch`, `secretsmanager` or `sns`."""
    made = boto3.client(service, config=_CONFIG)  # type: ignore[call-overload]
    if service == "dynamodb":
        made.meta.events.register("provide-client-params.dynamodb.BatchWriteItem", _write_body)
        made.meta.events.register("before-call.dynamodb.BatchWriteItem", _put_body)
    return made


def _write_body(params: dict[str, Any], context: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Writes the body of a batch at once, where botocore would walk through each value of each item.

    The tables' names are left to botocore, which may choose the endpoint by them.
    """
    context[_BODY] = orjson.dumps(params, default=_base64)
    return {"RequestItems": dict.fromkeys(params["RequestItems"], ())}


def _put_body(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
    """Puts the body into the request before it is signed."""
    params["body"] = context.pop(_BODY)


def _base64(value: bytes) -> str:
    return b64encode(value).decode()
