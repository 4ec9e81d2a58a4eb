"""A submission: progress while it runs, its receipt afterwards."""

import json
from dataclasses import replace
from datetime import timedelta

from tests.unit.api.api_world import NOW, World

from chengxin.receipts.submission import RowCounts, Submission

RUNNING = Submission(
    submission_id="abc",
    department="market-regulation",
    dataset="administrative-licence",
    file_name="许可 1+1.xlsx",
    sha256="a" * 64,
    size=10,
    received_at=NOW - timedelta(seconds=70),
    registered_at=NOW - timedelta(seconds=60),
    rows_total=1000,
)


def test_progress_while_it_runs(world: World) -> None:
    world.submissions["abc"], world.rows_done = RUNNING, 600
    answer = world.get("/v1/submissions/abc")
    assert answer.json["progress"] == {"rows_done": 600, "rows_total": 1000, "rate": 10.0}
    assert (answer.json["status"], answer.json["finished_at"]) == ("running", None)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_receipt_when_it_is_done(world: World) -> None:
    done = replace(RUNNING, status="partially_accepted", finished_at=NOW, rows=RowCounts(2, 1, 1))
    error = {"row": 3, "column": "决定日期", "field": "decision_date", "code": "date-unreadable"}
    receipt = {
        **done.as_json(),
        "errors": [{**error, "message": "读不出日期", "value": "昨天", "suggestion": "写作 2026-03-02"}],
        "warnings": [],
        "errors_truncated": True,
    }
    key = "market-regulation/administrative-licence/许可 1+1.xlsx/abc.json"
    world.submissions["abc"], world.receipts[key] = done, json.dumps(receipt).encode()
    assert world.get("/v1/submissions/abc").json == receipt


def test_done_but_without_a_receipt_yet(world: World) -> None:
    world.submissions["abc"] = replace(RUNNING, status="failed", finished_at=NOW)
    answer = world.get("/v1/submissions/abc")
    assert (answer.status, answer.json["status"], answer.json["errors"]) == (200, "failed", [])
