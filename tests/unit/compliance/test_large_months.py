"""A first load puts millions of decisions into one month: the board counts all of them and holds few."""

import gc
import random
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from tests.unit.compliance.stories import DUTIES, MARKET, WATER, at, decision, entry

from chengxin.compliance.board.duty_list import SHOWN
from chengxin.compliance.board.evidence import Evidence, evidence_of
from chengxin.compliance.board.scoreboard import city_scoreboard, scoreboard
from chengxin.compliance.duty.obligations import obligations
from chengxin.ledger import Decision, LedgerEntry
from chengxin_aws.items import ledger_entry, ledger_item

NOW = at("2026-03-13", 12)
EACH = 500
LISTED = 200
KEPT = 2 * LISTED


@pytest.fixture(autouse=True)
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("duty_list", "month_count", "evidence"):
        monkeypatch.setattr(f"chengxin.compliance.board.{module}.LISTED", LISTED)
    monkeypatch.setattr("chengxin.compliance.board.duty_list.KEPT", KEPT)


def load(department: str, count: int, *, seed: int = 0, published: bool = False) -> list[LedgerEntry]:
    """History in no order of dates or numbers, as it is read from the table."""
    chance, came = random.Random(seed), at("2026-03-12")
    found = []
    for chunk in range(count // EACH):
        told = []
        for row in range(EACH):
            number = f"武市监罚〔2025〕{chunk * EACH + row:06d}号"
            decided = came - timedelta(days=chance.randrange(40))
            told.append(decision(number, f"{decided:%Y-%m-%d}", row=row, record_id=f"{department}{number:>24}"))
        stored = ledger_item(entry(came, *told, department=department, chunk=chunk))
        found.append(replace(ledger_entry(stored), published_at=came + timedelta(hours=1) if published else None))
    return found


def numbers(found: Evidence) -> list[str]:
    return [item["document_number"] for item in found.items]


def by(entries: Sequence[LedgerEntry], status: str) -> list[str]:
    """The numbers of the duties of a status as the ledger tells of them, oldest decision first."""
    found = [one.line.decision for one in obligations(entries, NOW, DUTIES) if one.verdict.status == status]
    return [one.document_number for one in sorted(found, key=lambda one: (str(one.decision_date), one.document_key))]


def test_the_lists_of_a_large_city_are_those_of_all_its_decisions() -> None:
    waiting = {MARKET: load(MARKET, 2 * KEPT), WATER: load(WATER, KEPT + EACH, seed=1)}
    boards = [scoreboard(name, "2026-03", NOW, entries, DUTIES) for name, entries in waiting.items()]
    city = city_scoreboard("2026-03", NOW, boards)
    found, shown = evidence_of(city), city.as_json()
    market, water = (by(entries, "overdue") for entries in waiting.values())
    assert (found["overdue"].total, numbers(found["overdue"])) == (len(market) + len(water), market[:SHOWN])
    assert numbers(evidence_of(boards[1])["overdue"]) == water[:SHOWN]
    every = by([one for entries in waiting.values() for one in entries], "overdue")
    assert [item["document_number"] for item in shown["overdue_items"]] == every[:SHOWN]
    assert shown["overdue"] == len(every) > KEPT


def test_the_newest_of_many_discharged_duties_are_shown() -> None:
    entries = load(MARKET, 3000, published=True)
    told = [one for one in obligations(entries, NOW, DUTIES) if one.verdict.status == "late"]
    found = evidence_of(scoreboard(MARKET, "2026-03", NOW, entries, DUTIES))["late"]
    assert found.total == len(told) > SHOWN
    assert numbers(found) == [one.line.decision.document_number for one in told[::-1]][:SHOWN]


def test_a_board_holds_no_decisions_but_those_that_it_shows() -> None:
    board = scoreboard(MARKET, "2026-03", NOW, load(MARKET, 3 * EACH), DUTIES)
    kept = [one.line for one in board.overdue.first]
    kept += [line.line for lines in board.newest.values() for line in lines]
    assert kept
    assert all(told.entry.decisions == () for told in kept)


def peak(work: Callable[[], object]) -> int:
    """The most memory that something takes while it runs, in bytes."""
    gc.collect()
    tracemalloc.start()
    work()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def decoded(entries: Sequence[LedgerEntry]) -> list[list[Decision]]:
    return [list(one.decisions) for one in entries]


def test_a_decision_more_takes_far_less_memory_than_it_would_by_itself() -> None:
    few, many = (load(MARKET, count * EACH, published=True) for count in (8, 20))
    held = [peak(partial(decoded, entries)) for entries in (few, many)]
    counted = [peak(partial(scoreboard, MARKET, "2026-03", NOW, entries, DUTIES)) for entries in (few, many)]
    assert counted[1] - counted[0] < (held[1] - held[0]) / 2
