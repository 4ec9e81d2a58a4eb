"""Every AWS call of every handler goes wrong in every way, once: what lasts is what the clean run left.

A trial starts from the state before an invocation, lets one call (or two) of it go wrong, and retries as Step Functions
or the scheduler would, with a fresh process. As an invocation depends on nothing but its event and what lasts, equal
state and equal answer mean that all that follows is equal too. `FAULTS=all` tries every kind, and every pair of
crashes, on every invocation.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from functions.publish.handler import TIME_LIMIT
from tests.faults.machine import Crash
from tests.faults.scenario import scenario
from tests.faults.wire import KINDS, Fault, Kind, applies
from tests.faults.world import Step, World, opened

ALL = os.environ.get("FAULTS") == "all"
PAIRS_UP_TO, PAIRS_QUICKLY, MOST = 25, 12, 10**6
JOBS = ("publish", "comply")
"""Their answers tell what this very run did, which a retry did only in part; nothing acts on them."""


@pytest.fixture(scope="module")
def clean(folder: Path) -> Iterator[World]:
    """A world after a clean run over everything that departments do, each invocation noted."""
    with opened(folder) as world:
        scenario(world)
        yield world


def shapes(world: World) -> list[Step]:
    """One step for each different sequence of calls."""
    return list({(step.function, step.operations): step for step in world.steps}.values())


def longest(steps: list[Step], calls: int) -> list[Step]:
    """Of each function the invocation with the most calls, up to a number of calls."""
    few = sorted((s for s in steps if len(s.operations) <= calls), key=lambda step: len(step.operations))
    return list({step.function: step for step in few}.values())


def struck_by(world: World, kind: Kind) -> list[Step]:
    """The invocations that a kind of fault is tried on: in the quick set the longest of each function."""
    if ALL:
        return shapes(world)
    return longest(shapes(world), PAIRS_UP_TO + 5 if kind == "second-worker" else MOST)


def sites(world: World, kind: Kind) -> Iterator[tuple[Step, Fault]]:
    for step in struck_by(world, kind):
        for number, operation in enumerate(step.operations, 1):
            if applies(kind, operation):
                yield step, Fault(kind, number)


class Retries:
    """Clean retries after a fault. As an invocation depends on its event and on what lasts only, the same remains
    need to be retried once; the memory keeps the verdicts by a digest of the remains."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._verdicts: dict[tuple[int, str], str] = {}

    def violation(self, step: Step, where: str) -> str:
        """What a clean retry ends in that differs from the clean run; empty where nothing does."""
        key = id(step), self._world.digest()
        if key not in self._verdicts:
            self._verdicts[key] = self._retry(step)
        verdict = self._verdicts[key]
        return verdict and f"{step.function}: {where}: {verdict}"

    def _retry(self, step: Step) -> str:
        outlive(self._world, step)
        answer = self._world.attempt(step.function, step.event)
        found = self._world.state()
        differing = sorted(k for k in step.after.keys() | found.keys() if step.after.get(k) != found.get(k))
        same = _acted_on(answer) == _acted_on(step.answer) or step.function in JOBS
        return f"{'' if same else answer} {differing or ''}".strip()


def _acted_on(answer: Any) -> Any:
    """An answer without what only a dashboard is told: a retry doesn't tell it again."""
    return {name: value for name, value in answer.items() if name != "rows"}


@pytest.fixture(scope="module")
def retries(clean: World) -> Retries:
    return Retries(clean)


def outlive(world: World, step: Step) -> None:
    """Until the dead run's lease is over; what the next one is to do, its event tells."""
    if step.function == "publish":
        world.now += TIME_LIMIT + timedelta(minutes=1)


def struck(world: World, step: Step, fault: Fault) -> str:
    """One invocation with a fault; tells where it struck."""
    with suppress(Exception, Crash):
        world.attempt(step.function, step.event, fault)
    return f"{fault.kind} at {fault.at} {world.wire.operations[fault.at - 1 : fault.at]}"


def report(capsys: pytest.CaptureFixture[str], text: str) -> None:
    with capsys.disabled():
        print(f"\n{text}")


@pytest.mark.parametrize("kind", KINDS)
def test_one_fault_at_every_call(
    clean: World, retries: Retries, kind: Kind, capsys: pytest.CaptureFixture[str]
) -> None:
    found = []
    for step, fault in sites(clean, kind):
        clean.restore(step.before)
        found.append(retries.violation(step, struck(clean, step, fault)))
    chosen = struck_by(clean, kind)
    calls = sum(len(step.operations) for step in chosen)
    tried = f"{len(chosen)} of {len(shapes(clean))} invocations, {calls} call sites, {len(found)} faults"
    report(capsys, f"{kind}: {tried}, {found.count('')} equal")
    assert found
    assert [text for text in found if text] == []


def test_two_crashes_at_every_pair_of_calls(clean: World, retries: Retries, capsys: pytest.CaptureFixture[str]) -> None:
    """What a crash before a call leaves, a crash after the one before leaves too: one kind of crash covers both."""
    found = []
    few = [step for step in shapes(clean) if len(step.operations) <= PAIRS_UP_TO]
    chosen = few if ALL else longest(few, PAIRS_QUICKLY)
    for step in chosen:
        calls = range(1, len(step.operations) + 1)
        for first in calls:
            clean.restore(step.before)
            once = struck(clean, step, Fault("crash-after", first))
            remains = clean.save()
            for second in calls:
                clean.restore(remains)
                outlive(clean, step)
                twice = struck(clean, step, Fault("crash-after", second))
                found.append(retries.violation(step, f"{once}, then {twice}"))
    report(capsys, f"pairs of crashes: {len(chosen)} invocations, {len(found)} pairs, {found.count('')} equal")
    assert [text for text in found if text] == []


def test_every_invocation_twice(clean: World) -> None:
    for step in shapes(clean):
        clean.restore(step.before)
        clean.attempt(step.function, step.event)
        verify_again = clean.attempt(step.function, step.event)
        assert clean.state() == step.after, step.function
        assert verify_again.keys() == step.answer.keys()
