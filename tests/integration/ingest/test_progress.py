"""What the dashboard is told of a file on its way: all of its rows, once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.world import World
from tests.integration.adapters.test_meter import Unreachable

from chengxin.compliance.escalation.metrics import DIMENSION, NAMESPACE
from chengxin_aws import root
from chengxin_aws.meter import ProgressMeter

ROWS = [*(Penalty(n) for n in range(1, 8)), Penalty(8, kind="")]


def told() -> Counter[str]:
    """The sum of each metric so far, over departments."""
    cloudwatch, now, found = boto3.client("cloudwatch"), datetime.now(UTC), Counter[str]()
    listed = cloudwatch.list_metrics(Namespace=NAMESPACE)["Metrics"]
    for name, departments in {(one["MetricName"], tuple(d["Value"] for d in one["Dimensions"])) for one in listed}:
        points = cloudwatch.get_metric_statistics(
            Namespace=NAMESPACE,
            MetricName=name,
            Dimensions=[{"Name": DIMENSION, "Value": department} for department in departments],
            StartTime=now - timedelta(hours=1),
            EndTime=now + timedelta(hours=1),
            Period=60,
            Statistics=["Sum"],
        )["Datapoints"]
        found[name] += int(sum(point["Sum"] for point in points))
    return found


def test_rows_are_told_as_they_come_as_they_are_done_and_as_they_become_public(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties(ROWS)))
    rows = {"CityRowsReceived": 8, "RowsProcessed": 8, "CityRowsAccepted": 7, "CityRowsRejected": 1}
    assert +told() == Counter(rows)
    world.job("publish")
    assert told()["CityRecordsPublished"] == 7


def test_what_is_known_is_told_as_unchanged_and_what_came_before_not_at_all(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties(ROWS)))
    world.ingest(world.drop(KEY.format("a.csv"), penalties(ROWS)))
    assert told()["CityRowsReceived"] == 8
    world.ingest(world.drop(KEY.format("b.csv"), penalties([*ROWS[:7], Penalty(9)])))
    found = told()
    assert (found["CityRowsReceived"], found["CityRowsUnchanged"], found["CityRowsAccepted"]) == (16, 7, 8)


def test_a_step_that_is_run_again_tells_nothing_twice(world: World) -> None:
    event = world.drop(KEY.format("a.csv"), penalties(ROWS))
    world.ingest(event)
    for step in [step for step in world.steps if step.function in ("validate", "normalise")]:
        world.attempt(step.function, step.event)
    assert (told()["CityRowsReceived"], told()["RowsProcessed"]) == (8, 8)


def test_a_late_files_newer_ones_are_written_again_and_not_told_again(world: World) -> None:
    first = world.drop(KEY.format("a.csv"), penalties(ROWS[:2]))
    world.ingest(world.drop(KEY.format("b.csv"), penalties(ROWS)))
    world.ingest(first)
    assert any("again" in step.event for step in world.steps if step.function == "validate")
    assert told()["CityRowsReceived"] == told()["RowsProcessed"] == 10


def test_files_are_finished_while_cloudwatch_is_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root, "progress", lambda: ProgressMeter(Unreachable()))
    world.ingest(world.drop(KEY.format("a.csv"), penalties(ROWS)))
    assert world.job("publish")["published"] == len(world.records()) == 7
