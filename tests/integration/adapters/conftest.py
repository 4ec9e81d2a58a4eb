"""The in-process AWS of each test."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from moto import mock_aws
from tests.integration.adapters.aws import REGION, dynamodb, table

from chengxin.times import SHANGHAI
from chengxin_aws.ledger import DynamoLedger
from chengxin_aws.records import DynamoRecords
from chengxin_aws.scoreboards import DynamoScoreboards
from chengxin_aws.submissions import DynamoSubmissions


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    with mock_aws():
        yield


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)


@pytest.fixture
def records(aws: None) -> DynamoRecords:
    return DynamoRecords(dynamodb(), table("RecordsTable"))


@pytest.fixture
def ledger(aws: None) -> DynamoLedger:
    return DynamoLedger(dynamodb(), table("LedgerTable"))


@pytest.fixture
def submissions(aws: None) -> DynamoSubmissions:
    return DynamoSubmissions(dynamodb(), table("SubmissionsTable"))


@pytest.fixture
def scoreboards(aws: None) -> DynamoScoreboards:
    return DynamoScoreboards(dynamodb(), table("ScoreboardsTable"))
