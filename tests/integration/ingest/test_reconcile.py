"""Reconciliation: no file of the inbox stays without a receipt, whatever became of its event."""

from datetime import timedelta
from typing import Any

import boto3
import pytest
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.machine import Crash
from tests.faults.stack import physical
from tests.faults.wire import Fault
from tests.faults.world import World

from chengxin_aws import root


def reconcile(world: World, *, register_only: bool = False) -> dict[str, Any]:
    event = {"time": world.now.isoformat(), "register_only": register_only}
    answer: dict[str, Any] = world.attempt("reconcile", event)
    return answer


def finish(world: World) -> None:
    while world.started:
        world.machine.run(world.started.pop(0))


def put_metrics(world: World) -> dict[str, float]:
    """The highest value put so far of each metric."""
    metrics = boto3.client("cloudwatch")
    long = timedelta(days=9000)
    found = {}
    for name in ("InboxUnreceipted", "SubmissionsFailed", "RewritesWaiting"):
        points = metrics.get_metric_statistics(
            Namespace="Chengxin",
            MetricName=name,
            Statistics=["Maximum"],
            StartTime=world.now - long,
            EndTime=world.now + long,
            Period=86400,
        )["Datapoints"]
        found[name] = max(point["Maximum"] for point in points)
    return found


def test_a_lost_event_is_found_and_the_file_processed(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1)])))
    world.drop(KEY.format("lost + 100%.csv"), penalties([Penalty(2)]))  # nobody delivers its event
    world.drop(KEY.format("a.csv"), penalties([Penalty(3)]))  # nor that of a newer version of a known file
    assert reconcile(world)["redriven"] == 0, "an event may take its time"
    world.now += timedelta(minutes=16)
    assert reconcile(world)["redriven"] == 2
    assert put_metrics(world) == {"InboxUnreceipted": 2, "SubmissionsFailed": 0, "RewritesWaiting": 0}
    finish(world)
    found = reconcile(world)
    assert (found["versions"], found["redriven"], found["failed"]) == (3, 0, 0)
    receipts = [key for key in world.state() if key.startswith("receiptsbucket/") and key.endswith(".json")]
    assert len(receipts) == 3


def test_a_folders_marker_is_no_file(world: World) -> None:
    world.drop("housing-urban/administrative-penalty/", b"")
    world.now += timedelta(days=2)
    assert reconcile(world)["versions"] == 0


def test_what_failed_is_named_and_left_to_a_person(world: World) -> None:
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(1)]))
    world.attempt("settle", {**event, "failure": {}})
    world.now += timedelta(days=2)
    found = reconcile(world)
    assert (found["redriven"], found["failed"]) == (0, 1)
    (failed,) = found["failed_submissions"]
    submission = root.submissions().get(failed)
    assert submission is not None
    assert submission.status == "failed"


def test_a_submission_is_left_alone_as_long_as_it_gives_signs_of_life(world: World) -> None:
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(n) for n in range(6)]))
    validated = world.attempt("validate", event)
    for item in root.staging().manifest(validated["staged"]):
        world.now += timedelta(minutes=29)
        assert reconcile(world, register_only=True)["redriven"] == 0
        world.attempt("normalise", {"staged": validated["staged"], "chunk": item})
    world.now += timedelta(minutes=31)
    assert reconcile(world, register_only=True)["redriven"] == 1
    finish(world)
    world.now += timedelta(days=2)
    assert reconcile(world, register_only=True)["redriven"] == 0
    assert root.submissions().unfinished() == []


def test_an_execution_that_dies_without_a_word_is_found_within_the_hour(world: World) -> None:
    """Its last step, which would have said that it failed, fails as well."""
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(1)]))
    with pytest.raises(Crash):
        world.attempt("validate", event, Fault("crash-after", 2))
    with pytest.raises(Crash):
        world.attempt("settle", {**event, "failure": {}}, Fault("crash-after", 2))
    found = []
    for _ in range(4):
        world.now += timedelta(minutes=15)
        found.append(reconcile(world, register_only=True)["redriven"])
    assert found[0] == 0
    assert sum(found) >= 1
    finish(world)
    receipts = [key for key in world.state() if key.startswith("receiptsbucket/") and key.endswith(".json")]
    assert len(receipts) == 1


def test_what_failed_is_counted_as_long_as_it_has_failed(world: World) -> None:
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(1)]))
    world.attempt("settle", {**event, "failure": {}})
    for _ in range(3):
        world.now += timedelta(hours=5)
        assert reconcile(world, register_only=True)["failed"] == 1
    world.ingest(event)
    assert reconcile(world, register_only=True)["failed"] == 0


def test_a_rewrite_that_nobody_started_is_started_and_told_of_after_an_hour(world: World) -> None:
    late = world.drop(KEY.format("a.csv"), penalties([Penalty(1), Penalty(2)]))
    world.ingest(world.drop(KEY.format("b.csv"), penalties([Penalty(1), Penalty(2, fine="5")])))
    world.machine.run(late)
    assert world.started
    world.started.clear()  # whoever was to start it has died
    world.now += timedelta(minutes=20)
    assert reconcile(world, register_only=True)["rewrites_waiting"] == 0
    assert world.started == []
    world.now += timedelta(minutes=50)
    assert reconcile(world, register_only=True)["rewrites_waiting"] == 1
    finish(world)
    assert root.submissions().rewrites() == []
    assert reconcile(world, register_only=True)["rewrites_waiting"] == 0


def test_every_version_is_ranked_as_an_event_ranks_it(world: World) -> None:
    world.drop("k/d/a.csv", b"other second")
    for body in (b"1", b"2", b"3"):
        boto3.client("s3").put_object(Bucket=physical("InboxBucket"), Key="k/d/b.csv", Body=body)
    inbox = root.inbox()
    listed = {drop.version_id: drop.order for drop in inbox.all_drops()}
    by_event = {
        d.version_id: d.order for key in ("k/d/a.csv", "k/d/b.csv") for d in inbox.candidates(key, None, None, None)
    }
    assert listed == by_event
    assert len(listed) == 4


def test_reconciling_again_after_a_crash_starts_the_same(world: World) -> None:
    for number in range(3):
        world.drop(KEY.format(f"{number}.csv"), penalties([Penalty(number + 1)]))
    world.now += timedelta(hours=1)
    event = {"time": world.now.isoformat()}
    before = world.save()
    world.attempt("reconcile", event)
    calls, clean = list(world.wire.operations), sorted(map(str, world.started))
    for number in range(1, len(calls) + 1):
        world.restore(before)
        with pytest.raises(Crash):
            world.attempt("reconcile", event, Fault("crash-after", number))
        world.attempt("reconcile", event)
        assert sorted(map(str, world.started)) == clean
