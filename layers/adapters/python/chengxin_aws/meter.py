"""CloudWatch metrics by PutMetricData: what alarms must see at once, with a department dimension."""

import logging
from collections.abc import Sequence
from itertools import islice
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chengxin.compliance.escalation.metrics import NAMESPACE, Metric

PER_CALL = 1000
_LOG = logging.getLogger(__name__)


class CloudWatchMeter:
    """`chengxin.steps.comply.Meter`. No timestamp is sent, so a datum is of now, whatever the business clock says."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def put(self, found: Sequence[Metric]) -> None:
        remaining = iter(found)
        while batch := list(islice(remaining, PER_CALL)):
            self._client.put_metric_data(Namespace=NAMESPACE, MetricData=[_datum(metric) for metric in batch])


class ProgressMeter(CloudWatchMeter):
    """For what a dashboard draws and nothing depends on: no work is undone because it could not be told."""

    def put(self, found: Sequence[Metric]) -> None:
        try:
            super().put(found)
        except (BotoCoreError, ClientError) as error:
            _LOG.warning("%d metrics were not put: %s", len(found), type(error).__name__)


def _datum(metric: Metric) -> dict[str, Any]:
    return {
        "MetricName": metric.name,
        "Value": metric.value,
        "Unit": metric.unit,
        "Dimensions": [{"Name": name, "Value": value} for name, value in metric.dimensions.items()],
    }
