"""The in-process AWS of the adapters' tests, and a town on it."""

import pytest
from tests.integration.adapters.conftest import aws, ledger, now, records, scoreboards
from tests.integration.comply.city import Town

from chengxin_aws.ledger import DynamoLedger
from chengxin_aws.records import DynamoRecords
from chengxin_aws.scoreboards import DynamoScoreboards

__all__ = ["aws", "ledger", "now", "records", "scoreboards"]


@pytest.fixture
def town(ledger: DynamoLedger, records: DynamoRecords, scoreboards: DynamoScoreboards) -> Town:
    return Town(ledger, records, scoreboards)
