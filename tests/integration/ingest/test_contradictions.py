"""Rows that contradict each other on one decision, in chunks that never see each other."""

import json
from datetime import datetime, time
from pathlib import Path

from infra.bench.penalty_rows import HEADERS, TODAY, penalties
from tests.faults.world import opened
from tests.unit.formats.reading import csv_text

from chengxin.times import SHANGHAI

NOW = datetime.combine(TODAY, time(10), SHANGHAI)

KEY = "market-regulation/administrative-penalty/p.csv"
ROWS = [[row.get(code, "") for code in HEADERS] for row in penalties(9, 3, "武汉市市场监督管理局", defects=False)]


def test_neither_of_two_rows_far_apart_wins(folder: Path) -> None:
    told = dict(zip(HEADERS, ROWS[0], strict=True))
    other = [*(told | {"CF_NR": "责令改正，罚款人民币770000元。", "CF_NR_FK": "77"}).values()]
    with opened(folder, chunk_rows=2) as world:
        world.now = NOW
        world.ingest(world.drop(KEY, csv_text([list(HEADERS.values()), *ROWS, other]).encode()))
        (text,) = (v for k, v in world.state().items() if k.startswith(f"receiptsbucket/{KEY}") and k.endswith(".json"))
        receipt = json.loads(text)
        kept = {version.document_number for version in world.records()}
    assert [(error["row"], error["code"]) for error in receipt["errors"]] == [
        (2, "contradictory-rows"),
        (11, "contradictory-rows"),
    ]
    assert receipt["rows"]["total"] == receipt["rows"]["accepted"] + 2 == 10
    assert len(kept) == 8
