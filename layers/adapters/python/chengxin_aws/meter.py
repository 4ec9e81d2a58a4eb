"""CloudWatch metrics by PutMetricData: what alarms must see at once, with a department dimension."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from chengxin.compliance.metrics import NAMESPACE, Metric

PER_CALL = 500


class CloudWatchMeter:
    """`chengxin.jobs.comply.Meter`. No timestamp is sent, so a datum is of now, whatever the business clock says."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def put(self, found: Sequence[Metric]) -> None:
        remaining = iter(found)
        while batch := list(islice(remaining, PER_CALL)):
            self._client.put_metric_data(Namespace=NAMESPACE, MetricData=[_datum(metric) for metric in batch])


def _datum(metric: Metric) -> dict[str, Any]:
    return {
        "MetricName": metric.name,
        "Value": metric.value,
        "Unit": metric.unit,
        "Dimensions": [{"Name": name, "Value": value} for name, value in metric.dimensions.items()],
    }
