"""A year of hourly compliance runs, played through CloudWatch's rules: each alarm of the template that watches what
they put, the city's and the departments', fires and clears once a cause."""

from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise

from tests.support.alarm_evaluator import ROOT, Put, alarms, contributors, read_template
from tests.unit.compliance.stories import DUTIES, MARKET, WATER, City, at, decision, entry

from chengxin.compliance.board.months import before, month_of
from chengxin.compliance.board.scoreboard import scoreboard
from chengxin.compliance.board.tally import Tally
from chengxin.compliance.escalation.metrics import Background, metrics

YEAR = [at("2026-01-01", 0) + timedelta(hours=n) for n in range(365 * 24)]
OUTAGE = (at("2026-03-04", 1), at("2026-03-04", 9))
DROPS = {
    at("2026-01-05", 9): entry(at("2026-01-05", 9), decision("甲1号", "2026-01-05"), decision("甲2号", "2026-01-05")),
    at("2026-02-13", 9): entry(at("2026-02-13", 9), decision("甲3号", "2026-02-13")),
    at("2026-06-10", 9): entry(at("2026-06-10", 9), rows_rejected=12),
    at("2026-07-10", 9): entry(at("2026-07-10", 9), rows_rejected=12),
    at("2026-09-30", 9): entry(at("2026-09-30", 9), decision("甲4号", "2026-09-30")),
}
PUBLICATIONS = {at("2026-01-06", 9), at("2026-03-06", 9), at("2026-10-15", 18)}
BEGUN = Background(DUTIES.calendar, YEAR[0])
PUT = {
    (one.name, *one.dimensions) for one in metrics([scoreboard(MARKET, "2026-01", YEAR[0], [], DUTIES)], YEAR[0], BEGUN)
}
TEMPLATE = read_template(ROOT / "template.yaml")
OF_THE_CITY = {name: one for name, one in alarms(TEMPLATE).items() if (one.name, *one.dimensions) in PUT}
GLANCES = {f"{name} {value}": one for (name, value), one in contributors(TEMPLATE, (MARKET, WATER)).items()}
PLAYED = {**OF_THE_CITY, **GLANCES}


@cache
def a_year_of_puts() -> tuple[Put, ...]:
    city, puts, last = City(), [], {}
    earlier: dict[str, dict[str, Tally]] = {}
    for now in YEAR:
        if now in DROPS:
            city.drop(DROPS[now])
            last = {MARKET: now}
        if now in PUBLICATIONS:
            city.publish(now)
        if OUTAGE[0] <= now < OUTAGE[1]:
            continue
        month = month_of(now.date())
        if month not in earlier:
            old = before(month)
            earlier[month] = {MARKET: scoreboard(MARKET, old, now, city.live(old), DUTIES).total}
        boards = [scoreboard(name, month, now, city.live(month, name), DUTIES) for name in (MARKET, WATER)]
        against = Background(DUTIES.calendar, YEAR[0], last, earlier[month])
        run = now + timedelta(minutes=5)
        puts += [Put(run, one.name, one.value, one.dimensions) for one in metrics(boards, now, against)]
    return tuple(puts)


@cache
def day(name: str) -> list[tuple[str, str]]:
    """The alarm's changes after its first evaluation, by the hour, as it is evaluated every quarter of an hour."""
    moments = [YEAR[0] + timedelta(hours=2, minutes=15 * n) for n in range((len(YEAR) - 3) * 4)]
    changes = PLAYED[name].play(a_year_of_puts(), moments)
    return [(f"{one.at:%m-%d %H}", one.state) for one in changes]


def test_every_alarm_on_what_a_run_puts_is_played() -> None:
    of_the_city = {"OverdueAlarm", "DueSoonAlarm", "LongOverdueAlarm", "RejectedShareAlarm", "NoDataAlarm"}
    of_departments = {"SilentDepartmentsAlarm", "RejectingDepartmentsAlarm"}
    assert set(OF_THE_CITY) == of_the_city | of_departments | {"SweepMissingAlarm"}
    assert {name.split()[0] for name in GLANCES} == {
        f"{family}ByDepartmentAlarm" for family in ("Overdue", "DueSoon", "NoData", "RejectedShare")
    }


