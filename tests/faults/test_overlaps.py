"""Any two steps overlap, and something new settles in between: what is told is that of a calm run of the same drops.

At one call of one step, another worker takes in a new file and a withdrawal and runs another step. The clock stands
still, so that every time is the calm run's too. Compared are records, duties, boards, notices, public files, search,
receipts, and what the compliance job answers. Records that became public in the same second stand in the order of
their runs, so of newest-first lists the entries are compared and not their order. `FAULTS=all` tries every call site of
every pair.
"""

import copy
import json
import os
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties
from tests.faults.stack import physical
from tests.faults.wire import Fault
from tests.faults.world import World, opened

from chengxin.times import local_date
from chengxin_aws import root

ALL = os.environ.get("FAULTS") == "all"
SAMPLED = 24
STEPS = ("publish", "comply", "settle", "reconcile")
COMPARED = ("PublicBucket", "ReceiptsBucket", "RecordsTable", "ScoreboardsTable")
NEWEST_FIRST = ("publicbucket/index.html", "publicbucket/embed/", "publicbucket/feeds/")
DAYS = "publicbucket/disclosures/2"
"""Rows stand in the order of the runs that told of them: of each day the data are compared."""

Trial = tuple[str, str, int]
"""The step that is under way, the one that runs meanwhile, the call at which it does."""


class Overlaps:
    """A world on the eve of an overlap: something published, something settled, files that nobody has taken in yet."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1), Penalty(2, kind=""), Penalty(3)])))
        world.job("publish")
        world.job("comply")
        self.lost = world.drop(KEY.format("lost.csv"), penalties([Penalty(6)]))
        world.ingest(world.drop(KEY.format("b.csv"), penalties([Penalty(3, fine="5"), Penalty(4)])))
        self.second = world.drop(KEY.format("c.csv"), penalties([Penalty(5), Penalty(2)]))
        self.third = world.drop(KEY.format("d.csv"), penalties([Penalty(7), Penalty(8, kind="")]))
        self.notice = world.drop(NOTICES.format("w"), notices((Penalty(1).document, "", "撤销")))
        world.now += timedelta(days=20)
        self.eve = world.save()
        self.calls = {step: self._calls(step) for step in STEPS}
        world.restore(self.eve)
        self._take_in()
        self.calm = self._rest()

    def sites(self) -> Iterator[Trial]:
        """Every call of every step, with every other step meanwhile."""
        for step in STEPS:
            for meanwhile in STEPS:
                for at in range(1, self.calls[step] + 1):
                    yield step, meanwhile, at

    def differences(self, trial: Trial) -> list[str]:
        """What differs from the calm run after an overlap and the runs that follow it anyway."""
        step, meanwhile, at = trial
        self.world.restore(self.eve)

        def other() -> None:
            self._take_in()
            self._run(meanwhile)

        self._run(step, Fault("second-worker", at), other)
        found = self._rest()
        return sorted(key for key in self.calm.keys() | found.keys() if self.calm.get(key) != found.get(key))

    def _run(self, step: str, fault: Fault | None = None, other: Callable[[], None] | None = None) -> None:
        """A step by itself; settling is that of the second file, whose whole execution runs."""
        if step != "settle":
            self.world.attempt(step, {"time": self.world.now.isoformat()}, fault, other)
            return
        machine, waiting = self.world.machine, [fault]
        plain = machine._invoke

        def struck(function: str, event: Any) -> Any:
            if function == "settle" and waiting:
                return self.world.attempt(function, event, waiting.pop(), other)
            return plain(function, event)

        machine._invoke = struck
        try:
            self.world.ingest(self.second)
        finally:
            machine._invoke = plain

    def _calls(self, step: str) -> int:
        self.world.restore(self.eve)
        counted: list[int] = []
        plain = self.world.attempt

        def counting(function: str, *rest: Any) -> Any:
            answer = plain(function, *rest)
            if function == step:
                counted.append(len(self.world.wire.operations))
            return answer

        self.world.attempt = counting  # type: ignore[method-assign, assignment]
        try:
            self._run(step)
        finally:
            del self.world.attempt
        return counted[0]

    def _take_in(self) -> None:
        for event in (self.third, self.notice):
            self.world.ingest(copy.deepcopy(event))

    def _rest(self) -> dict[str, Any]:
        """What lasts and is told once everything had its turn."""
        world = self.world
        world.ingest(self.second)
        for _ in range(2):
            world.job("reconcile")
            world.finish()
            world.job("publish")
            answer = world.job("comply")
        state = world.state()
        compared = tuple(f"{physical(name)}/" for name in COMPARED)
        told = {key: _in_any_order(key, value) for key, value in state.items() if key.startswith(compared)}
        levels = {name: answer[name] for name in ("overdue", "due_soon", "on_time", "late", "overdue_by_department")}
        return {**told, "duties": _duties(world), "search": _search(world), "comply": levels}


def _in_any_order(key: str, body: Any) -> Any:
    """A list of records without its order, and the manifest without the digests of such lists."""
    if key.startswith(NEWEST_FIRST):
        return sorted(body.replace(b"<", b"\n<").splitlines())
    if key == "publicbucket/manifest.json":
        files = json.loads(body)["files"]
        return [one for one in files if not f"publicbucket/{one['path']}".startswith((*NEWEST_FIRST, DAYS))], len(files)
    if key.startswith(DAYS) and key.endswith(".json"):
        return sorted(map(json.dumps, json.loads(body)["items"]))
    return "" if key.startswith(DAYS) else body


def _search(world: World) -> list[str]:
    """What is public of each record, and each enterprise."""
    model, today = root.read_model(), local_date(world.now)
    versions = [version for version in world.records() if version.withdrawn is None]
    entries = model.entries({version.key.record_id for version in versions}).values()
    codes = sorted({version.party.code for version in versions if version.party.code})
    profiles = [model.subject(code, today) for code in codes]
    return [*sorted(repr((one.public(), one.history())) for one in entries), *map(repr, profiles)]


def _duties(world: World) -> list[str]:
    """What the ledger holds of each decision, wherever it is packed."""
    entries = [entry for one in root.ledger().departments() for entry in root.ledger().month(one, "2026-03")]
    return sorted(
        json.dumps([entry.department, repr(decision), str(entry.published_at), str(entry.closed.get(index))])
        for entry in entries
        for index, decision in enumerate(entry.decisions)
    )


@pytest.fixture(scope="module")
def overlaps(folder: Path) -> Iterator[Overlaps]:
    with opened(folder, noting=False) as world:
        yield Overlaps(world)


def test_steps_that_overlap_tell_what_a_calm_run_tells(overlaps: Overlaps, capsys: pytest.CaptureFixture[str]) -> None:
    sites = list(overlaps.sites())
    chosen = sites if ALL else random.Random(13).sample(sites, SAMPLED)
    found = {trial: overlaps.differences(trial) for trial in chosen}
    with capsys.disabled():
        equal = sum(not differing for differing in found.values())
        print(f"\noverlaps: {len(chosen)} of {len(sites)} call sites, {equal} equal, {len(overlaps.calm)} things each")
    assert {trial: differing[:5] for trial, differing in found.items() if differing} == {}
