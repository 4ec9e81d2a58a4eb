"""Evaluates `AWS::CloudWatch::Alarm` definitions as CloudWatch documents it, since the local emulator pools dimensions
and knows no missing data.

Rules: the CloudWatch user guide, "Alarm evaluation" and "Configuring how CloudWatch alarms treat missing data". An
alarm with a period of a minute or more is evaluated every minute on windows that slide. It looks at more points than
its evaluation periods (two more here, as in the guide's tables) and fills in missing ones only where real ones don't
suffice. Where the guide leaves the state open (`- - - - X` for `missing`), it is kept.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from operator import ge, gt, le, lt
from pathlib import Path
from typing import Any, Literal

import yaml

State = Literal["OK", "ALARM", "INSUFFICIENT_DATA"]
Point = float | None

STATISTICS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "Maximum": max,
    "Minimum": min,
    "Sum": sum,
    "Average": lambda values: sum(values) / len(values),
    "SampleCount": len,
}
COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": gt,
    "GreaterThanOrEqualToThreshold": ge,
    "LessThanThreshold": lt,
    "LessThanOrEqualToThreshold": le,
}
QUERY = r'SELECT (MAX|SUM)\((\w+)\) FROM SCHEMA\("(\w+)", (\w+)\) GROUP BY \4'
EXTRA_POINTS = 2
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Put:
    """One datum of a `PutMetricData` call."""

    at: datetime
    name: str
    value: float
    dimensions: Mapping[str, str] = field(default_factory=dict)
    namespace: str = "Chengxin"


@dataclass(frozen=True, slots=True)
class Change:
    """An alarm's change of state, which is what fires its actions."""

    at: datetime
    state: State


class Alarm:
    """One alarm on a single metric, from its CloudFormation properties (intrinsics only where they don't matter)."""

    def __init__(self, properties: Mapping[str, Any]) -> None:
        if "MetricName" not in properties:
            raise ValueError("only alarms on a single metric can be evaluated")
        self.name = str(properties["MetricName"])
        self.namespace = properties["Namespace"]
        self.dimensions = {one["Name"]: one["Value"] for one in properties.get("Dimensions", [])}
        self.period = timedelta(seconds=int(properties["Period"]))
        self.periods = int(properties["EvaluationPeriods"])
        self.to_alarm = int(properties.get("DatapointsToAlarm", self.periods))
        self.threshold = float(properties["Threshold"])
        self.missing = properties.get("TreatMissingData", "missing")
        self._statistic = STATISTICS[properties["Statistic"]]
        self._compare = COMPARISONS[properties["ComparisonOperator"]]

    def watches(self, put: Put) -> bool:
        """Whether a datum belongs to the alarm's metric: name, namespace and exactly its dimensions."""
        return (put.namespace, put.name, dict(put.dimensions)) == (self.namespace, self.name, self.dimensions)

    def next_state(self, points: Sequence[Point], current: State) -> State:
        """The state after looking at an evaluation range, oldest point first, None where there is no datum."""
        real = [self._compare(point, self.threshold) for point in points if point is not None]
        if len(real) >= self.periods:
            return "ALARM" if sum(real[-self.periods :]) >= self.to_alarm else "OK"
        filled = self.periods - len(real) if self.missing == "breaching" else 0
        if sum(real) + filled >= self.to_alarm:
            return "ALARM"
        if self.missing in ("breaching", "notBreaching") or not all(real):
            return "OK"
        return current if self.missing == "ignore" else self._with_too_little(points, current)

    def _with_too_little(self, points: Sequence[Point], current: State) -> State:
        """`missing`, with fewer points than needed and none of them good: early alarm only when the oldest is old."""
        oldest = next((index for index, point in enumerate(points) if point is not None), None)
        if oldest is None:
            return "INSUFFICIENT_DATA"
        return "ALARM" if len(points) - oldest >= self.to_alarm else current

    def play(self, puts: Iterable[Put], moments: Iterable[datetime]) -> list[Change]:
        """Every change of state as the alarm is evaluated at each moment, from INSUFFICIENT_DATA on."""
        mine = sorted((put for put in puts if self.watches(put)), key=lambda put: put.at)
        times = [put.at for put in mine]
        state: State = "INSUFFICIENT_DATA"
        changes = []
        for moment in moments:
            following = self.next_state(self._points(mine, times, moment), state)
            if following != state:
                state = following
                changes.append(Change(moment, state))
        return changes

    def _points(self, puts: Sequence[Put], times: Sequence[datetime], now: datetime) -> list[Point]:
        edges = [now - self.period * n for n in range(self.periods + EXTRA_POINTS, -1, -1)]
        cuts = [bisect_left(times, edge) for edge in edges]
        windows = [[put.value for put in puts[start:end]] for start, end in pairwise(cuts)]
        return [self._statistic(window) if window else None for window in windows]


def alarms(template: Mapping[str, Any], namespace: str = "Chengxin") -> dict[str, Alarm]:
    """The alarms of a template on single metrics of a namespace, by logical id."""
    found = {}
    for name, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::CloudWatch::Alarm" and properties.get("Namespace") == namespace:
            found[name] = Alarm(properties)
    return found


def contributors(template: Mapping[str, Any], values: Iterable[str]) -> dict[tuple[str, str], Alarm]:
    """The alarms on a query `GROUP BY` one dimension, by logical id and value: each value is evaluated by itself."""
    found = {}
    for name, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in properties:
            (query,) = properties["Metrics"]
            asked = re.fullmatch(QUERY, query["Expression"])
            if asked is None:
                raise ValueError(f"{query['Expression']!r} is not a query that can be evaluated")
            statistic, metric, namespace, dimension = asked.groups()
            single = {
                "MetricName": metric,
                "Namespace": namespace,
                "Statistic": {"MAX": "Maximum", "SUM": "Sum"}[statistic],
                "Period": query["Period"],
            }
            for value in values:
                of_one = {"Dimensions": [{"Name": dimension, "Value": value}]}
                found[name, value] = Alarm({**properties, **single, **of_one})
    return found


def read_template(path: Path) -> dict[str, Any]:
    """A template as it is on AWS (`!If [OnAws, …]`); an alarm's rules need no other intrinsics, which are left out."""

    class Loader(yaml.SafeLoader):
        """Knows CloudFormation's tags."""

    def on_aws(loader: Any, node: Any) -> Any:
        condition, yes, _ = loader.construct_sequence(node, deep=True)
        return yes if condition == "OnAws" else None

    Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
    Loader.add_constructor("!If", on_aws)
    template: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader)
    return template
