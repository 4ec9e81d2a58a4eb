"""Everything that failed is finished in drop order, and what follows is rewritten once each: `make redrive ALL=1`."""

from contextlib import suppress

import pytest
from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties
from tests.faults.machine import ExecutionFailedError
from tests.faults.world import World

from chengxin.steps.normalise import Normaliser
from chengxin.steps.recover import Recovery
from chengxin.versions.drop_order import Rewrite
from chengxin_aws import root

FILES = 12


class Machine:
    """`chengxin.steps.recover.Executions` on the world's state machine; notes what it ran."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.ran: list[tuple[str, bool]] = []

    def finish(self, key: str, version_id: str, again: Rewrite | None) -> bool:
        thing = {"key": key, "version-id": version_id}
        event = {"detail": {"bucket": {"name": root.inbox().bucket}, "object": thing}, "defer": True}
        self.ran.append((key, again is not None))
        try:
            self._world.machine.run(event | ({"again": {"cause": again.cause, "since": again.since}} if again else {}))
        except ExecutionFailedError:
            return False
        return True


def recover(world: World) -> tuple[dict[str, object], list[tuple[str, bool]]]:
    machine = Machine(world)
    done = Recovery(root.catalogue(), root.submissions(), machine).run(lambda _: None)
    return done, machine.ran


def content(world: World) -> dict[str, tuple[str, str | None]]:
    """The newest version of each record."""
    newest = {v.key.record_id: v for v in sorted(world.records(), key=lambda v: v.order)}
    return {record: (v.digest, v.withdrawn) for record, v in newest.items()}


@pytest.fixture
def events(world: World) -> list[dict[str, object]]:
    """Cumulative files, each with a correction, and a withdrawal in their midst."""
    drops = []
    for n in range(FILES):
        rows = [Penalty(1, fine=str(n + 1)), *(Penalty(number) for number in range(2, n + 3))]
        drops.append(world.drop(KEY.format(f"{n:02d}.csv"), penalties(rows)))
        if n == FILES // 2:
            drops.append(world.drop(NOTICES.format("w"), notices((Penalty(2).document, "", "撤销"))))
    return drops


def test_all_is_finished_in_drop_order_and_rewritten_once(
    world: World, events: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = world.save()
    for event in events:
        world.ingest(event)
    expected, statements = content(world), decisions(world)
    world.restore(start)
    with monkeypatch.context() as broken:
        broken.setattr(Normaliser, "run", lambda *_: 1 / 0)
        for event in reversed(events[::2]):
            with suppress(ExecutionFailedError):
                world.ingest(event)
    for event in events[1::2]:
        world.ingest(event)
    done, ran = recover(world)
    failed = len(events[::2])
    assert (done["failed"], done["finished"], done["still_failed"], done["rewrites_left"]) == (failed, failed, [], 0)
    finished = [key for key, again in ran if not again]
    assert finished == sorted(finished, key=lambda key: [e["detail"]["object"]["key"] for e in events].index(key))  # type: ignore[index]
    rewritten = [key for key, again in ran if again]
    assert len(rewritten) == len(set(rewritten))
    assert content(world) == expected
    assert not root.submissions().rewrites()
    assert not root.submissions().unfinished()
    assert statements <= decisions(world) <= 3 * statements
    assert recover(world)[1] == []


def test_what_fails_again_is_named_and_holds_up_nothing_else(
    world: World, events: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Normaliser, "run", lambda *_: 1 / 0)
        for event in events:
            with suppress(ExecutionFailedError):
                world.ingest(event)
    whole = Normaliser.run
    poison = root.dropped(events[3])
    assert poison is not None

    def run(self: Normaliser, staged: str, item: dict[str, object]) -> object:
        if staged.startswith(poison.submission_id):
            raise MemoryError
        return whole(self, staged, item)

    monkeypatch.setattr(Normaliser, "run", run)
    done, _ = recover(world)
    assert (done["finished"], done["still_failed"]) == (len(events) - 1, [poison.key])


def decisions(world: World) -> int:
    """How many statements the ledger holds."""
    ledger = root.ledger()
    return sum(len(e.decisions) for d in ledger.departments() for e in ledger.month(d, "2026-03"))
