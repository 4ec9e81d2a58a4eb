"""Nobody may dispute the count: what a run stored on any past day comes out again of what the ledger holds today."""

import random
from datetime import datetime, timedelta
from typing import Any

from tests.integration.comply.city import Town
from tests.unit.compliance.stories import DUTIES, MARKET, WATER, at, decision, entry

from chengxin.compliance.board.scoreboard import city_scoreboard, scoreboard
from chengxin.ledger import LedgerEntry, Source

SOURCES: tuple[Source, ...] = ("record", "register", "rejected_row")
DAYS = 40


def live(town: Town) -> list[tuple[datetime, dict[str, dict[str, Any]]]]:
    """What each day's run stored of each month, while files come and are published on some days only."""
    chance, stored, number = random.Random(20260302), [], 0
    recorded: set[str] = set()
    for day in range(DAYS):
        now = at("2026-01-22") + timedelta(days=day)
        for department in (MARKET, WATER):
            for chunk in range(chance.randrange(3)):
                number += chance.choice((1, 1, 1, 2))
                told = number if chance.random() < 0.7 else chance.randrange(1, number + 1)
                decided = f"{now - timedelta(days=chance.randrange(14)):%Y-%m-%d}"
                source = chance.choice(SOURCES)
                key = f"{department}〔2026〕{told}号"
                one = decision(
                    key, decided, source, outcome="correction" if source == "record" and key in recorded else "new"
                )
                town.drop(entry(now, one, department=department, chunk=chunk))
                recorded |= {key} if source == "record" else set()
        if chance.random() < 0.3:
            town.publish(now + timedelta(hours=1))
        evening = now + timedelta(hours=2)
        months = town.run(evening)["months"]
        stored.append((evening, {month: town.boards.get("city", month) or {} for month in months}))
    return stored


def everything(town: Town, department: str) -> list[LedgerEntry]:
    return [e for month in ("2026-01", "2026-02", "2026-03", "2026-04") for e in town.ledger.month(department, month)]


def test_every_stored_board_is_computed_again_to_the_last_figure(town: Town) -> None:
    stored = live(town)
    ledger = {department: everything(town, department) for department in (MARKET, WATER)}
    compared = 0
    for as_of, boards in stored:
        for month, shown in boards.items():
            again = [scoreboard(one, month, as_of, entries, DUTIES) for one, entries in ledger.items()]
            assert city_scoreboard(month, as_of, again).as_json() == shown, (as_of, month)
            compared += 1
    assert compared >= 2 * DAYS
    assert max(board["overdue"] for _, boards in stored for board in boards.values()) > 5
    assert max(board["suspected_missing"] for _, boards in stored for board in boards.values()) > 0
