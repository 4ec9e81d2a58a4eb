"""The same file many times over, and a failed one that is run again."""

import json
import random
from typing import Any

import pytest
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.machine import ExecutionFailedError
from tests.faults.world import World

from chengxin.steps.normalise import Normaliser
from chengxin_aws import root

TIMES = 50
AGAIN = {"cause": "an older one", "since": "0"}


def receipts(world: World) -> list[dict[str, Any]]:
    state = world.state().items()
    return [json.loads(v) for k, v in state if k.startswith("receiptsbucket/") and k.endswith(".json")]


def records(world: World) -> set[str]:
    return {key.partition("#")[0] for key in world.state() if key.startswith("recordstable/")}


def test_the_same_file_fifty_times_at_once_is_one_set_of_records_and_forty_nine_duplicates(world: World) -> None:
    """At once: every drop is validated before any is normalised, and each comes from its event in any order."""
    body = penalties([Penalty(1), Penalty(2), Penalty(3)])
    events = [world.drop(KEY.format(f"{n % 7}.csv"), body) for n in range(TIMES)]
    random.Random(5).shuffle(events)
    validated = [world.attempt("validate", event) for event in events]
    for one in random.Random(6).sample(validated, TIMES):
        for item in root.staging().manifest(one["staged"]):
            world.attempt("normalise", {"staged": one["staged"], "chunk": item})
    for one in random.Random(7).sample(validated, TIMES):
        world.attempt("settle", {"validated": one})
    while world.started:
        world.machine.run(world.started.pop(0))
    told = [receipt["status"] for receipt in receipts(world)]
    assert (told.count("accepted"), told.count("duplicate")) == (1, TIMES - 1)
    assert len(records(world)) == 3


def test_a_failed_submission_is_finished_by_a_redrive_without_duplicates(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workers die on the second chunk however often it is tried; then they are mended."""
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(n) for n in range(1, 6)]))
    whole = Normaliser.run

    def killed(self: Normaliser, staged: str, item: dict[str, Any]) -> None:
        if item["index"] == 1:
            raise MemoryError
        whole(self, staged, item)

    with monkeypatch.context() as broken:
        broken.setattr(Normaliser, "run", killed)
        with pytest.raises(ExecutionFailedError):
            world.ingest(event)
    (failed,) = receipts(world)
    assert failed["status"] == "failed"
    world.ingest(event)
    (finished,) = receipts(world)
    assert (finished["status"], finished["rows"]["total"], finished["rows"]["accepted"]) == ("accepted", 5, 5)
    assert len(records(world)) == 5


def test_writing_out_again_does_not_disturb_the_run_that_is_not_over(world: World) -> None:
    """A late older file calls for the newer one to be written out while the newer one's own run is in its middle."""
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(1), Penalty(2)]))
    first = world.attempt("validate", event)
    again = world.attempt("validate", {**event, "again": AGAIN})
    for item in root.staging().manifest(again["staged"]):
        world.attempt("normalise", {"staged": again["staged"], "chunk": item})
    world.attempt("settle", {"validated": again})
    for item in root.staging().manifest(first["staged"]):
        world.attempt("normalise", {"staged": first["staged"], "chunk": item})
    assert world.attempt("settle", {"validated": first})["status"] == "accepted"


def test_a_writing_out_that_fails_leaves_the_receipt_as_it_is(world: World) -> None:
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(1)]))
    world.attempt("validate", event)
    world.attempt("settle", {**event, "again": AGAIN, "failure": {"Error": "States.ALL"}})
    (submission,) = root.submissions().statuses([root.dropped(event).submission_id]).values()  # type: ignore[union-attr]
    assert submission == "running"
