"""A year of a list with more exits than entries: every day the members and the totals are those of a plain model."""

from datetime import date, datetime, timedelta
from random import Random

from tests.support.memory_shelf import MemoryShelf
from tests.unit.read_model.public_world import record, tell

from chengxin.read_model.batches import Batches, period_of
from chengxin.read_model.list_members import totals_on
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.update import End
from chengxin.times import SHANGHAI

LIST, START = "court-defaulter", date(2026, 1, 1)
Plain = dict[str, tuple[date, int]]
"""By record its last day and its party."""


def test_a_year_of_a_list_is_that_of_a_plain_model() -> None:
    shelf, chance, plain, orders = MemoryShelf(), Random(7), Plain(), 0
    came, ended, sizes = 0, 0, [0]
    for offset in range(366):
        day = START + timedelta(days=offset)
        now = datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)
        before = {one for one, (last, _) in plain.items() if last >= day}
        ended += len(plain) - len(before)
        plain = {one: plain[one] for one in before}
        if day.day == 1 and offset:
            Batches(shelf, LIST).close("monthly", day)
            closed = [one for one in Batches(shelf, LIST).all() if one.last == (day - timedelta(days=1)).isoformat()]
            assert [one.standing["members"] for one in closed] == [sizes[-1]]
        for _ in range(40 if not offset else chance.randrange(3)):
            orders, party = orders + 1, chance.randrange(30)
            last = day + timedelta(days=chance.randrange(400))
            facts = {"case": f"c{orders // 2}", "party": f"p{party}", "type": "legal_person", "amount": 100}
            told = {"order": f"{orders:09d}", "published_at": now, "visible_until": last, "list_id": LIST}
            tell(shelf, record(f"r{orders:05d}", listing=facts, **told))
            plain[f"r{orders:05d}"] = (last, party)
            came += 1
        for one in chance.sample(sorted(plain), min(len(plain), chance.randrange(3))):
            orders += 1
            tell(shelf, End(one, "", now, f"{orders:09d}"))
            del plain[one]
            ended += 1
        page = ReadModel(shelf).members(LIST, day, lambda _: True, limit=1000)
        assert {one.record_id for one in page.items} == {*plain}
        totals = totals_on(shelf, [LIST], day)[LIST]
        told_ = (totals["members"], totals["legal_person"], totals["amount"])
        assert told_ == (len(plain), len({party for _, party in plain.values()}), 100 * len(plain))
        sizes.append(len(plain))
    assert ended > came * 0.9
    batches = Batches(shelf, LIST).all()[::-1]
    assert [one.number for one in batches] == [202600 + month for month in range(1, 13)]
    size = 0
    for batch in batches:
        size += batch.entries - batch.exits
        assert size == batch.standing["members"]


def test_periods_are_numbered_by_their_place_in_the_year() -> None:
    day = date(2026, 11, 30)
    assert [period_of(day, one).number for one in ("monthly", "quarterly", "yearly")] == [202611, 20264, 2026]
    assert period_of(day, "quarterly").last == date(2026, 12, 31)


def test_a_period_without_rows_has_its_batch_and_none_is_closed_twice() -> None:
    shelf = MemoryShelf()
    assert Batches(shelf, LIST).close("monthly", date(2026, 5, 1)) == []
    tell(shelf, record("a", list_id=LIST))
    assert [one.number for one in Batches(shelf, LIST).close("monthly", date(2026, 5, 1))] == [202602, 202603, 202604]
    assert Batches(shelf, LIST).close("monthly", date(2026, 5, 1)) == []
    assert [(one.entries, one.exits) for one in Batches(shelf, LIST).all()] == [(0, 0), (0, 0), (1, 0)]
