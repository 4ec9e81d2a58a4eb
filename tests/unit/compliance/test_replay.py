"""Any past day's board is computed again, to the last figure, from what the ledger holds now."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some
from tests.unit.compliance.stories import DUTIES, MARKET, City, at, decision, entry

from chengxin.compliance.board.scoreboard import scoreboard
from chengxin.ledger import Source

Story = list[tuple[list[tuple[Source, int, int]], bool]]
START = at("2026-02-09")
SOURCES: list[Source] = ["record", "register", "rejected_row", "objection"]
decisions = some.tuples(some.sampled_from(SOURCES), some.integers(1, 12), some.integers(0, 15))
days = some.lists(some.tuples(some.lists(decisions, max_size=3), some.booleans()), min_size=1, max_size=40)


def happen(city: City, now: datetime, told: list[tuple[Source, int, int]]) -> None:
    first_time = {d.record_id for e in city.entries for d in e.decisions}
    for order, (source, number, age) in enumerate(told):
        key = f"武市监罚〔2026〕{number}号"
        decided = (now - timedelta(days=age)).date()
        # An objection that came on an odd day ago is handled by now; both words of it are records of their own.
        handled = decided if source == "objection" and age % 2 else None
        record = f"{source} {key} {handled is None}" if source in ("record", "objection") else None
        dataset = {"objection": "objection-register", "register": "decision-register"}.get(
            source, "administrative-penalty"
        )
        one = decision(
            key,
            decided.isoformat(),
            source,
            record_id=record,
            outcome="correction" if record is not None and record in first_time else "new",
            dataset=dataset,
            public=source != "objection",
            handled_on=handled,
        )
        city.drop(entry(now + timedelta(minutes=order), one, chunk=order))
        first_time.add(one.record_id)


@settings(max_examples=60, deadline=None)
@given(days)
def test_replayed_boards_equal_the_boards_of_the_day(story: Story) -> None:
    city, seen = City(), []
    for day, (told, publishes) in enumerate(story):
        now = START + timedelta(days=day)
        happen(city, now, told)
        if publishes:
            city.publish(now + timedelta(hours=1))
        evening = now + timedelta(hours=2)
        city.sweep(evening)
        year_to_date = [e for e in city.entries if e.department == MARKET]
        seen.append((evening, scoreboard(MARKET, f"{now:%Y-%m}", evening, year_to_date, DUTIES).as_json()))
    for evening, shown in seen:
        assert scoreboard(MARKET, f"{evening:%Y-%m}", evening, city.entries, DUTIES).as_json() == shown


@settings(max_examples=60, deadline=None)
@given(days)
def test_the_month_and_the_open_entries_suffice_for_today(
    story: list[tuple[list[tuple[Source, int, int]], bool]],
) -> None:
    city = City()
    for day, (told, publishes) in enumerate(story):
        now = START + timedelta(days=day)
        happen(city, now, told)
        if publishes:
            city.publish(now + timedelta(hours=1))
        swept = city.sweep(now + timedelta(hours=2))
    month, evening = f"{now:%Y-%m}", now + timedelta(hours=2)
    live = scoreboard(MARKET, month, evening, city.live(month), DUTIES).as_json()
    whole = scoreboard(MARKET, month, evening, city.entries, DUTIES).as_json()
    for only_by_series in ("suspected_missing", "rates"):
        live.pop(only_by_series), whole.pop(only_by_series)
    assert live == whole
    assert live["overdue"] == len(swept.overdue)
