"""The inbox is enough: run through ingest into empty tables, it gives the same records, boards and public files."""

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import boto3
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.stack import physical
from tests.faults.world import World

from chengxin.records import RecordVersion

LOST = ("RecordsTable", "LedgerTable", "SubmissionsTable", "ScoreboardsTable")
MADE = ("ReceiptsBucket", "WorkBucket", "PublicBucket")
MOMENT = re.compile(
    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\+08:00|Z)|\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?|\b[0-9a-f]{64}\b|"
    rb'"size":\d+'
)
"""When something was processed, and the digests and sizes of files that tell it."""


def told(version: RecordVersion) -> tuple[Any, ...]:
    """A version without when it was accepted, which is a fact of the run."""
    content = json.dumps([dict(version.content), dict(version.private)], sort_keys=True, ensure_ascii=False)
    came = (version.received_at, version.provenance.submission_id, version.provenance.row, version.provenance.sha256)
    return (version.key.record_id, version.order, version.digest, version.withdrawn, version.public, content, *came)


def public(world: World) -> dict[str, bytes]:
    state = world.state()
    prefix = physical("PublicBucket") + "/"
    return {key: MOMENT.sub(b"", _plain(key, body)) for key, body in state.items() if key.startswith(prefix)}


def boards(world: World) -> dict[str, Any]:
    """The city's figures of the month."""
    found = json.loads(world.object("PublicBucket", "compliance/2026-03/data.json"))
    return {name: found[name] for name in ("reported", "accepted", "rejected", "overdue", "due_soon")}


def _plain(key: str, body: Any) -> bytes:
    """A file's bytes; of a workbook those of its sheets."""
    plain: bytes = body if isinstance(body, bytes) else str(body).encode()
    if not key.endswith(".xlsx") or not plain.startswith(b"PK"):
        return plain
    with zipfile.ZipFile(io.BytesIO(plain)) as book:
        return b"".join(book.read(name) for name in sorted(book.namelist()) if "sheet" in name or "Strings" in name)


def lose_all_but_the_inbox(world: World) -> None:
    dynamodb, s3 = boto3.client("dynamodb"), boto3.client("s3")
    for name in LOST:
        table = dynamodb.describe_table(TableName=physical(name))["Table"]
        keys = [one["AttributeName"] for one in table["KeySchema"]]
        for item in dynamodb.scan(TableName=physical(name))["Items"]:
            dynamodb.delete_item(TableName=physical(name), Key={key: item[key] for key in keys})
    for name in MADE:
        for one in s3.list_objects_v2(Bucket=physical(name)).get("Contents", []):
            s3.delete_object(Bucket=physical(name), Key=one["Key"])


def run_jobs(world: World) -> None:
    world.job("publish")
    world.job("comply")


def test_an_empty_stack_makes_everything_anew_from_the_inbox(world: World) -> None:
    files = [
        [Penalty(1), Penalty(2), Penalty(3)],
        [Penalty(2, fine="90000"), Penalty(4)],
        [Penalty(2, fine="95000")],
    ]
    for number, rows in enumerate(files):
        world.ingest(world.drop(KEY.format(f"{number}.csv"), penalties(rows)))
    run_jobs(world)
    records, pages, before = sorted(map(told, world.records())), public(world), boards(world)
    assert len(records) >= 6

    lose_all_but_the_inbox(world)
    assert world.records() == []
    world.now += timedelta(minutes=16)
    assert world.job("reconcile")["redriven"] == len(files)
    world.finish()
    run_jobs(world)
    assert sorted(map(told, world.records())) == records
    assert boards(world) == before
    again = public(world)
    assert again.keys() == pages.keys()
    differing = [key for key in pages if again[key] != pages[key]]
    assert differing == [], difference(pages[differing[0]], again[differing[0]])


def difference(one: bytes, other: bytes) -> str:
    """Where two files part."""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"{one[max(at - 60, 0) : at + 60]!r} / {other[max(at - 60, 0) : at + 60]!r}"
