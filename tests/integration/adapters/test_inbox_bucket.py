"""Which dropped version an event means, and what its key is."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.integration.adapters.aws import bucket, with_versions

from chengxin.records import Drop
from chengxin_aws.inbox import S3Inbox, arrival

EVENTS = Path(__file__).parents[3] / "events"
KEYS = [
    "a/b/三月+四月.csv",
    "a/b/100%.csv",
    "a/b/%E4%B8%AD.csv",
    "a/b/with space.csv",
    "a/b/a&b=c;d.csv",
    "a/b/%2B+ .csv",
]


def put(client: Any, key: str, body: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = client.put_object(Bucket="inbox", Key=key, Body=body)
    return answer


def read(inbox: S3Inbox, drop: Drop) -> bytes:
    into = io.BytesIO()
    inbox.download(drop, into)
    return into.getvalue()


@pytest.fixture
def client(aws: None) -> Any:
    return bucket("inbox", versioned=True)


@pytest.fixture
def inbox(client: Any) -> S3Inbox:
    return S3Inbox(client, "inbox")


def test_two_files_under_one_key_within_a_second_are_two_drops(client: Any, inbox: S3Inbox) -> None:
    first, second = put(client, "k", b"1"), put(client, "k", b"2")
    (old,) = inbox.candidates("k", None, first["ETag"].strip('"'), 1)
    (new,) = inbox.candidates("k", None, second["ETag"].strip('"'), 1)
    assert (read(inbox, old), read(inbox, new)) == (b"1", b"2")
    assert old.order < new.order
    assert old.submission_id != new.submission_id


def test_the_same_bytes_dropped_twice_are_two_candidates_oldest_first(client: Any, inbox: S3Inbox) -> None:
    versions = [put(client, "k", b"same")["VersionId"] for _ in range(3)]
    found = inbox.candidates("k", None, None, 4)
    assert [drop.version_id for drop in found] == versions
    assert sorted(found, key=lambda drop: drop.order) == found


def test_an_event_that_names_the_version_means_that_one(client: Any, inbox: S3Inbox) -> None:
    versions = [put(client, "k", body)["VersionId"] for body in (b"1", b"2", b"3")]
    (drop,) = inbox.candidates("k", versions[1], None, None)
    assert read(inbox, drop) == b"2"
    assert drop == next(one for one in inbox.candidates("k", None, None, None) if one.version_id == versions[1])


def test_a_version_has_one_order_however_it_is_found_and_whatever_comes_after(client: Any, inbox: S3Inbox) -> None:
    version = put(client, "k", b"1")["VersionId"]
    (before,) = inbox.candidates("k", version, None, None)
    put(client, "k", b"2")
    client.delete_object(Bucket="inbox", Key="k")
    (after,) = inbox.candidates("k", version, None, None)
    assert before.order == after.order


def test_keys_that_share_a_prefix_are_not_confused(client: Any, inbox: S3Inbox) -> None:
    for key in ("a.csv", "a.csv.gz", "a.csv/b", "a.cs"):
        put(client, key, b"x")
    assert [drop.key for drop in inbox.candidates("a.csv", None, None, None)] == ["a.csv"]


@pytest.mark.usefixtures("aws")
def test_an_object_from_before_versioning_is_found_and_read() -> None:
    put(bucket("inbox", versioned=False), "k", b"old")
    client = with_versions("inbox")
    put(client, "k", b"newer")
    inbox = S3Inbox(client, "inbox")
    (drop,) = inbox.candidates("k", None, None, 3)
    assert drop.version_id == "null"
    assert read(inbox, drop) == b"old"


def test_what_is_gone_has_no_candidates(client: Any, inbox: S3Inbox) -> None:
    version = put(client, "k", b"1")["VersionId"]
    client.delete_object(Bucket="inbox", Key="k", VersionId=version)
    assert inbox.candidates("k", version, None, None) == []
    assert inbox.candidates("never", None, None, None) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_taken_as_it_stands_and_finds_its_object(client: Any, inbox: S3Inbox, key: str) -> None:
    put(client, key, key.encode())
    found = arrival({"id": "e", "detail": {"object": {"key": key, "size": len(key.encode())}}})
    assert found.key == key
    (drop,) = inbox.candidates(found.key, found.version_id, found.etag, found.size)
    assert read(inbox, drop) == key.encode()


def test_the_recorded_events_are_read() -> None:
    with_version = arrival(json.loads((EVENTS / "s3-object-created.json").read_text("utf-8")))
    without = arrival(json.loads((EVENTS / "s3-object-created-without-version.json").read_text("utf-8")))
    assert with_version.version_id
    assert without.version_id is None
    assert without.etag
    assert '"' not in without.etag


def test_what_is_no_drop_is_refused() -> None:
    with pytest.raises(KeyError):
        arrival({"source": "aws.s3", "detail": {}})


def test_reconciliation_sees_every_version(client: Any, inbox: S3Inbox, now: datetime) -> None:
    for body in (b"1", b"2"):
        put(client, "k", body)
    put(client, "l", b"3")
    client.delete_object(Bucket="inbox", Key="l")
    assert sorted((drop.key, drop.size) for drop in inbox.all_drops()) == [("k", 1), ("k", 1), ("l", 1)]
