"""Scoreboards as they are kept between runs, and who was told what."""

from datetime import datetime, timedelta
from hashlib import sha256

from tests.integration.adapters.aws import dynamodb

from chengxin.compliance.board.store import StoredBoard
from chengxin.ledger import entry_id
from chengxin.steps.announce import NotificationKey
from chengxin_aws.notifier import DynamoNotificationMemory
from chengxin_aws.scoreboards import DynamoScoreboards


def stored(whose: str, when: str, /, **board: object) -> StoredBoard:
    return StoredBoard(whose, when, board, needs=[("2026-02", "entry")])


def test_the_newest_scoreboard_of_a_month_is_kept(scoreboards: DynamoScoreboards) -> None:
    assert scoreboards.get("city", "2026-03") is None
    assert scoreboards.needs("city", "2026-03") == []
    scoreboards.put([stored("city", "2026-03", overdue=3, rates={"reporting": None})])
    scoreboards.put([stored("city", "2026-03", overdue=0, rates={"reporting": 0.5})])
    assert scoreboards.get("city", "2026-03") == {"overdue": 0, "rates": {"reporting": 0.5}}
    assert scoreboards.needs("city", "2026-03") == [("2026-02", "entry")]


def test_months_are_told_oldest_first_without_what_is_no_month(scoreboards: DynamoScoreboards) -> None:
    months = [f"2025-{month:02d}" for month in range(1, 13)] + ["2026-03"]
    scoreboards.put(stored("city", month, month=month) for month in reversed(months))
    scoreboards.put([stored("city", "notes", month="x"), stored("water", "2026-01", month="2026-01")])
    assert [board["month"] for board in scoreboards.months("city")] == months[1:]


def test_a_board_of_a_large_city_fits_its_item(scoreboards: DynamoScoreboards) -> None:
    overdue = [{"document_number": f"武市监罚〔2026〕{n}号"} for n in range(10)]
    departments = [{"department": f"department-{n}", "overdue_items": overdue} for n in range(900)]
    scoreboards.put([stored("city", "2026-03", departments=departments)])
    assert scoreboards.get("city", "2026-03") == {"departments": departments}


def test_a_board_that_needs_thousands_of_entries_fits_its_item(scoreboards: DynamoScoreboards) -> None:
    needs = [("2026-02", entry_id(sha256(str(n).encode()).hexdigest()[:33], "record", n)) for n in range(9_000)]
    scoreboards.put([StoredBoard("water", "2026-03", {}, needs)])
    assert scoreboards.needs("water", "2026-03") == needs


def test_who_was_told_is_remembered_once_a_day(scoreboards: DynamoScoreboards, now: datetime) -> None:
    memory = DynamoNotificationMemory(dynamodb(), "ScoreboardsTable")
    place: NotificationKey = ("water", "overdue")
    assert memory.told() == {}
    assert memory.claim(place, now)
    assert not memory.claim(place, now + timedelta(hours=5))
    assert not memory.claim(place, now - timedelta(days=1))
    assert memory.claim(("water", "recovered"), now)
    memory.restore(("water", "recovered"), None)
    assert memory.told() == {place: now}
    assert memory.claim(("water", "recovered"), now)
    assert memory.claim(place, now + timedelta(days=1))
    memory.restore(place, now)
    assert memory.told()[place] == now
