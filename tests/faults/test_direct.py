"""The short way to the in-process AWS leads to the same as the way through botocore and HTTP."""

from pathlib import Path

from tests.faults.scenario import scenario
from tests.faults.world import opened


def test_both_ways_end_the_same_by_the_same_calls(folder: Path) -> None:
    with opened(folder) as world:
        scenario(world)
        state, calls = world.state(), [(step.function, step.operations) for step in world.steps]
    with opened(folder, over_http=True) as world:
        scenario(world)
        assert [(step.function, step.operations) for step in world.steps] == calls
        assert world.state() == state
