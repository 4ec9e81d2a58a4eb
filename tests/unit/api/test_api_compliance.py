"""Scoreboards: as the compliance job stored them, this month by default."""

from datetime import datetime

from tests.unit.api.api_world import ACCEPTED, NOW, World, version

from chengxin.compliance.board.scoreboard import CITY, city_scoreboard, scoreboard
from chengxin.ledger import Decision, LedgerEntry
from chengxin.times import SHANGHAI

DEPARTMENT = "market-regulation"


def store_boards(world: World) -> None:
    """One penalty that a register names and nobody disclosed, seen by the real scoreboard."""
    decided = version(1).decision_date
    decision = Decision("武市监罚〔2026〕1号", "武市监罚〔2026〕1号", decided, "register", 2, "decision-register")
    entry = LedgerEntry(
        DEPARTMENT, "decision-register", "s" * 20, "登记.xlsx", 0, "register", "1", ACCEPTED, ACCEPTED, [decision]
    )
    duties = world.services().duties
    board = scoreboard(DEPARTMENT, "2026-03", NOW, [entry], duties)
    world.scoreboards[DEPARTMENT, "2026-03"] = board.as_json()
    world.scoreboards[CITY, "2026-03"] = city_scoreboard("2026-03", NOW, [board]).as_json()


def test_a_department_s_month_is_this_month_unless_asked(world: World) -> None:
    store_boards(world)
    board = world.get(f"/v1/departments/{DEPARTMENT}/compliance").json
    assert board == world.scoreboards[DEPARTMENT, "2026-03"]
    assert (board["overdue"], board["overdue_items"][0]["source"]) == (1, "register")
    assert world.get(f"/v1/departments/{DEPARTMENT}/compliance?month=2026-03").json == board
    assert world.get(f"/v1/departments/{DEPARTMENT}/compliance?month=2026-02").status == 404


def test_the_month_is_that_of_shanghai(world: World) -> None:
    store_boards(world)
    world.now = datetime(2026, 3, 1, 0, 30, tzinfo=SHANGHAI)
    assert world.get("/v1/compliance").status == 200
    world.now = datetime(2026, 2, 28, 23, 30, tzinfo=SHANGHAI)
    assert world.get("/v1/compliance").status == 404


def test_the_city_has_its_departments(world: World) -> None:
    store_boards(world)
    board = world.get("/v1/compliance").json
    assert board == world.scoreboards[CITY, "2026-03"]
    assert [one["department"] for one in board["departments"]] == [DEPARTMENT]
