"""The bucket that departments drop files into, and the events that tell of it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, BinaryIO

from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from chengxin.records import Drop
from chengxin.steps.arrivals import Arrival
from chengxin.times import parse_rfc3339


def arrival(event: Mapping[str, Any]) -> Arrival:
    """Reads an EventBridge "Object Created" event.

    EventBridge sends the key raw where S3's own notifications send it URL-encoded: it is not decoded here, so `+`
    and `%` survive. Raises KeyError for anything that is no such event.
    """
    detail = event["detail"]
    thing = detail["object"]
    etag = thing.get("etag")
    return Arrival(
        event_id=event.get("id", ""),
        key=thing["key"],
        version_id=thing.get("version-id"),
        etag=etag.strip('"') if etag else None,
        size=thing.get("size"),
        time=parse_rfc3339(event["time"]) if "time" in event else None,
    )


# Parts side by side are no gain beside what reading a file costs, and the emulator takes a part of a version for all
# of it: the file then comes several times over.
_ONE_STREAM = TransferConfig(multipart_threshold=2**40, use_threads=False)


_GONE = {"NoSuchVersion", "NoSuchKey", "404", "NotFound"}


class S3Inbox:
    """`chengxin.ports.Inbox` on a versioned bucket."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    @property
    def bucket(self) -> str:
        return self._bucket

    def candidates(self, key: str, version_id: str | None, etag: str | None, size: int | None) -> Sequence[Drop]:
        """The versions that an event can mean, oldest first, each ranked among its key's versions of its second.

        One where the event names the version; else all with its ETag and size. Never the "latest" version: two
        quick drops under one key would then be taken for one.
        """
        versions = self._versions(key)
        return [
            self._drop(version, rank=sum(_second(v) == _second(version) for v in versions[:index]))
            for index, version in enumerate(versions)
            if _is_meant(version, version_id, etag, size)
        ]

    def download(self, drop: Drop, into: BinaryIO) -> None:
        """Streams exactly that version's bytes; OSError where the store sends more or fewer of them than it lists,
        FileNotFoundError where it has none of them any more."""
        version = {"VersionId": drop.version_id} if drop.version_id else {}
        try:
            self._client.download_fileobj(drop.bucket, drop.key, into, ExtraArgs=version, Config=_ONE_STREAM)
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                raise FileNotFoundError(f"no version {drop.version_id} of submission {drop.submission_id}") from error
            raise
        if into.tell() != drop.size:
            raise OSError(f"{into.tell()} bytes came of a file of {drop.size}")

    def all_drops(self) -> Iterator[Drop]:
        """Every object version of the bucket, key by key and newest first, ranked as `candidates` does."""
        pages = self._client.get_paginator("list_object_versions").paginate(Bucket=self._bucket)
        versions = (version for page in pages for version in page.get("Versions", ()))
        for _, group in groupby(versions, key=lambda version: (version["Key"], _second(version))):
            same_second = list(group)
            for newer, version in enumerate(same_second, 1):
                yield self._drop(version, rank=len(same_second) - newer)

    def _versions(self, key: str) -> list[dict[str, Any]]:
        """All versions of exactly this key, oldest first (S3 lists newest first)."""
        found: list[dict[str, Any]] = []
        pages = self._client.get_paginator("list_object_versions").paginate(Bucket=self._bucket, Prefix=key)
        for page in pages:
            found += [v for v in page.get("Versions", ()) if v["Key"] == key]
        return found[::-1]

    def _drop(self, version: Mapping[str, Any], rank: int) -> Drop:
        return Drop(
            bucket=self._bucket,
            key=version["Key"],
            version_id=version.get("VersionId") or "null",
            size=version["Size"],
            etag=version["ETag"].strip('"'),
            last_modified=version["LastModified"],
            rank=rank,
        )


def _is_meant(version: Mapping[str, Any], version_id: str | None, etag: str | None, size: int | None) -> bool:
    if version_id:
        return bool(version.get("VersionId") == version_id)
    return (etag is None or version["ETag"].strip('"') == etag) and (size is None or version["Size"] == size)


def _second(version: Mapping[str, Any]) -> int:
    return int(version["LastModified"].timestamp())
