"""A department's register of objections, from the dropped file to the scoreboard."""

import csv
import io
import itertools
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.faults.world import World, opened
from tests.integration.ingest.test_withdrawals import counts, receipt

KEY = "housing-urban/objection-register/{}.csv"
CAME, HANDLED = ("异1号", "2026-03-02", "", ""), ("异1号", "2026-03-02", "2026-03-04", "更正")
OTHER = ("异2号", "2026-03-02", "", "")


def register(*rows: tuple[str, str, str, str]) -> bytes:
    """A CSV file of objections; a row is (number, day of coming, day of handling, outcome)."""
    out = io.StringIO()
    csv.writer(out).writerows([("异议编号", "收到日期", "办结日期", "处理结果"), *rows])
    return out.getvalue().encode()


def board(world: World, day: str) -> dict[str, Any]:
    """The department's board of March as the compliance job computes it in the evening of a day."""
    world.now = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    world.job("comply")
    data = json.loads(world.state()["publicbucket/compliance/2026-03/data.json"])
    return next((one for one in data["departments"] if one["department"] == "housing-urban"), {})


def figures(world: World, day: str) -> tuple[Any, ...]:
    """(handled, late, open, overdue, average)"""
    names = ("handled", "late", "open", "overdue", "average_working_days")
    return tuple(board(world, day)[f"objections_{name}"] for name in names)


def test_from_its_coming_to_its_handling(world: World) -> None:
    world.ingest(world.drop(KEY.format("a"), register(CAME, OTHER)))
    assert figures(world, "2026-03-09") == (0, 0, 2, 0, None)
    assert figures(world, "2026-03-10") == (0, 0, 2, 2, None)
    world.ingest(world.drop(KEY.format("b"), register(HANDLED, OTHER)))
    assert counts(world, "b.csv") == (1, 0, 1)
    assert figures(world, "2026-03-11") == (1, 0, 1, 1, 2.0)
    world.ingest(world.drop(KEY.format("c"), register(HANDLED, ("异2号", "2026-03-02", "2026-03-10", "维持"))))
    assert figures(world, "2026-03-12") == (2, 1, 0, 0, 4.0)
    world.ingest(world.drop(KEY.format("d"), register(("异2号", "2026-03-02", "2026-03-09", "维持"))))
    assert figures(world, "2026-03-13") == (2, 0, 0, 0, 3.5)
    assert not [entry for entry in root_ledger(world) if entry["open"]]


def root_ledger(world: World) -> list[dict[str, Any]]:
    """The ledger's entries of the department, and whether they are in the index of open ones."""
    items = {k: json.loads(v) for k, v in world.state().items() if "/housing-urban#2026-03/" in k}
    return [{"key": key, "open": "open" in item} for key, item in items.items()]


def test_neither_objections_nor_their_numbers_are_public(world: World) -> None:
    world.ingest(world.drop(KEY.format("a"), register(CAME, OTHER)))
    assert world.job("publish")["published"] == 0
    shown = board(world, "2026-03-10")
    assert (shown["reported"], shown["overdue"], shown["suspected_missing"]) == (0, 0, 0)


def test_the_receipt_says_what_does_not_go_together(world: World) -> None:
    rows = [
        ("异1号", "2026-03-02", "2026-03-02", ""),
        ("异2号", "2026-03-02", "", "更正"),
        ("异3号", "2026-02-27", "2026-02-26", "更正"),
        ("异4号", "2026-02-27", "2026-02-27", "申请人撤回"),
    ]
    world.ingest(world.drop(KEY.format("a"), register(*rows)))
    errors = [(e["row"], e["code"], e["column"]) for e in receipt(world, "a.csv")["errors"]]
    assert errors == [
        (2, "required-with", "处理结果"),
        (3, "required-with", "办结日期"),
        (4, "dates-out-of-order", "办结日期"),
    ]
    assert figures(world, "2026-03-20") == (1, 0, 0, 0, 0.0)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_whatever_order_the_registers_are_processed_in(folder: Path, order: tuple[int, ...]) -> None:
    with opened(folder) as world:
        world.now = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
        bodies = [
            register(CAME, OTHER),
            register(HANDLED, OTHER),
            register(("异1号", "2026-03-02", "2026-03-05", "更正")),
        ]
        drops = [world.drop(KEY.format(name), body) for name, body in zip("abc", bodies, strict=True)]
        for place in order:
            world.ingest(drops[place])
        assert figures(world, "2026-03-10") == (1, 0, 1, 1, 3.0)
