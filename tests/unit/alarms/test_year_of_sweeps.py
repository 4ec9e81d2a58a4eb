"""A year of hourly compliance runs, played through CloudWatch's rules: each alarm of the template that watches what
they put, the one that covers every department included, fires and clears once a cause."""

from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

from tests.support.alarm_evaluator import Put, alarms, contributors, read_template
from tests.unit.compliance.stories import DUTIES, MARKET, WATER, City, at, decision, entry

from chengxin.compliance import scoreboard
from chengxin.compliance.metrics import metrics

TEMPLATE = Path(__file__).parents[3] / "template.yaml"
SOURCE = read_template(TEMPLATE)
PUT = {one.name for one in metrics([], at("2026-01-01"), {}) if not one.dimensions}
ALARMS = {name: alarm for name, alarm in alarms(SOURCE).items() if alarm.name in PUT}
OF_DEPARTMENTS = SOURCE["Resources"]["DepartmentOverdueAlarm"]["Properties"]
YEAR = [at("2026-01-01", 0) + timedelta(hours=n) for n in range(365 * 24)]
OUTAGE = (at("2026-03-04", 1), at("2026-03-04", 9))
DROPS = {
    at("2026-01-05", 9): entry(at("2026-01-05", 9), decision("甲1号", "2026-01-05"), decision("甲2号", "2026-01-05")),
    at("2026-02-13", 9): entry(at("2026-02-13", 9), decision("甲3号", "2026-02-13")),
    at("2026-09-30", 9): entry(at("2026-09-30", 9), decision("甲4号", "2026-09-30")),
}
REJECTED = entry(at("2026-06-10", 9), rows_rejected=1)
DROPS[at("2026-06-10", 9)] = REJECTED
PUBLICATIONS = {at("2026-01-06", 9), at("2026-03-06", 9), at("2026-10-15", 18)}


@cache
def a_year_of_puts() -> tuple[Put, ...]:
    city, puts, last = City(), [], {}
    for now in YEAR:
        if now in DROPS:
            city.drop(DROPS[now])
            last = {MARKET: now, WATER: now}
        if now in PUBLICATIONS:
            city.publish(now)
        if OUTAGE[0] <= now < OUTAGE[1]:
            continue
        boards = [
            scoreboard(name, f"{now:%Y-%m}", now, city.live(f"{now:%Y-%m}", name), DUTIES) for name in (MARKET, WATER)
        ]
        run = now + timedelta(minutes=5)
        puts += [Put(run, one.name, one.value, one.dimensions) for one in metrics(boards, now, last)]
    return tuple(puts)


@cache
def day(name: str) -> list[tuple[str, str]]:
    """The alarm's changes after its first evaluation, by the hour, as it is evaluated every quarter of an hour."""
    moments = [YEAR[0] + timedelta(hours=2, minutes=15 * n) for n in range((len(YEAR) - 3) * 4)]
    everything = {**ALARMS, **contributors(OF_DEPARTMENTS, a_year_of_puts())}
    changes = everything[name].play(a_year_of_puts(), moments)
    return [(f"{one.at:%m-%d %H}", one.state) for one in changes]


def test_every_alarm_on_what_a_run_puts_is_played() -> None:
    assert set(ALARMS) == {
        "OverdueAlarm",
        "DueSoonAlarm",
        "LongOverdueAlarm",
        "RejectedShareAlarm",
        "NoDataAlarm",
        "SweepMissingAlarm",
    }
    assert set(contributors(OF_DEPARTMENTS, a_year_of_puts())) == {MARKET, WATER}


def test_overdue_follows_the_spring_festivals_deadline_and_holds_through_an_outage() -> None:
    assert day("OverdueAlarm") == [("01-01 02", "OK"), ("03-03 00", "ALARM"), ("03-06 09", "OK")]


def test_a_departments_series_is_its_own() -> None:
    assert day(MARKET) == day("OverdueAlarm")
    assert day(WATER) == [("01-01 02", "OK")]


def test_due_soon_comes_before_overdue_and_ends_with_it_or_with_publication() -> None:
    assert day("DueSoonAlarm") == [
        ("01-01 02", "OK"),
        ("02-27 00", "ALARM"),
        ("03-03 00", "OK"),
        ("10-13 00", "ALARM"),
        ("10-15 18", "OK"),
    ]


def test_the_office_hears_of_it_on_the_third_working_day() -> None:
    assert day("LongOverdueAlarm") == [("01-01 02", "OK"), ("03-05 00", "ALARM"), ("03-06 09", "OK")]


def test_a_run_that_is_missing_is_itself_an_alarm_and_the_only_one() -> None:
    assert day("SweepMissingAlarm") == [("01-01 02", "OK"), ("03-04 04", "ALARM"), ("03-04 09", "OK")]


def test_rejected_rows_alarm_after_three_hours_until_the_month_is_over() -> None:
    assert day("RejectedShareAlarm") == [("01-01 02", "OK"), ("06-10 11", "ALARM"), ("07-01 00", "OK")]


def test_silence_is_told_on_the_fourth_day_after_the_last_file() -> None:
    assert day("NoDataAlarm") == [
        ("01-01 02", "ALARM"),
        ("01-05 09", "OK"),
        ("01-09 00", "ALARM"),
        ("02-13 09", "OK"),
        ("02-17 00", "ALARM"),
        ("06-10 09", "OK"),
        ("06-14 00", "ALARM"),
        ("09-30 09", "OK"),
        ("10-04 00", "ALARM"),
    ]


def test_nothing_flaps() -> None:
    for name in (*ALARMS, MARKET, WATER):
        times = [datetime.strptime(f"2026-{when}", "%Y-%m-%d %H") for when, _ in day(name)]
        assert all(later - earlier > timedelta(hours=3) for earlier, later in pairwise(times))
