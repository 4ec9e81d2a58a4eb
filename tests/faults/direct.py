"""The in-process AWS, called without the HTTP between: the same moto, the same state, a fraction of the time.

What a botocore client would send over the wire for DynamoDB, S3 and metrics goes straight to moto's own logic; every
other service takes the usual way. `test_direct.py` holds both ways to the same outcome.
"""

import io
import re
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from botocore.exceptions import ClientError
from botocore.response import StreamingBody
from moto.cloudwatch.models import cloudwatch_backends
from moto.core.exceptions import JsonRESTError, ServiceException
from moto.dynamodb.responses import DynamoHandler
from moto.s3.models import FakeDeleteMarker, FakeKey, S3Backend, s3_backends

Parameters = Mapping[str, Any]


class Direct:
    """Answers calls for one account and region; `call` answers None for what it leaves to botocore."""

    def __init__(self, account: str, region: str, partition: str) -> None:
        self._account, self._region, self._partition = account, region, partition

    def call(self, service: str, operation: str, parameters: Parameters) -> dict[str, Any] | None:
        """The answer as botocore would give it; raises ClientError as it would."""
        if service == "dynamodb" and operation in _ITEMS:
            return self._items(operation, parameters)
        if operation == "PutMetricData":
            data = [dict(datum) for datum in parameters["MetricData"]]
            cloudwatch_backends[self._account][self._region].put_metric_data(parameters["Namespace"], data)
            return {}
        if service == "s3" and operation in _OBJECTS:
            return _OBJECTS[operation](s3_backends[self._account][self._partition], parameters)
        return None

    def _items(self, operation: str, parameters: Parameters) -> dict[str, Any]:
        handler = DynamoHandler()
        handler.current_account, handler.region, handler.partition = self._account, self._region, self._partition
        handler.body = dict(parameters)
        try:
            answer: dict[str, Any] = getattr(handler, _ITEMS[operation])().result
        except (JsonRESTError, ServiceException) as error:
            code = error.error_type if isinstance(error, JsonRESTError) else error.code
            told = {"Code": code.rpartition("#")[2], "Message": str(error.message)}
            raise ClientError({"Error": told}, operation) from error  # type: ignore[typeddict-item]
        return answer or {}


_ITEMS = {
    name: re.sub("(?<!^)(?=[A-Z])", "_", name).lower()
    for name in ("PutItem", "GetItem", "UpdateItem", "Query", "Scan", "BatchWriteItem", "BatchGetItem")
}


def _stored(backend: S3Backend, parameters: Parameters, operation: str, missing: str) -> FakeKey:
    key = backend.get_object(parameters["Bucket"], parameters["Key"], parameters.get("VersionId"))
    if key is None or isinstance(key, FakeDeleteMarker):
        raise ClientError({"Error": {"Code": missing, "Message": "no such key"}}, operation)
    return key


def _put(backend: S3Backend, parameters: Parameters) -> dict[str, Any]:
    body = parameters["Body"]
    value = body if isinstance(body, bytes) else body.read()
    _hold_conditions(backend, parameters)
    key = backend.put_object(parameters["Bucket"], parameters["Key"], value)
    return {"ETag": key.etag, "VersionId": key.version_id}


def _hold_conditions(backend: S3Backend, parameters: Parameters) -> None:
    key = backend.get_object(parameters["Bucket"], parameters["Key"])
    there = None if key is None or isinstance(key, FakeDeleteMarker) else key
    changed = "IfMatch" in parameters and there is not None and there.etag != parameters["IfMatch"]
    if changed or ("IfNoneMatch" in parameters and there is not None):
        raise ClientError({"Error": {"Code": "PreconditionFailed", "Message": "changed"}}, "PutObject")
    if "IfMatch" in parameters and there is None:
        raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "no such key"}}, "PutObject")


def _get(backend: S3Backend, parameters: Parameters) -> dict[str, Any]:
    key = _stored(backend, parameters, "GetObject", "NoSuchKey")
    body = key.value
    return {**_headers(key), "Body": StreamingBody(io.BytesIO(body), len(body))}


def _head(backend: S3Backend, parameters: Parameters) -> dict[str, Any]:
    return _headers(_stored(backend, parameters, "HeadObject", "404"))


def _delete(backend: S3Backend, parameters: Parameters) -> dict[str, Any]:
    backend.delete_object(parameters["Bucket"], parameters["Key"], parameters.get("VersionId"))
    return {}


def _list(backend: S3Backend, parameters: Parameters) -> dict[str, Any]:
    bucket = backend.get_bucket(parameters["Bucket"])
    found, _, _, _ = backend.list_objects(bucket, parameters.get("Prefix"), None, None, None)
    return {"Contents": [{"Key": key.name} for key in found], "IsTruncated": False}


def _versions(backend: S3Backend, parameters: Parameters) -> dict[str, Any]:
    answer = backend.list_object_versions(parameters["Bucket"], prefix=parameters.get("Prefix", ""), max_keys=None)
    versions = [{"Key": key.name, "VersionId": key.version_id, **_seen(key)} for key in answer[0]]
    return {"Versions": versions, "IsTruncated": False}


def _headers(key: FakeKey) -> dict[str, Any]:
    return {"ContentLength": key.size, **_seen(key)}


def _seen(key: FakeKey) -> dict[str, Any]:
    return {"Size": key.size, "ETag": key.etag, "LastModified": key.last_modified.replace(tzinfo=UTC)}


_OBJECTS: dict[str, Callable[[S3Backend, Parameters], dict[str, Any]]] = {
    "PutObject": _put,
    "GetObject": _get,
    "HeadObject": _head,
    "DeleteObject": _delete,
    "ListObjectsV2": _list,
    "ListObjectVersions": _versions,
}
