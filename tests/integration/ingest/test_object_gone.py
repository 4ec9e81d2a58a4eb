"""An object version that is destroyed at once: it was dropped all the same, and ends with a receipt."""

import json
from typing import Any

import boto3
import pytest
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.stack import physical
from tests.faults.world import World

from chengxin_aws import root


def destroy(event: dict[str, Any]) -> None:
    thing = event["detail"]["object"]
    versions = boto3.client("s3").list_object_versions(Bucket=physical("InboxBucket"), Prefix=thing["key"])["Versions"]
    for one in versions:
        boto3.client("s3").delete_object(Bucket=physical("InboxBucket"), Key=one["Key"], VersionId=one["VersionId"])


def receipts(world: World) -> list[dict[str, Any]]:
    state = world.state().items()
    return [json.loads(v) for k, v in state if k.startswith("receiptsbucket/") and k.endswith(".json")]


@pytest.mark.parametrize("versioned", [True, False])
def test_what_is_destroyed_before_it_is_looked_at_has_a_receipt_that_says_so(world: World, versioned: bool) -> None:
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(1)]), versioned=versioned)
    destroy(event)
    world.ingest({**event, "time": "2026-03-02T01:59:30Z"})
    (receipt,) = receipts(world)
    assert (receipt["status"], [one["code"] for one in receipt["errors"]]) == ("rejected", ["object-gone"])
    assert receipt["received_at"] == "2026-03-02T09:59:30+08:00"
    world.ingest(event)  # delivered twice
    assert receipts(world) == [receipt]
    assert root.submissions().unfinished() == []


def test_what_is_destroyed_while_it_is_looked_at_has_one_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(1)]))
    found = root.inbox().candidates(KEY.format("a.csv"), event["detail"]["object"]["version-id"], None, None)
    destroy(event)
    monkeypatch.setattr("chengxin_aws.inbox.S3Inbox.candidates", lambda *_: found)
    world.ingest(event)
    (receipt,) = receipts(world)
    assert [one["code"] for one in receipt["errors"]] == ["object-gone"]


def test_a_file_that_was_processed_keeps_its_receipt_when_its_object_goes(world: World) -> None:
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(1)]))
    world.ingest(event)
    before = receipts(world)
    destroy(event)
    world.ingest(event)
    assert receipts(world) == before
