from datetime import date, datetime

import pytest
from tests.unit.compliance.stories import CATALOGUE, at
from tests.unit.deadlines.calendars import calendar

from chengxin.compliance.duty.clocks import Moments, clock_for, discharged_at
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.duty.timeliness import Timeliness, timeliness

SPRING_FESTIVAL = date(2026, 2, 13)


def judge(now: datetime, discharged: datetime | None = None, decided: date = SPRING_FESTIVAL) -> Timeliness:
    return timeliness(decided, discharged, now, calendar(), clock_for(CATALOGUE, "administrative-penalty", decided))


@pytest.mark.parametrize(
    ("now", "status", "left", "late"),
    [
        (at("2026-02-14"), "due", 6, 0),
        (at("2026-02-23"), "due", 6, 0),
        (at("2026-02-26"), "due", 3, 0),
        (at("2026-02-27"), "due", 2, 0),
        (at("2026-02-28"), "due", 1, 0),
        (at("2026-03-02", 23), "due", 0, 0),
        (at("2026-03-03", 0), "overdue", None, 1),
        (at("2026-03-07"), "overdue", None, 4),
    ],
)
def test_an_undisclosed_decision_over_the_spring_festival(
    now: datetime, status: str, left: int | None, late: int
) -> None:
    verdict = judge(now)
    assert (verdict.status, verdict.working_days_left, verdict.working_days_late) == (status, left, late)
    assert verdict.due_soon == (left is not None and left <= 2)
    assert verdict.working_days_taken is None


@pytest.mark.parametrize(
    ("published", "status", "taken", "late"),
    [
        (at("2026-02-13"), "on_time", 0, 0),
        (at("2026-03-02", 23), "on_time", 7, 0),
        (at("2026-03-03", 0), "late", 8, 1),
        (at("2026-03-04"), "late", 9, 2),
    ],
)
def test_a_disclosed_decision_keeps_its_verdict(published: datetime, status: str, taken: int, late: int) -> None:
    verdict = judge(at("2026-06-01"), published)
    assert (verdict.status, verdict.working_days_taken, verdict.working_days_late) == (status, taken, late)
    assert not verdict.due_soon


def test_the_day_is_shanghais_whatever_the_zone_of_the_moment() -> None:
    assert judge(datetime.fromisoformat("2026-03-02T15:59:59+00:00")).status == "due"
    assert judge(datetime.fromisoformat("2026-03-02T16:00:00+00:00")).status == "overdue"


def test_what_was_published_later_was_not_yet_published_then() -> None:
    assert judge(at("2026-03-01"), at("2026-03-02")).status == "due"


def test_a_decision_dated_ahead_of_its_publication_took_no_days() -> None:
    verdict = judge(at("2026-06-01"), at("2026-05-20"), date(2026, 5, 28))
    assert (verdict.status, verdict.working_days_taken) == ("on_time", 0)


def test_other_clocks_run_by_rule() -> None:
    decided = date(2026, 3, 2)
    twenty = clock_for(CATALOGUE, "long", decided)
    assert timeliness(decided, None, at("2026-03-30"), calendar(), twenty).deadline == date(2026, 3, 30)
    accepted = clock_for(CATALOGUE, "accept", decided)
    assert accepted is not None
    moments = Moments(accepted_at=at("2026-03-03"))
    assert discharged_at(accepted, moments, public=True) == at("2026-03-03")


def test_a_record_that_may_not_be_public_is_discharged_by_its_acceptance() -> None:
    rule = clock_for(CATALOGUE, "administrative-penalty", SPRING_FESTIVAL)
    assert rule is not None
    moments = Moments(accepted_at=at("2026-02-14"))
    assert discharged_at(rule, moments, public=False) == at("2026-02-14")
    assert discharged_at(rule, moments, public=True) is None


@pytest.mark.parametrize(
    ("dataset", "decided"),
    [("redlist", date(2026, 3, 2)), ("administrative-penalty", None), ("administrative-penalty", date(2013, 1, 1))],
)
def test_without_a_clock_a_date_or_a_duty_yet_it_is_exempt(dataset: str, decided: date | None) -> None:
    verdict = timeliness(decided, None, at("2026-06-01"), calendar(), clock_for(CATALOGUE, dataset, decided))
    assert (verdict.status, verdict.deadline) == ("exempt", None)


def of_2020(now: datetime, published: datetime | None = None) -> Timeliness:
    """The verdict on a decision of the Monday before the Spring Festival that was prolonged on 27 January."""
    duties = Duties(calendar(), CATALOGUE)
    return duties.judge("administrative-penalty", date(2020, 1, 20), now, published_at=published)


def test_a_revision_moves_an_open_deadline_and_names_the_notice() -> None:
    before, after = of_2020(at("2020-01-26")), of_2020(at("2020-01-27"))
    assert (before.deadline, before.calendar_version) == (date(2020, 2, 4), "2020@2019-11-21")
    assert (after.deadline, after.calendar_version) == (date(2020, 2, 6), "2020@2020-01-27")
    assert of_2020(at("2020-02-05")).status == "due"


def test_what_was_disclosed_before_a_revision_keeps_the_calendar_that_made_its_deadline() -> None:
    kept = of_2020(at("2026-03-02"), published=at("2020-01-22"))
    assert (kept.status, kept.deadline, kept.calendar_version) == ("on_time", date(2020, 2, 4), "2020@2019-11-21")
    moved = of_2020(at("2026-03-02"), published=at("2020-02-06"))
    assert (moved.status, moved.deadline, moved.calendar_version) == ("on_time", date(2020, 2, 6), "2020@2020-01-27")