def test_overdue_follows_the_spring_festivals_deadline_and_holds_through_an_outage() -> None:
    assert day("OverdueAlarm") == [("01-01 02", "OK"), ("03-03 00", "ALARM"), ("03-06 09", "OK")]


def test_a_departments_figures_show_at_its_own_name_and_at_no_other() -> None:
    """What is overdue is put as 0 when it is over; of the rest the last figure has to leave the window."""
    assert day(f"OverdueByDepartmentAlarm {MARKET}") == day("OverdueAlarm")
    shown = day(f"DueSoonByDepartmentAlarm {MARKET}")
    assert [(when[:5], state) for when, state in shown] == [(when[:5], state) for when, state in day("DueSoonAlarm")]
    for family in ("Overdue", "DueSoon"):
        assert day(f"{family}ByDepartmentAlarm {WATER}") == [("01-01 02", "OK")]


def test_due_soon_rings_when_nothing_moved_for_a_working_day_and_ends_with_overdue_or_publication() -> None:
    """The deadlines are 2 March and 15 October; 28 February is a Saturday worked."""
    assert day("DueSoonAlarm") == [
        ("01-01 02", "OK"),
        ("02-28 00", "ALARM"),
        ("03-03 00", "OK"),
        ("10-14 00", "ALARM"),
        ("10-15 18", "OK"),
    ]


def test_the_office_hears_of_it_on_the_third_working_day() -> None:
    assert day("LongOverdueAlarm") == [("01-01 02", "OK"), ("03-05 00", "ALARM"), ("03-06 09", "OK")]


def test_a_run_that_is_missing_is_itself_an_alarm_and_the_only_one() -> None:
    assert day("SweepMissingAlarm") == [("01-01 02", "OK"), ("03-04 04", "ALARM"), ("03-04 09", "OK")]


def test_a_rise_of_the_rejected_share_rings_and_a_share_that_stays_does_not() -> None:
    """All rows of June were rejected, and of July, but none before."""
    rose = [("01-01 02", "OK"), ("06-10 11", "ALARM"), ("07-01 00", "OK")]
    assert day("RejectedShareAlarm") == day("RejectingDepartmentsAlarm") == rose


def test_the_citys_silence_is_told_on_the_fourth_working_day_after_the_last_file() -> None:
    assert day("NoDataAlarm") == [
        ("01-01 02", "OK"),
        ("01-09 00", "ALARM"),
        ("02-13 09", "OK"),
        ("02-26 00", "ALARM"),
        ("06-10 09", "OK"),
        ("06-16 00", "ALARM"),
        ("07-10 09", "OK"),
        ("07-16 00", "ALARM"),
        ("09-30 09", "OK"),
        ("10-12 00", "ALARM"),
    ]


def test_a_departments_silence_is_told_after_more_than_a_month() -> None:
    """While the job does not run, which has an alarm of its own, the glance shows nothing."""
    never_sent_anything = [("01-01 02", "OK"), ("02-13 00", "ALARM")]
    assert day("SilentDepartmentsAlarm") == never_sent_anything
    assert day(f"NoDataByDepartmentAlarm {WATER}") == [*never_sent_anything, ("03-04 03", "OK"), ("03-04 09", "ALARM")]
    assert day(f"NoDataByDepartmentAlarm {MARKET}") == [
        ("01-01 02", "OK"),
        ("04-03 00", "ALARM"),
        ("06-10 11", "OK"),
        ("08-24 00", "ALARM"),
        ("09-30 11", "OK"),
        ("11-18 00", "ALARM"),
    ]


def test_nothing_flaps() -> None:
    for name in PLAYED:
        times = [datetime.strptime(f"2026-{when}", "%Y-%m-%d %H") for when, _ in day(name)]
        assert all(later - earlier > timedelta(hours=3) for earlier, later in pairwise(times))
