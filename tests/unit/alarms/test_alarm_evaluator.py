"""The evaluator against the tables of the CloudWatch user guide, row by row."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.support.alarm_evaluator import Alarm, Change, Put, State, alarms, contributors

MODES = ("missing", "ignore", "breaching", "notBreaching")
START = datetime(2026, 1, 1, tzinfo=UTC)


PROPERTIES = {
    "Namespace": "Chengxin",
    "MetricName": "CityOverdueDisclosures",
    "Statistic": "Maximum",
    "Period": 3600,
    "EvaluationPeriods": 1,
    "Threshold": 0,
    "ComparisonOperator": "GreaterThanThreshold",
}


def alarm(**changes: Any) -> Alarm:
    return Alarm({**PROPERTIES, **changes})


def states(row: str, m: int, current: State) -> list[State]:
    points = [{"0": 0.0, "X": 1.0, "-": None}[cell] for cell in row.split()]
    three = {"EvaluationPeriods": 3, "DatapointsToAlarm": m}
    return [alarm(**three, TreatMissingData=mode).next_state(points, current) for mode in MODES]


RETAIN = "retain"
GUIDE = [
    ("0 - X - X", 3, ["OK", "OK", "OK", "OK"]),
    ("0 - - - -", 3, ["OK", "OK", "OK", "OK"]),
    ("- - - - -", 3, ["INSUFFICIENT_DATA", RETAIN, "ALARM", "OK"]),
    ("0 X X - X", 3, ["ALARM", "ALARM", "ALARM", "ALARM"]),
    ("- - X - -", 3, ["ALARM", RETAIN, "ALARM", "OK"]),
    ("0 - X - X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]),
    ("0 0 X 0 X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]),
    ("0 - X - -", 2, ["OK", "OK", "ALARM", "OK"]),
    ("- - - - 0", 2, ["OK", "OK", "ALARM", "OK"]),
    ("- - - X -", 2, ["ALARM", RETAIN, "ALARM", "OK"]),
]


@pytest.mark.parametrize("current", ["OK", "ALARM", "INSUFFICIENT_DATA"])
@pytest.mark.parametrize(("row", "m", "expected"), GUIDE)
def test_the_guides_tables(row: str, m: int, expected: list[str], current: State) -> None:
    assert states(row, m, current) == [current if state == RETAIN else state for state in expected]


@pytest.mark.parametrize("row", ["- - - - X", "- - - X -"])
def test_no_premature_alarm_while_the_next_point_may_be_good(row: str) -> None:
    assert states(row, 3, "OK")[:2] == ["OK", "OK"]


def hours(*values: float | None, dimensions: dict[str, str] | None = None) -> list[Put]:
    return [
        Put(START + timedelta(hours=n), "CityOverdueDisclosures", value, dimensions or {})
        for n, value in enumerate(values)
        if value is not None
    ]


def changes(found: list[Change]) -> list[tuple[float, State]]:
    return [((one.at - START) / timedelta(hours=1), one.state) for one in found]


def minutes(count: int) -> list[datetime]:
    return [START + timedelta(minutes=n) for n in range(1, count + 1)]


def test_windows_slide_by_the_minute_and_a_newer_value_takes_over_when_the_old_leaves_them() -> None:
    found = alarm().play(hours(0, 2, 0, 0), minutes(240))
    assert [(round(at * 60), state) for at, state in changes(found)] == [(1, "OK"), (61, "ALARM"), (121, "OK")]


def test_only_its_own_dimensions_count() -> None:
    market, city = {"Department": "market-supervision"}, alarm()
    of_market = alarm(Dimensions=[{"Name": "Department", "Value": "market-supervision"}])
    puts = [*hours(5, 5, dimensions=market), *hours(0, 0)]
    assert [one.state for one in city.play(puts, minutes(120))] == ["OK"]
    assert [one.state for one in of_market.play(puts, minutes(120))] == ["ALARM"]


@pytest.mark.parametrize(
    ("statistic", "operator", "threshold", "state"),
    [
        ("Sum", "GreaterThanOrEqualToThreshold", 6, "ALARM"),
        ("Average", "GreaterThanThreshold", 3, "OK"),
        ("Minimum", "LessThanThreshold", 2, "ALARM"),
        ("SampleCount", "LessThanOrEqualToThreshold", 1, "OK"),
    ],
)
def test_statistics_and_comparisons(statistic: str, operator: str, threshold: float, state: State) -> None:
    puts = [Put(START + timedelta(minutes=n), "CityOverdueDisclosures", value) for n, value in enumerate((1, 5))]
    watched = alarm(Statistic=statistic, ComparisonOperator=operator, Threshold=threshold)
    assert [one.state for one in watched.play(puts, [START + timedelta(minutes=30)])] == [state]


def test_it_reads_the_alarms_of_a_template() -> None:
    template = {
        "Resources": {
            "Overdue": {"Type": "AWS::CloudWatch::Alarm", "Properties": PROPERTIES},
            "Any": {"Type": "AWS::CloudWatch::CompositeAlarm", "Properties": {"AlarmRule": "…"}},
            "Other": {"Type": "AWS::CloudWatch::Alarm", "Properties": {**PROPERTIES, "Namespace": "AWS/SQS"}},
        }
    }
    assert list(alarms(template)) == ["Overdue"]
    with pytest.raises(ValueError, match="single metric"):
        Alarm({"Namespace": "Chengxin", "Metrics": []})


def test_a_query_is_evaluated_for_each_value_of_its_dimension() -> None:
    query = 'SELECT MAX(Overdue) FROM SCHEMA("Chengxin", Department) GROUP BY Department'
    rules = {"EvaluationPeriods": 1, "Threshold": 0, "ComparisonOperator": "GreaterThanThreshold"}
    properties: dict[str, Any] = {**rules, "Metrics": [{"Id": "q", "Expression": query, "Period": 3600}]}
    template = {"Resources": {"Glance": {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}}}
    both = contributors(template, ["market", "water"])
    puts = [Put(START, "Overdue", 2, {"Department": "market"}), Put(START, "Overdue", 0, {"Department": "water"})]
    found = {value: [one.state for one in alarm.play(puts, minutes(30))] for (_, value), alarm in both.items()}
    assert found == {"market": ["ALARM"], "water": ["OK"]}
    properties["Metrics"][0]["Expression"] = "SELECT AVG(x) FROM y"
    with pytest.raises(ValueError, match="query"):
        contributors(template, ["market"])
