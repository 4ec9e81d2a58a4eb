"""Whatever order files are processed in, the newest drop wins: late old news never overwrites.

All orders of three versions are tried, of five (120 orders) with `FAULTS=all`; orders that begin alike share their
beginning.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.test_crashes import report
from tests.faults.world import World, opened

VERSIONS = 5 if os.environ.get("FAULTS") == "all" else 3
SCHEDULES = 1000 if os.environ.get("FAULTS") == "all" else 6
Rows = dict[int, str]
"""What a file says: document number → fine."""

FILES: list[Rows] = [
    {1: "1", 2: "1"},
    {1: "2", 3: "1"},
    {1: "1", 2: "1"},
    {1: "3", 2: "2", 3: "1"},
    {1: "3", 2: "1"},
][:VERSIONS]
"""Among them a return to older words, and words that one file repeats from the one before."""


@pytest.fixture
def world(folder: Path) -> Iterator[World]:
    with opened(folder, chunk_rows=100, noting=False) as world:
        yield world


def newest(world: World) -> dict[str, str]:
    """The public content of the newest version of every record: document number → fine in 元."""
    found = {v.key: v for v in sorted(world.records(), key=lambda v: v.order)}
    return {str(v.document_number): v.content["fine_amount"] for v in found.values()}


def expected(files: list[Rows]) -> dict[str, str]:
    """The model: each record is as the newest file that holds it says."""
    return {Penalty(n).document: f"{fine}0000.00" for rows in files for n, fine in rows.items()}


def dropped(world: World, files: list[Rows], name: str) -> list[dict[str, Any]]:
    return [
        world.drop(KEY.format(name.format(i)), penalties(Penalty(n, fine) for n, fine in rows.items()))
        for i, rows in enumerate(files)
    ]


def orders(world: World, events: list[dict[str, Any]], done: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Processes the events in every order; yields each order with the world as it left it."""
    if len(done) == len(events):
        yield done
        return
    before = world.save()
    for i in range(len(events)):
        if i not in done:
            world.restore(before)
            world.ingest(events[i])
            yield from orders(world, events, (*done, i))


@pytest.mark.parametrize(
    "name", ["one.csv", "file {}.csv"], ids=["versions of one file", "files that correct each other"]
)
def test_every_order_ends_the_same(world: World, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Versions of one file, and files under names of their own that correct each other."""
    events = dropped(world, FILES, name)
    found = {order: newest(world) for order in orders(world, events)}
    assert {order: told for order, told in found.items() if told != expected(FILES)} == {}
    report(capsys, f"orders of {name}: {len(found)}, 0 wrong")


@given(data=st.data())
@settings(
    max_examples=SCHEDULES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def _schedules(world: World, start: Any, data: st.DataObject) -> None:
    rows = st.dictionaries(st.integers(1, 4), st.sampled_from("123"), min_size=1)
    files = data.draw(st.lists(rows, min_size=1, max_size=5))
    world.restore(start)
    events = dropped(world, files, data.draw(st.sampled_from(["one.csv", "file {}.csv"])))
    extra = data.draw(st.lists(st.integers(0, len(events) - 1), max_size=3))
    for index in data.draw(st.permutations([*range(len(events)), *extra])):
        world.ingest(events[index])
        if data.draw(st.booleans()):
            world.job("publish")
    assert newest(world) == expected(files)
    receipts = [v for k, v in world.state().items() if k.startswith("receiptsbucket/") and k.endswith(".json")]
    assert len(receipts) == len(files)
    for counts in (json.loads(receipt)["rows"] for receipt in receipts):
        assert counts["total"] == counts["accepted"] + counts["rejected"] + counts["unchanged"]


def test_files_dropped_processed_and_redelivered_in_any_order(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Every drop counts once however often its event comes, and every receipt adds up."""
    _schedules(world, world.save())
    report(capsys, f"orders with repetitions: {SCHEDULES} schedules, 0 violations")
