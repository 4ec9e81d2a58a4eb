"""The deadlines of a month, for the bulletin's last page."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from chengxin.catalogue.load import load
from chengxin.compliance.duty.due_dates import due_dates, month_after
from chengxin.compliance.duty.rules import Duties
from chengxin.deadlines import Calendar

CATALOGUE = load(Path(__file__).parents[3] / "infra" / "catalogue")
DUTIES = Duties(Calendar(CATALOGUE.calendars), CATALOGUE)


@pytest.mark.parametrize("month", ["2025-10", "2026-02", "2026-03", "2026-12"])
def test_every_decision_due_in_a_month_is_named_under_its_day_once(month: str) -> None:
    found = due_dates(month, DUTIES, date(2026, 11, 30))
    named = {}
    for one in found:
        for back in range((one.last - one.first).days + 1):
            named[one.first + timedelta(days=back)] = one.day
    start = date.fromisoformat(f"{month}-01")
    for back in range(-31, 60):
        decided = start - timedelta(days=back)
        due = DUTIES.calendar.deadline(decided, 7).date
        assert named.get(decided) == (due if f"{due:%Y-%m}" == month else None)


def test_only_working_days_are_deadlines_and_they_come_in_order() -> None:
    days = [one.day for one in due_dates("2026-03", DUTIES, date(2026, 2, 28))]
    assert days == sorted(days)
    assert all(DUTIES.calendar.is_working_day(day) for day in days)


def test_a_year_whose_notice_is_not_out_is_provisional() -> None:
    assert all(one.provisional for one in due_dates("2031-05", DUTIES, date(2026, 11, 30)))


def test_january_follows_december() -> None:
    assert month_after("2026-12") == "2027-01"
    assert month_after("2026-03") == "2026-04"
