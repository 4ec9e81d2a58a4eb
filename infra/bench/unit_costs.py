"""Write and read units of a file: the steps of ingest run in this process, with what every call is charged added up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.bench.bench_stack import INBOX, stand_in, table_names
from infra.bench.capacity_units import Capacity
from infra.local.stack import Stack


@dataclass(frozen=True, slots=True)
class Units:
    """Capacity units, by table, that a file of so many records, new or known, took from drop to receipt."""

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

    def as_text(self, which: str) -> str:
        """One sentence."""
        parts = ", ".join(f"{table} {units / self.records:.3f}" for table, units in sorted(self.written.items()))
        return (
            f"Per record of {which}, over {self.records:,} records and index writes included: "
            f"{self.write_units:.3f} write units ({parts}) and {self.read_units:.3f} read units."
        )


def measure_units(stack: Stack, path: Path, key: str) -> Units:
    """Takes a file through ingest in this process, on the stack's own tables and buckets but a bucket of its own to
    drop it in, which starts nothing."""
    s3 = stack.aws("s3")
    s3.create_bucket(Bucket=INBOX)  # once more is no harm
    s3.put_bucket_versioning(Bucket=INBOX, VersioningConfiguration={"Status": "Enabled"})
    version = s3.put_object(Bucket=INBOX, Key=key, Body=path.read_bytes())["VersionId"]
    stand_in(stack)
    from chengxin_aws.clients import client

    with Capacity(client("dynamodb"), table_names(stack)).counting() as charges:
        records = _ingest({"detail": {"object": {"key": key, "version-id": version}}})
    written: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for charge in charges:
        written[charge.table] += charge.written  # type: ignore[assignment]
        read[charge.table] += charge.read  # type: ignore[assignment]
    return Units(records, written, read)


def _ingest(event: Mapping[str, Any]) -> int:
    """Every step; answers how many records there were, new or known."""
    from chengxin_aws import root

    drop = root.dropped(event)
    if drop is None:
        raise LookupError("the file that was just dropped is not there")
    validated = root.validator().run(drop)
    for item in root.staging().manifest(validated.staged):
        root.normaliser().run(validated.staged, item)
    rows = root.settler().run(validated.staged).submission.rows
    return rows.accepted + rows.unchanged
