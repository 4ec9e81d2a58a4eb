"""The Lambda handler over the real adapters, on an in-process AWS."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import boto3
import pytest
from aws_lambda_powertools.metrics.provider import cold_start
from functions.api import app
from functions.api.services import Services
from moto import mock_aws
from tests.support.bearer import bearer
from tests.unit.api.api_world import FIRM, NOW, Answer, event, indexed, version

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load
from chengxin.compliance.board.store import StoredBoard
from chengxin.read_model.update import End, News, Update
from chengxin.times import rfc3339
from chengxin_aws import root
from chengxin_aws.settings import Settings, settings

TABLES = ("records_table", "ledger_table", "submissions_table", "scoreboards_table", "public_table")
BUCKETS = ("inbox_bucket", "receipts_bucket", "work_bucket", "public_bucket")


@dataclass
class Context:
    function_name: str = "api"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws-cn:lambda:cn-north-1:123456789012:function:api"
    aws_request_id: str = "52fdfc07"


@dataclass
class Stack:
    folder: Path

    def publish(self, *versions: Any) -> None:
        """As the publish job does: versions in the table, and what is public of them."""
        root.records().put(versions)
        self.tell(News(records=[indexed(one) for one in versions]))

    def withdraw(self, record_id: str, reason: str) -> None:
        self.tell(News(ends=[End(record_id, reason, NOW)]))

    def tell(self, news: News) -> None:
        update = Update(root.shelf())
        update.take(news)
        root.names().record(update.names)
        update.write()

    def get(self, url: str, **headers: str) -> Answer:
        api = app.create_app(_services())
        return Answer(app.handler(event(api, url, "GET", headers), Context()))


def _services() -> Services:
    from functions.api.root import services

    return services()


def _forget() -> None:
    for thing in (*vars(root).values(), settings, app._app):
        if hasattr(thing, "cache_clear"):
            thing.cache_clear()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(Path(__file__).parents[3] / "infra" / "catalogue")


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> Iterator[Stack]:
    for name in Settings.model_fields:
        if Settings.model_fields[name].is_required():
            monkeypatch.setenv(name.upper(), name.replace("_", "-"))
    for name, value in {
        "AWS_DEFAULT_REGION": "cn-north-1",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
    }.items():
        monkeypatch.setenv(name, value)
    catalogue = load(Path(__file__).parents[3] / "infra" / "catalogue")
    _forget()
    monkeypatch.setattr(root, "catalogue", lambda: catalogue)
    monkeypatch.setattr(root.WallClock, "now", lambda self: NOW)
    with mock_aws():
        for bucket in BUCKETS:
            boto3.client("s3").create_bucket(
                Bucket=bucket.replace("_", "-"), CreateBucketConfiguration={"LocationConstraint": "cn-north-1"}
            )
        for table in TABLES:
            boto3.client("dynamodb").create_table(
                TableName=table.replace("_", "-"),
                KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
                AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
                BillingMode="PAY_PER_REQUEST",
            )
        boto3.client("secretsmanager").create_secret(Name="secret-id", SecretString="s" * 32)
        yield Stack(tmp_path)
    monkeypatch.undo()
    _forget()


def test_before_the_first_publication_lists_are_empty(stack: Stack) -> None:
    assert stack.get("/v1/disclosures").json == {"items": [], "next_cursor": None}
    assert stack.get(f"/v1/subjects?q={FIRM}").json["items"] == []


def test_a_publication_and_a_withdrawal_show_in_the_next_request(stack: Stack) -> None:
    one, other = version(1), version(2)
    assert stack.get(f"/v1/records/{one.key.record_id}").status == 404
    stack.publish(one)
    assert stack.get(f"/v1/records/{one.key.record_id}").json["document_number"] == one.document_number
    stack.publish(other)
    assert len(stack.get(f"/v1/subjects/{FIRM}/records").json["items"]) == 2
    stack.withdraw(one.key.record_id, "决定被撤销")
    assert stack.get(f"/v1/records/{one.key.record_id}").status == 410
    assert len(stack.get("/v1/disclosures").json["items"]) == 1


def test_a_scoreboard_and_an_absent_submission(stack: Stack) -> None:
    counts = ("reported", "accepted", "rejected", "published", "on_time", "late", "due_soon", "overdue", "exempt")
    board: dict[str, object] = {
        "department": "city",
        "month": "2026-03",
        "as_of": rfc3339(NOW),
        "suspected_missing": 0,
        **dict.fromkeys((*counts, "concealed", "corrected", "withdrawn"), 0),
        **dict.fromkeys(("error_rate", "average_working_days", "p95_working_days")),
        **{f"objections_{name}": 0 for name in ("handled", "late", "open", "overdue")},
        **{f"objections_{name}": None for name in ("average_working_days", "p95_working_days")},
        "rates": dict.fromkeys(("reporting", "compliance", "timeliness", "lateness")),
        "overdue_items": [],
        "departments": [],
    }
    root.scoreboards().put([StoredBoard("city", "2026-03", board)])
    assert stack.get("/v1/compliance").json == board
    own = bearer(root.credentials(), "water", datetime.now(UTC).replace(microsecond=0))
    assert stack.get("/v1/submissions/unknown").status == 401
    assert stack.get("/v1/submissions/unknown", **own).status == 404
    assert stack.get("/v1/submissions", **own).json == {"items": [], "next_cursor": None}


def test_the_log_tells_the_route_and_the_outcome_and_no_query(
    stack: Stack, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    cold_start.is_cold_start = True
    stack.get(f"/v1/subjects?q={quote('张三丰')}")
    answered = [vars(record) for record in caplog.records if record.message == "answered"]
    assert [(one["route"], one["status"]) for one in answered] == [("GET /v1/subjects", 200)]
    out = capfd.readouterr().out + str(answered)
    assert "张三丰" not in out
    assert quote("张三丰") not in out
    metrics = [json.loads(line) for line in out.splitlines() if "CloudWatchMetrics" in line]
    assert any("ServerErrors" in line for line in metrics)
