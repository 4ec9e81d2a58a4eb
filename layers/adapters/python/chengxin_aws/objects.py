"""A bucket of files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from botocore.exceptions import ClientError

_PART = 1 << 20
_ABSENT = {"NoSuchKey", "404", "NotFound"}
_CHANGED = {"PreconditionFailed", "412", "ConditionalRequestConflict", "409"}


class S3Objects:
    """`chengxin.ports.Objects` on one bucket, optionally below a prefix that callers don't see."""

    def __init__(self, client: Any, bucket: str, prefix: str = "") -> None:
        self._client, self._bucket, self._prefix = client, bucket, prefix

    def get(self, key: str) -> bytes | None:
        found = self.tagged(key)
        return found[0] if found else None

    def put(self, key: str, body: bytes | BinaryIO, content_type: str, *, cache: str = "") -> None:
        extra = {"CacheControl": cache} if cache else {}
        self._client.put_object(
            Bucket=self._bucket, Key=self._prefix + key, Body=body, ContentType=content_type, **extra
        )

    def tagged(self, key: str) -> tuple[bytes, str] | None:
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)
            body: bytes = answer["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return None
            raise
        return body, str(answer["ETag"])

    def replace(self, key: str, body: bytes | BinaryIO, content_type: str, tag: str | None, *, cache: str = "") -> bool:
        extra = {"CacheControl": cache} if cache else {}
        unchanged = {"IfMatch": tag} if tag else {"IfNoneMatch": "*"}
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + key,
                Body=body,
                ContentType=content_type,
                **extra,
                **unchanged,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in _CHANGED | _ABSENT:
                return False
            raise
        return True

    def etag(self, key: str) -> str | None:
        """The object's current ETag, or None where there is none."""
        try:
            answer = self._client.head_object(Bucket=self._bucket, Key=self._prefix + key)
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return None
            raise
        return str(answer["ETag"])

    def download(self, key: str, path: Path) -> str | None:
        """Streams an object into a local file; answers its ETag, or None where there is none and nothing is written."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)
        except ClientError as error:
            if error.response["Error"]["Code"] in _ABSENT:
                return None
            raise
        with path.open("wb") as file:
            for part in answer["Body"].iter_chunks(_PART):
                file.write(part)
        return str(answer["ETag"])

    def delete(self, key: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=self._prefix + key)

    def keys(self, prefix: str) -> Iterable[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=self._prefix + prefix
        )
        for page in pages:
            for item in page.get("Contents", ()):
                yield item["Key"].removeprefix(self._prefix)
