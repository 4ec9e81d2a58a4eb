"""What is put into CloudWatch, and what happens when it can't be."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from tests.integration.adapters.aws import REGION

from chengxin.compliance.escalation.metrics import NAMESPACE
from chengxin.receipts.submission import RowCounts
from chengxin.steps.progress import publication_completed, rows_processed, rows_received
from chengxin_aws.meter import CloudWatchMeter, ProgressMeter

CAME = [
    *rows_received(10),
    *rows_processed("water", RowCounts(total=10, accepted=7, rejected=1, unchanged=2)),
    *publication_completed(6),
]


class Unreachable:
    """CloudWatch on a bad day."""

    def put_metric_data(self, **_: Any) -> None:
        raise ClientError({"Error": {"Code": "Throttling", "Message": "slow down"}}, "PutMetricData")


def test_rows_are_told_by_department_and_in_all(aws: None) -> None:
    client = boto3.client("cloudwatch", region_name=REGION)
    ProgressMeter(client).put(CAME)
    stored = {
        (one["MetricName"], *(d["Value"] for d in one["Dimensions"]))
        for one in client.list_metrics(Namespace=NAMESPACE)["Metrics"]
    }
    assert stored == {
        ("CityRowsReceived",),
        ("RowsProcessed", "water"),
        ("CityRowsAccepted",),
        ("CityRowsRejected",),
        ("CityRowsUnchanged",),
        ("CityRecordsPublished",),
        ("PublicationCompleted",),
    }


def test_a_file_does_not_fail_for_its_progress_as_a_sweep_does_for_its_alarms(caplog: pytest.LogCaptureFixture) -> None:
    ProgressMeter(Unreachable()).put(CAME)
    assert "7 metrics were not put: ClientError" in caplog.text
    with pytest.raises(ClientError):
        CloudWatchMeter(Unreachable()).put(CAME)


def test_nothing_is_told_of_nothing() -> None:
    assert rows_received(0) == []
    assert [one.name for one in publication_completed(0)] == ["PublicationCompleted"]
