"""What holds for every date, covered or not."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some
from tests.unit.deadlines.calendars import calendar

days = some.dates(date(2000, 1, 1), date(2060, 12, 31))
counts = some.integers(1, 40)


@given(days, counts)
def test_a_period_ends_on_a_working_day_and_counts_back(day: date, count: int) -> None:
    last = calendar().add_working_days(day, count)
    assert calendar().is_working_day(last)
    assert calendar().working_days_between(day, last) == count


@given(days, counts)
def test_the_next_day_of_a_period_is_the_period_of_one_more(day: date, count: int) -> None:
    step = calendar().add_working_days(calendar().add_working_days(day, count), 1)
    assert step == calendar().add_working_days(day, count + 1)


@given(days, days, days)
def test_working_days_between_add_up(first: date, second: date, third: date) -> None:
    a, b, c = sorted((first, second, third))
    between = calendar().working_days_between
    assert between(a, b) + between(b, c) == between(a, c)
    assert between(c, a) == 0


@given(days, days)
def test_a_later_decision_is_never_due_earlier(first: date, second: date) -> None:
    early, late = sorted((first, second))
    assert calendar().deadline(early).date <= calendar().deadline(late).date


@given(days)
def test_what_is_not_covered_is_never_called_certain(day: date) -> None:
    deadline = calendar().deadline(day)
    assert deadline.provisional == (not (calendar().covered(day) and calendar().covered(deadline.date)))
