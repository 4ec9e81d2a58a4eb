"""Files that are processed long after they were dropped: withdrawals and newer files have gone by meanwhile."""

from contextlib import suppress
from pathlib import Path

import pytest
from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties
from tests.faults.machine import ExecutionFailedError
from tests.faults.test_orders import orders
from tests.faults.wire import Fault
from tests.faults.world import World, opened
from tests.integration.ingest.test_withdrawals import OTHER, counts, receipt, served, standing

ONE = Penalty(1).document


def public_text(world: World) -> str:
    """The words of every page and file of the public site."""
    files = (body for key, body in world.state().items() if key.startswith("publicbucket/") and isinstance(body, bytes))
    return "\n".join(body.decode(errors="ignore") for body in files)


def test_a_document_is_taken_down_with_the_party_that_came_late(world: World) -> None:
    """The withdrawal names no party; one of both was not known when it was worked on."""
    late = world.drop(KEY.format("late.csv"), penalties([Penalty(1, party=OTHER)]))
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1), Penalty(2)])))
    world.ingest(world.drop(NOTICES.format("w"), notices((ONE, "", "撤销"))))
    world.job("publish")
    world.ingest(late)
    assert served(world, Penalty(1))[0] == 410
    world.job("publish")
    assert [served(world, p)[0] for p in (Penalty(1), Penalty(1, party=OTHER), Penalty(2))] == [410, 410, 200]
    assert OTHER not in public_text(world)


def test_a_late_party_that_was_published_before_the_withdrawal_came_is_gone_with_its_reason(world: World) -> None:
    """Another file had made it public; the late one tells that it was dropped before."""
    first = penalties([Penalty(1, party=OTHER)])
    late = world.drop(KEY.format("late.csv"), first)
    withdrawal = world.drop(NOTICES.format("w"), notices((ONE, "", "撤销")))
    world.ingest(world.drop(KEY.format("again.csv"), first))
    world.job("publish")
    world.ingest(withdrawal)
    assert counts(world, "w.csv") == (0, 1, 0)
    assert served(world, Penalty(1, party=OTHER))[0] == 200
    world.ingest(late)  # a duplicate of the newer one
    world.job("publish")
    assert served(world, Penalty(1, party=OTHER)) == (410, "决定被撤销")
    assert OTHER not in public_text(world)
    assert counts(world, "w.csv") == (1, 0, 0)


def test_a_failed_withdrawal_waits_for_its_redrive_when_an_older_file_is_done(world: World) -> None:
    """The older file calls for it to be rewritten; of that alone it must not look as if it ran."""
    late = world.drop(KEY.format("late.csv"), penalties([Penalty(1)]))
    withdrawal = world.drop(NOTICES.format("w"), notices((ONE, "", "撤销")))
    whole = world.machine._invoke
    world.machine._invoke = lambda name, given: world.attempt(
        name, given, Fault("throttle", 3, lasting=True) if name == "validate" else None
    )
    with suppress(ExecutionFailedError):
        world.ingest(withdrawal)
    world.machine._invoke = whole
    assert receipt(world, "w.csv")["status"] == "failed"
    world.ingest(late)
    world.job("publish")
    assert world.job("reconcile")["failed"] == 1, "who is on duty still sees it"
    world.ingest(withdrawal)
    world.job("publish")
    assert counts(world, "w.csv") == (1, 0, 0)
    assert standing(world) == {ONE: "决定被撤销"}
    assert ONE not in public_text(world)


def test_several_late_files_are_each_followed_by_the_withdrawal(world: World) -> None:
    late = [world.drop(KEY.format(f"{n}.csv"), penalties([Penalty(n)])) for n in (1, 2, 3)]
    rows = [(Penalty(n).document, "", "撤销") for n in (1, 2, 3)]
    world.ingest(world.drop(NOTICES.format("w"), notices(*rows)))
    assert counts(world, "w.csv") == (0, 3, 0)
    for event in late:
        world.ingest(event)
        world.job("publish")
    assert standing(world) == {Penalty(n).document: "决定被撤销" for n in (1, 2, 3)}
    assert counts(world, "w.csv") == (3, 0, 0), "its receipt says what became of it"
    assert "武住更罚" not in public_text(world)


def test_every_order_of_files_and_withdrawals_ends_the_same(folder: Path) -> None:
    """A first file, a withdrawal, a cumulative file that repeats it, and a correction."""
    two, three = (Penalty(n).document for n in (2, 3))
    steps = [
        (KEY.format("a.csv"), penalties([Penalty(1), Penalty(2), Penalty(3)])),
        (NOTICES.format("w"), notices((ONE, "", "撤销"), (two, "", "撤销"), (three, "", "变更"))),
        (KEY.format("b.csv"), penalties([Penalty(1), Penalty(2), Penalty(3)])),
        (KEY.format("c.csv"), penalties([Penalty(1), Penalty(2, fine="5")])),
    ]
    with opened(folder, chunk_rows=2) as world:
        events = [world.drop(*step) for step in steps]
        found = {order: standing(world) for order in orders(world, events)}
    expected = {ONE: "决定被撤销", two: "50000.00", three: "决定被变更"}
    assert {order: outcome for order, outcome in found.items() if outcome != expected} == {}


@pytest.mark.parametrize("function", ["validate", "normalise", "settle"])
def test_what_failed_and_is_run_again_much_later_ends_as_if_it_had_not(world: World, function: str) -> None:
    """The older file fails for good at some call; a newer one and a withdrawal go by; then it is run again."""
    old = world.drop(KEY.format("old.csv"), penalties([Penalty(1), Penalty(2), Penalty(3, fine="7")]))
    start = world.save()
    world.ingest(old)
    calls = max(len(s.operations) for s in world.steps if s.function == function)
    newer = penalties([Penalty(2), Penalty(3)]), notices((ONE, "", "撤销"))

    def go_on() -> None:
        world.ingest(world.drop(KEY.format("new.csv"), newer[0]))
        world.ingest(world.drop(NOTICES.format("w"), newer[1]))
        world.job("publish")

    go_on()
    expected = standing(world)
    whole = world.machine._invoke
    for at in {1, calls - 2, calls}:
        world.restore(start)

        def broken(name: str, given: object, at: int = at) -> object:
            down = Fault("throttle", at, lasting=True) if name == function and "failure" not in given else None  # type: ignore[operator]
            return world.attempt(name, given, down)

        world.machine._invoke = broken
        with suppress(ExecutionFailedError):  # what is settled but for its last call is finished by a retry
            world.ingest(old)
        world.machine._invoke = whole
        go_on()
        known = [Penalty(2).document, Penalty(3).document]
        assert all(number in public_text(world) for number in known), "what the newer file repeats is public by it"
        world.ingest(old)
        world.job("publish")
        assert standing(world) == expected, at
        assert served(world, Penalty(1))[0] in (404, 410)
        assert ONE not in public_text(world)
