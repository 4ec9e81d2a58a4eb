"""Random schedules against a simple model: drops, corrections, withdrawals, repetitions, lost, doubled and reordered
events, crashes, outages, redrives, two workers at once, reconciliation and publications, in any order.

Whenever all work is done, the newest drop has won, what is withdrawn is gone with its reason, every receipt adds up,
and the public files show what the model says and nothing else.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties
from tests.faults.machine import Crash, ExecutionFailedError
from tests.faults.model import REASONS, Dropped, Key, public, standing
from tests.faults.scenario import OTHER
from tests.faults.stack import physical
from tests.faults.test_crashes import report
from tests.faults.wire import Fault, Kind
from tests.faults.world import World, opened

from chengxin_aws import root

ALL = os.environ.get("FAULTS") == "all"
SCHEDULES, STEPS = (350, 40) if ALL else (4, 12)
"""Some schedules end early: so many make 300 times 40 steps."""
INGEST = ("validate", "normalise", "settle")
NAMES = ("one.csv", "two.csv", "three.csv")
NUMBERS, PARTIES = st.integers(1, 3), st.sampled_from([Penalty(1).party, OTHER])
KINDS = st.sampled_from(["罚款"] * 5 + [""])
ROWS = st.lists(
    st.builds(Penalty, number=NUMBERS, fine=st.sampled_from("12"), party=PARTIES, kind=KINDS),
    min_size=1,
    max_size=4,
    unique_by=lambda row: (row.number, row.party),
)
WITHDRAWN = st.lists(
    st.tuples(NUMBERS, PARTIES | st.just(""), st.sampled_from(sorted(REASONS))),
    min_size=1,
    max_size=2,
    unique_by=lambda row: row[:2],
)
SOME = st.integers(0, 10**6)
CALLS = st.integers(1, 24)
PASSING: list[Kind] = ["crash-before", "crash-after", "throttle", "lost-answer"]


class Schedule(RuleBasedStateMachine):
    """One department and its files. `waiting` are events that nobody delivered yet, `failed` executions that gave up,
    `done` the drops that were worked on to the end."""

    world: World
    start: Any
    tally: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.world.restore(self.start)
        self.world.drops = 0
        self.drops: list[Dropped] = []
        self.bodies: list[tuple[str, bytes]] = []
        self.events: list[dict[str, Any]] = []
        self.waiting: list[int] = []
        self.failed: list[dict[str, Any]] = []
        self.done: set[int] = set()
        self.tally["schedules"] += 1

    @rule(rows=ROWS, name=st.sampled_from(NAMES))
    def drop(self, rows: list[Penalty], name: str) -> None:
        self._drop(Dropped(rows=tuple(rows)), KEY.format(name), penalties(rows))

    @precondition(lambda self: any(drop.rows for drop in self.drops))
    @rule(which=SOME, name=st.sampled_from(NAMES))
    def drop_again(self, which: int, name: str) -> None:
        files = [i for i, drop in enumerate(self.drops) if drop.rows]
        index = files[which % len(files)]
        self._drop(self.drops[index], KEY.format(name), self.bodies[index][1])

    @rule(rows=WITHDRAWN)
    def withdraw(self, rows: list[tuple[int, str, str]]) -> None:
        told = tuple(((Penalty(number).document, party), reason) for number, party, reason in rows)
        on = date(2026, 3, 1) - timedelta(days=len(self.drops))  # no two of them say the same
        body = notices(*((*key, reason) for key, reason in told), on=on)
        self._drop(Dropped(withdrawals=told), NOTICES.format("w"), body)

    @precondition(lambda self: self.waiting)
    @rule(which=SOME)
    def deliver(self, which: int) -> None:
        self._execute(self.events[self._next(which)])

    @precondition(lambda self: self.waiting)
    @rule(which=SOME, kind=st.sampled_from(PASSING), function=st.sampled_from(INGEST), at=CALLS)
    def deliver_while_a_call_goes_wrong(self, which: int, kind: Kind, function: str, at: int) -> None:
        self._execute(self.events[self._next(which)], (function, Fault(kind, at)), times=1)

    @precondition(lambda self: self.waiting)
    @rule(which=SOME, function=st.sampled_from(INGEST), at=CALLS)
    def deliver_while_a_service_is_down(self, which: int, function: str, at: int) -> None:
        self._execute(self.events[self._next(which)], (function, Fault("throttle", at, lasting=True)))

    @precondition(lambda self: len(self.waiting) > 1)
    @rule(which=SOME, other=SOME, function=st.sampled_from(INGEST), at=CALLS)
    def deliver_two_at_once(self, which: int, other: int, function: str, at: int) -> None:
        """The second is worked on, whole, in the middle of the first."""
        first, second = self.events[self._next(which)], self.events[self._next(other)]
        self._execute(first, (function, Fault("second-worker", at)), times=1, meanwhile=second)

    @precondition(lambda self: self.done)
    @rule(which=SOME)
    def deliver_again(self, which: int) -> None:
        self._execute(self.events[sorted(self.done)[which % len(self.done)]])

    @precondition(lambda self: self.failed)
    @rule(which=SOME)
    def redrive(self, which: int) -> None:
        self._execute(self.failed.pop(which % len(self.failed)))

    @precondition(lambda self: self.world.started)
    @rule(which=SOME)
    def go_on(self, which: int) -> None:
        """One of the executions that handlers have started."""
        self._execute(self.world.started.pop(which % len(self.world.started)))

    @rule()
    def reconcile(self) -> None:
        self.world.now += timedelta(minutes=20)
        self.world.job("reconcile")

    @rule(kind=st.sampled_from(PASSING), at=st.integers(1, 60))
    def publication_that_dies(self, kind: Kind, at: int) -> None:
        with suppress(Exception, Crash):
            self.world.attempt("publish", {"time": self.world.now.isoformat()}, Fault(kind, at))
        self.tally["faults"] += 1

    @rule()
    def publish(self) -> None:
        self.world.job("publish")
        if self.calm:
            self._compare_public()

    @rule()
    def comply(self) -> None:
        self.world.job("comply")

    @invariant()
    def nothing_is_lost_and_the_newest_wins(self) -> None:
        self.tally["steps"] += 1
        if self.calm:
            self.tally["comparisons"] += 1
            assert self._found() == standing(self._happened())
            self._check_receipts()

    def teardown(self) -> None:
        """Everything that is still to be done, newest first; then all must be as the model says."""
        while self.waiting or self.failed or self.world.started:
            if self.world.started:
                self.go_on(-1)
            elif self.failed:
                self.redrive(-1)
            else:
                self.deliver(-1)
        assert self.done == set(range(len(self.drops)))
        self.nothing_is_lost_and_the_newest_wins()
        self.publish()
        assert self.calm

    @property
    def calm(self) -> bool:
        """No execution is due or has failed: what was dropped and noticed so far is worked on to the end."""
        return not self.failed and not self.world.started

    def _drop(self, dropped: Dropped, key: str, body: bytes) -> None:
        self.waiting.append(len(self.drops))
        self.drops.append(dropped)
        self.bodies.append((key, body))
        self.events.append(self.world.drop(key, body))
        self.tally["drops"] += 1

    def _next(self, which: int) -> int:
        return self.waiting.pop(which % len(self.waiting))

    def _execute(
        self,
        event: dict[str, Any],
        strike: tuple[str, Fault] | None = None,
        *,
        times: int = 10**6,
        meanwhile: dict[str, Any] | None = None,
    ) -> None:
        """Runs an execution. The fault strikes a function as many times; whoever retries then finds all well."""
        left = [times]

        def invoke(function: str, given: Any) -> Any:
            struck = strike is not None and strike[0] == function and left[0] > 0 and "failure" not in given
            left[0] -= struck
            self.tally["faults"] += struck
            return self.world.attempt(function, given, strike[1] if struck and strike else None, second)

        def second() -> None:
            if meanwhile is not None and meanwhile not in taken:
                taken.append(meanwhile)
                self._execute(meanwhile)
                self.world.machine._invoke = invoke

        taken = list[dict[str, Any]]()
        self.world.machine._invoke = invoke
        self.tally["executions"] += 1
        try:
            self.world.machine.run(event)
        except ExecutionFailedError:
            self.failed.append(event)
        else:
            self._finished(event)
        if meanwhile is not None and not taken:
            second()

    def _finished(self, event: dict[str, Any]) -> None:
        if not event.get("again"):
            version = _version(event)
            self.done.add(next(i for i, one in enumerate(self.events) if _version(one) == version))
            self.failed = [one for one in self.failed if one.get("again") or _version(one) != version]

    def _happened(self) -> list[Dropped]:
        return [self.drops[index] for index in sorted(self.done)]

    def _found(self) -> dict[Key, str]:
        found = [v for v in self.world.records() if v.dataset == "administrative-penalty"]
        newest = {v.key: v for v in sorted(found, key=lambda v: v.order)}
        return {
            (str(v.document_number), v.party.name): v.withdrawn or v.content["fine_amount"] for v in newest.values()
        }

    def _check_receipts(self) -> None:
        place = f"{physical('ReceiptsBucket')}/"
        receipts = [json.loads(v) for k, v in self.world.state().items() if k.startswith(place) and k.endswith(".json")]
        assert len(receipts) == len(self.done)
        for receipt in receipts:
            rows = receipt["rows"]
            assert receipt["status"] in ("accepted", "partially_accepted", "rejected", "duplicate")
            assert rows["total"] == rows["accepted"] + rows["rejected"] + rows["unchanged"]

    def _compare_public(self) -> None:
        """The pages of all days, and the index that the API answers from."""
        expected, state = public(self._happened()), self.world.state()
        place = f"{physical('PublicBucket')}/disclosures/"
        days = [key for key in state if key.startswith(place) and key.endswith("data.json")]
        items = [item for day in days for item in json.loads(state[day])["items"]]
        pages = [((i["document_number"], i["subject"]["name"]), i["content"]["fine_amount"]) for i in items]
        assert sorted(pages) == sorted(expected.items())
        numbers = {version.key.record_id: str(version.document_number) for version in self.world.records()}
        found = root.read_model().entries(numbers).values()
        told = [(numbers[one.record_id], one.withdrawn) for entry in found if (one := entry.public())]
        assert sorted(number for number, withdrawn in told if not withdrawn) == sorted(number for number, _ in expected)
        gone = {(key[0], text) for key, text in standing(self._happened()).items() if key not in expected}
        assert {(number, withdrawn) for number, withdrawn in told if withdrawn} <= gone
        self.tally["publications compared"] += 1


def _version(event: dict[str, Any]) -> str:
    return str(event["detail"]["object"]["version-id"])


@pytest.fixture
def schedules(folder: Path) -> Iterator[type[Schedule]]:
    with opened(folder, noting=False) as world:
        Schedule.world, Schedule.start, Schedule.tally = world, world.save(), Counter()
        yield Schedule


def test_whatever_happens_in_whatever_order_the_model_is_right(
    schedules: type[Schedule], capsys: pytest.CaptureFixture[str]
) -> None:
    run_state_machine_as_test(
        schedules,
        settings=settings(
            max_examples=SCHEDULES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    told = ", ".join(f"{count} {name}" for name, count in schedules.tally.items())
    report(capsys, f"random schedules: {told}, 0 violations")
