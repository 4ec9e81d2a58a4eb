"""Publication is one run at a time: nothing that it makes is made by two, and all of it can be made anew."""

import json
from datetime import timedelta

import pytest
from functions.publish.handler import TIME_LIMIT
from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties
from tests.faults.wire import Fault
from tests.faults.world import World

from chengxin_aws import root
from chengxin_aws.records import DynamoRecords


def publish(world: World) -> dict[str, object]:
    answer: dict[str, object] = world.attempt("publish", {"time": world.now.isoformat()})
    return answer


def shown(world: World) -> set[str]:
    """The document numbers on the day's page."""
    day = json.loads(world.object("PublicBucket", "disclosures/2026/03/02/data.json"))
    return {row["document_number"] for row in day["items"]}


def test_what_settles_within_a_publication_shows_whenever_a_second_one_asks(world: World) -> None:
    """At every call of the first run: another file is settled, a record is withdrawn, and a second run starts."""
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1), Penalty(2)])))
    publish(world)
    world.ingest(world.drop(KEY.format("b.csv"), penalties([Penalty(3)])))
    saved = world.save()
    publish(world)
    calls, skipped = len(world.wire.operations), 0
    for at in range(1, calls + 1):
        world.restore(saved)

        def meanwhile() -> None:
            nonlocal skipped
            world.ingest(world.drop(KEY.format("c.csv"), penalties([Penalty(4)])))
            world.ingest(world.drop(NOTICES.format("w"), notices((Penalty(1).document, "", "撤销"))))
            skipped += publish(world).get("skipped", False) is True

        world.attempt("publish", {"time": world.now.isoformat()}, Fault("second-worker", at), meanwhile)
        publish(world)
        assert shown(world) == {Penalty(n).document for n in (2, 3, 4)}, at
    assert skipped > calls // 2


def test_a_publication_that_failed_gives_way_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1)])))
    with monkeypatch.context() as patch:
        patch.setattr(DynamoRecords, "get_many", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(world)
    assert publish(world)["published"] == 1


def test_a_publication_that_died_gives_way_when_its_time_is_over(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1)])))
    assert root.publisher(TIME_LIMIT).lease.take(world.now)
    assert publish(world)["skipped"]
    world.now += TIME_LIMIT + timedelta(minutes=1)
    assert publish(world)["published"] == 1


def test_index_and_files_are_made_anew_from_records_and_ledger(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1), Penalty(2), Penalty(3)])))
    publish(world)
    world.ingest(world.drop(KEY.format("b.csv"), penalties([Penalty(2, fine="9"), Penalty(4)])))
    world.ingest(world.drop(NOTICES.format("w"), notices((Penalty(1).document, "", "撤销"))))
    world.now += timedelta(days=1)
    publish(world)
    before = world.state()
    for bucket in (root.public(), root.work()):
        for key in [key for key in bucket.keys("") if not key.startswith("staging/")]:
            bucket.delete(key)
    table = list(root.shelf().listed())
    assert len(table) >= 20
    root.shelf().delete(table[::2])
    world.attempt("publish", {"time": world.now.isoformat(), "rebuild": True})
    found = world.state()
    assert {key for key in before if before[key] != found.get(key)} <= {*_parts(before)}
    assert before.keys() == found.keys()


def _parts(state: dict[str, object]) -> list[str]:
    """What tells, beside the records of a day, when each was changed."""
    return [key for key in state if key.startswith("workbucket/day-parts/")]
