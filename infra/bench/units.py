"""Write and read units of a file: the steps of ingest run in this process, with every answer's capacity added up."""

import functools
import os
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.local.stack import Stack

INBOX = "bench-inbox"
WRITES = {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"}
TABLES, BUCKETS = ("Records", "Ledger", "Submissions", "Scoreboards"), ("Receipts", "Work", "Public")


@dataclass(frozen=True, slots=True)
class Units:
    """Capacity units, by table, that a file of so many accepted records took from drop to receipt."""

    records: int
    written: Mapping[str, float]
    read: Mapping[str, float]

    @property
    def write_units(self) -> float:
        """Per record."""
        return sum(self.written.values()) / self.records

    @property
    def read_units(self) -> float:
        """Per record."""
        return sum(self.read.values()) / self.records

    def as_text(self) -> str:
        """One sentence."""
        parts = ", ".join(f"{table} {units / self.records:.3f}" for table, units in sorted(self.written.items()))
        return (
            f"Per record, from ReturnConsumedCapacity over {self.records:,} records: "
            f"{self.write_units:.3f} write units ({parts}) and {self.read_units:.3f} read units."
        )


def measure_units(stack: Stack, path: Path, key: str) -> Units:
    """Takes a file through ingest in this process, on the stack's own tables and buckets but a bucket of its own to
    drop it in, which starts nothing."""
    s3 = stack.aws("s3")
    s3.create_bucket(Bucket=INBOX)
    s3.put_bucket_versioning(Bucket=INBOX, VersioningConfiguration={"Status": "Enabled"})
    version = s3.put_object(Bucket=INBOX, Key=key, Body=path.read_bytes())["VersionId"]
    os.environ.update(_environment(stack))
    # The compiled catalogue lies in the built layer.
    sys.path.append(str(stack.config.directory / "build" / "DomainLayer" / "python"))
    from chengxin_aws.clients import client

    written: Counter[str] = Counter()
    read: Counter[str] = Counter()
    events = client("dynamodb").meta.events
    # First of all, since the adapter writes the body of a batch from what it finds there.
    for operation in ("*", "BatchWriteItem"):
        events.register_first(f"provide-client-params.dynamodb.{operation}", _ask)
    names = {stack.outputs[f"{name}TableName"]: name.lower() for name in TABLES}
    events.register("after-call.dynamodb.*", functools.partial(_count, names, written, read))
    records = _ingest({"detail": {"object": {"key": key, "version-id": version}}})
    return Units(records, written, read)


def _ingest(event: Mapping[str, Any]) -> int:
    """Every step; answers how many records were accepted."""
    from chengxin_aws import root

    drop = root.dropped(event)
    if drop is None:
        raise LookupError("the file that was just dropped is not there")
    validated = root.validator().run(drop)
    for item in root.staging().manifest(validated.staged):
        root.normaliser().run(validated.staged, item)
    return root.settler().run(validated.staged).submission.rows.accepted


def _environment(stack: Stack) -> dict[str, str]:
    outputs = stack.outputs
    tables = {f"{name.upper()}_TABLE": outputs[f"{name}TableName"] for name in TABLES}
    buckets = {f"{name.upper()}_BUCKET": outputs[f"{name}BucketName"] for name in BUCKETS}
    secrets = stack.aws("secretsmanager").list_secrets()["SecretList"]
    aws = {name: value for name, value in stack.config.environment.items() if name.startswith("AWS_")}
    return {**aws, **tables, **buckets, "INBOX_BUCKET": INBOX, "SECRET_ID": secrets[0]["ARN"]}


def _ask(params: dict[str, Any], **_: Any) -> None:
    params["ReturnConsumedCapacity"] = "TOTAL"


def _count(
    names: Mapping[str, str], written: Counter[str], read: Counter[str], model: Any, parsed: dict[str, Any], **_: Any
) -> None:
    found = parsed.get("ConsumedCapacity") or []
    for one in found if isinstance(found, list) else [found]:
        counter: Counter[Any] = written if model.name in WRITES else read
        counter[names[one["TableName"]]] += one["CapacityUnits"]
