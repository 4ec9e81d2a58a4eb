"""What a record costs from its drop to its receipt, writes to indexes included."""

from collections import Counter
from datetime import datetime, time
from pathlib import Path
from typing import Any

from infra.bench.itemsize import WRITE_UNIT, item_size
from infra.bench.penalty_rows import TODAY, write_penalties
from tests.faults.world import opened

from chengxin.times import SHANGHAI
from chengxin_aws.clients import client

ROWS, CHUNK_ROWS, ALLOWED = 600, 300, 1.2
NOW = datetime.combine(TODAY, time(10), SHANGHAI)
KEY = "market-regulation/administrative-penalty/p.csv"


def units(request: dict[str, Any]) -> float:
    """Write units of one request by DynamoDB's rules; what is in the sparse index is written there too."""
    puts = [one["PutRequest"]["Item"] for batch in request.get("RequestItems", {}).values() for one in batch]
    items = puts or [request["Item"]]
    return sum(-(-item_size(item) // WRITE_UNIT) + ("open" in item) for item in items)


def test_a_record_costs_at_most_a_write_unit_and_a_fifth(folder: Path, tmp_path: Path) -> None:
    written: Counter[str] = Counter()

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        written[model.name] += units(params)  # type: ignore[assignment]

    write_penalties(tmp_path / "p.csv", ROWS, 1, "武汉市市场监督管理局")
    with opened(folder, chunk_rows=CHUNK_ROWS, over_http=True) as world:
        world.now = NOW
        for operation in ("PutItem", "BatchWriteItem"):
            client("dynamodb").meta.events.register_first(f"provide-client-params.dynamodb.{operation}", note)
        world.ingest(world.drop(KEY, (tmp_path / "p.csv").read_bytes()))
        accepted = len(world.records())
    assert accepted > 0.95 * ROWS
    assert set(written) == {"PutItem", "BatchWriteItem"}, "nothing else writes to a table"
    assert accepted <= written.total() <= ALLOWED * accepted
