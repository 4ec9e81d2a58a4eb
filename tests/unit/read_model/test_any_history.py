"""After any history the read model answers as a plain model does that goes through everything ever told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.support.memory_shelf import MemoryShelf
from tests.unit.read_model.plain_model import PlainModel
from tests.unit.read_model.public_world import Thing, at, tell

from chengxin.read_model import members, timeline
from chengxin.read_model.anew import Anew
from chengxin.read_model.model import IndexedRecord, Subject
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.update import Crosswalk, End
from chengxin.search.paging import Page, Position

IDS = [f"r{number:02d}" for number in range(12)]
CODES = ["91420100MA4KXY8Q0X", "91420100MA4KXY8R8N", "91420100MA4KXY8S6J"]
NAMES = ["武汉江汉百货有限公司", "武汉长江科技有限公司", "江汉商场", "江汉 商场"]
NUMBERS = ["420100000012345", "420100000012346"]
DAYS = [date(2026, 2, 10), date(2026, 3, 1), date(2026, 6, 1)]
FILTERS: list[dict[str, Any]] = [
    {},
    {"department": "x"},
    {"dataset": "a"},
    {"department": "y", "dataset": "b"},
    {"date_from": date(2026, 2, 4)},
    {"date_to": date(2026, 2, 3)},
]
History = list[list[Thing]]


@some.composite
def a_record(draw: Callable[..., Any], number: int) -> IndexedRecord:
    """A version."""
    code = draw(some.sampled_from([None, None, *CODES]))
    return IndexedRecord(
        record_id=IDS[number],
        order=draw(some.sampled_from("123456789")),
        dataset="ab"[number % 2],
        kind="kl"[number % 3 == 0],
        department=draw(some.sampled_from("xy")),
        subject_name=draw(some.sampled_from(NAMES)),
        published_at=at(3),
        subject_type=draw(some.sampled_from(["legal_person", "legal_person", "natural_person"])),
        subject_code=code,
        registration_number=draw(some.sampled_from([None, *NUMBERS])),
        organisation_code=draw(some.sampled_from([None, None, "MA4KXY8Q-0"])),
        list_id="list" if number % 4 == 0 else None,
        decision_date=date(2026, 1, 1 + number % 3),
        visible_until=draw(some.sampled_from([None, date(2026, 2, 20), date(2026, 5, 1)])),
        listed=number % 6 != 0,
    )


CODE, NAME, NUMBER, ORDER = map(some.sampled_from, (CODES, NAMES, NUMBERS, "123456789"))
RECORD = some.integers(0, len(IDS) - 1).flatmap(a_record)
END = some.builds(End, some.sampled_from(IDS), some.sampled_from(["撤销", ""]), some.just(at(3)), ORDER)
FORMER = some.lists(NAME, max_size=1)
SUBJECT = some.builds(Subject, CODE, NAME, ORDER, registration_number=some.none() | NUMBER, former_names=FORMER)
CROSSWALK = some.builds(Crosswalk, CODE, some.none() | NUMBER, some.none(), some.lists(NAME, max_size=1))
THING = RECORD | RECORD | END | SUBJECT | CROSSWALK


def dated(history: History) -> History:
    """Each publication at a moment of its own, each version with an order that no other has."""
    return [
        [_dated(one, run, f"{run:02d}{place:02d}") for place, one in enumerate(things)]
        for run, things in enumerate(history)
    ]


def _dated(one: Thing, run: int, suffix: str) -> Thing:
    now = at(3) + timedelta(hours=7 * run)
    if isinstance(one, IndexedRecord):
        return replace(one, published_at=now, order=one.order + suffix)
    if isinstance(one, End):
        return replace(one, at=now, order=one.order + suffix)
    return replace(one, order=one.order + suffix) if isinstance(one, Subject) else one


HISTORIES = some.lists(some.lists(THING, min_size=1, max_size=6), min_size=1, max_size=7).map(dated)


@pytest.fixture(autouse=True, scope="module", params=["few", "many"])
def sizes(request: pytest.FixtureRequest) -> Iterator[None]:
    """With `many`, lists go on in several items and documents spill."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "many":
            patch.setattr(timeline, "ITEM_ENTRIES", 3)
            patch.setattr(members, "WITHIN", 2)
        yield


def told(history: History) -> MemoryShelf:
    shelf = MemoryShelf()
    for things in history:
        tell(shelf, *things)
    return shelf


def pages(ask: Callable[[Position | None], Page[Any]]) -> list[str]:
    """The ids on all pages of a list."""
    found, after = [], None
    while True:
        page = ask(after)
        found += [one.record_id for one in page.items]
        if page.next is None:
            return found
        after = page.next


def record(model: ReadModel, record_id: str) -> tuple[Any, ...] | None:
    one = model.record(record_id)
    if one is None:
        return None
    matched, ended = (one.matched_code, one.matched_by), (one.withdrawn, one.withdrawn_at)
    return (one.order, one.department, *matched, one.published_at, one.visible_until, *ended)


def history_of(model: ReadModel, record_id: str) -> list[Any]:
    entry = model.entry(record_id)
    return [(one.order, one.published_at) for one in entry.history()] if entry else []


def subject(model: ReadModel, code: str, today: date) -> tuple[Any, ...] | None:
    one = model.subject(code, today)
    if one is None:
        return None
    return one.name, {*one.former_names}, one.counts, sorted((on.list_id, on.record_id) for on in one.lists)


def assert_same(model: ReadModel, plain: PlainModel) -> None:
    for one in IDS:
        assert (record(model, one), history_of(model, one)) == (plain.record(one), plain.history(one))
    for day in DAYS:
        for code in CODES:
            assert subject(model, code, day) == plain.subject(code, day)
            found = pages(lambda after, code=code, day=day: model.records_of(code, day, limit=2, after=after))  # type: ignore[misc]
            assert found == plain.records_of(code, day)
        for wanted in FILTERS:
            found = pages(lambda after, day=day, wanted=wanted: model.disclosures(day, **wanted, limit=2, after=after))  # type: ignore[misc]
            assert found == plain.disclosures(day, wanted)


@given(HISTORIES)
def test_answers_are_those_of_a_plain_model(history: History) -> None:
    plain = PlainModel()
    for things in history:
        plain.tell(things)
    assert_same(ReadModel(told(history)), plain)


@given(HISTORIES)
def test_the_same_publication_again_changes_nothing(history: History) -> None:
    shelf = told(history)
    before = dict(shelf.items)
    tell(shelf, *history[-1])
    assert shelf.items == before


@given(HISTORIES, some.randoms(use_true_random=False))
def test_its_items_follow_from_what_was_told_in_whatever_order(history: History, random: Random) -> None:
    things = [one for run in history for one in run]
    random.shuffle(things)
    assert told([[one] for one in things]).items == told(history).items


@given(HISTORIES, HISTORIES, some.integers(1, 4))
def test_made_again_in_other_steps_over_anything_it_answers_alike(before: History, history: History, step: int) -> None:
    shelf, plain = told(before), PlainModel()
    for things in history:
        plain.tell(things)
    anew = Anew(shelf)
    for first in range(0, len(history), step):
        tell(anew, *(one for things in history[first : first + step] for one in things))  # type: ignore[arg-type]
    anew.sweep()
    assert_same(ReadModel(shelf), plain)
    if step == 1:
        assert shelf.items == told(history).items
