from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]
import pytest
from tests.unit.deadlines.calendars import calendar, entries

from chengxin.deadlines import Calendar


@pytest.mark.parametrize(
    ("decided", "due", "provisional"),
    [
        ("2015-09-01", "2015-09-11", False),
        ("2015-09-25", "2015-10-12", False),
        ("2019-04-24", "2019-05-06", False),
        ("2020-01-20", "2020-02-06", False),
        ("2024-02-08", "2024-02-23", False),
        ("2026-02-13", "2026-03-02", False),
        ("2026-04-30", "2026-05-13", False),
        ("2026-09-30", "2026-10-15", False),
        ("2026-11-20", "2026-12-01", False),
        ("2026-12-24", "2027-01-04", True),
    ],
)
def test_seven_working_days_as_the_reference_works_them_out(decided: str, due: str, provisional: bool) -> None:
    deadline = calendar().deadline(date.fromisoformat(decided))
    assert (deadline.date.isoformat(), deadline.provisional) == (due, provisional)


def test_every_day_from_2007_to_2026_agrees_with_chinesecalendar() -> None:
    first, last = date(2007, 1, 1), date(2026, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [day for day in days if calendar().is_working_day(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    ("decided", "before_revision", "due_then", "due_now"),
    [
        ("2015-09-01", "2015-05-12", "2015-09-10", "2015-09-11"),
        ("2019-04-24", "2019-03-21", "2019-05-06", "2019-05-06"),
        ("2019-04-25", "2019-03-21", "2019-05-07", "2019-05-07"),
        ("2019-04-29", "2019-03-21", "2019-05-09", "2019-05-10"),
        ("2020-01-20", "2020-01-26", "2020-02-04", "2020-02-06"),
    ],
)
def test_a_revision_moves_the_deadline_and_history_can_be_recomputed(
    decided: str, before_revision: str, due_then: str, due_now: str
) -> None:
    day = date.fromisoformat(decided)
    then, now = calendar(date.fromisoformat(before_revision)).deadline(day), calendar().deadline(day)
    assert (then.date.isoformat(), now.date.isoformat()) == (due_then, due_now)
    assert then.calendar_version != now.calendar_version


def test_a_deadline_names_the_notices_that_made_it() -> None:
    assert calendar().deadline(date(2015, 9, 1)).calendar_version == "2015@2015-05-13"
    assert calendar().deadline(date(2025, 12, 26)).calendar_version == "2025@2024-11-12+2026@2025-11-04"
    assert calendar().deadline(date(2040, 3, 1)).calendar_version == "weekdays"


def test_the_last_days_of_the_last_year_wait_for_the_next_notice() -> None:
    assert calendar().coverage == (date(2007, 1, 1), date(2026, 12, 28))
    assert calendar().covered(date(2026, 12, 28))
    assert not calendar().covered(date(2026, 12, 29))
    assert calendar().covered(date(2025, 12, 31))
    assert not calendar().covered(date(2006, 12, 31))


def test_before_next_years_notice_a_deadline_in_it_is_provisional() -> None:
    decided = date(2025, 12, 26)
    assert calendar(date(2025, 11, 3)).deadline(decided).provisional
    assert not calendar(date(2025, 11, 4)).deadline(decided).provisional


@pytest.mark.parametrize("day", [date.min, date(1949, 10, 1), date(2027, 1, 1), date.max])
def test_no_date_crashes(day: date) -> None:
    for known in (calendar(), Calendar([])):
        assert known.deadline(day).provisional
        assert known.add_working_days(day, 20) >= day
    assert Calendar([]).coverage is None


def test_without_notices_weekdays_decide() -> None:
    assert Calendar([]).deadline(date(2026, 9, 30)).date == date(2026, 10, 9)


def test_the_order_of_files_does_not_matter() -> None:
    backwards = Calendar(reversed(entries()))
    assert backwards.deadline(date(2018, 12, 27)) == calendar().deadline(date(2018, 12, 27))


def test_a_calendar_knows_what_was_known_on_a_day() -> None:
    for day in (date(1990, 1, 1), date(2015, 5, 12), date(2015, 5, 13), date(2026, 3, 2)):
        for decided in (date(2015, 9, 1), date(2020, 1, 20), date(2026, 2, 13)):
            assert calendar().known_on(day).deadline(decided) == calendar(day).deadline(decided)
    assert calendar(date(2019, 1, 1)).known_on(date(2026, 1, 1)).coverage == (date(2007, 1, 1), date(2019, 12, 28))
