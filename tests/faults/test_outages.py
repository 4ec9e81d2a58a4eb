"""An outage that outlasts every retry ends in a `failed` receipt, and a redrive finishes without duplicates."""

from contextlib import suppress
from pathlib import Path

import pytest
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.machine import ExecutionFailedError
from tests.faults.wire import Fault
from tests.faults.world import opened


@pytest.mark.parametrize("function", ["validate", "normalise", "settle"])
def test_an_outage_ends_in_a_failed_receipt_and_a_redrive_finishes(folder: Path, function: str) -> None:
    rows = [Penalty(1), Penalty(2, kind=""), Penalty(3)]
    with opened(folder) as world:
        event = world.drop(KEY.format("a.csv"), penalties(rows))
        before = world.save()
        world.ingest(event)
        after, calls = world.state(), {s.function: len(s.operations) for s in world.steps}
        clean_invoke = world.machine._invoke
        for at in range(1, calls[function] + 1):
            world.restore(before)

            def broken(name: str, given: object, at: int = at) -> object:
                down = Fault("throttle", at, lasting=True) if name == function and "failure" not in given else None  # type: ignore[operator]
                return world.attempt(name, given, down)

            world.machine._invoke = broken
            with suppress(ExecutionFailedError):
                world.ingest(event)
            (receipt,) = [k for k in world.state() if k.startswith("receiptsbucket/") and k.endswith(".json")]
            # A retry finds the receipt written, where only what follows it failed.
            assert (b'"status": "failed"' in world.state()[receipt]) == (world.state() != after)
            world.machine._invoke = clean_invoke
            world.ingest(event)
            assert world.state() == after, at
