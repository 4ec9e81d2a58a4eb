"""Over the holidays of two years the check says due soon, overdue and late on the days of the calendar, and the alarm
follows."""

import time
from datetime import date
from functools import cache

import pytest
from infra.local import walk
from infra.local.config import PROJECT
from tests.e2e.conftest import City

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load

Figures = tuple[int, int, int, int]
NATIONAL_DAY = ("2025-09-30", "2025-10-14")
"""2025-10-01 to 10-08 are off, Sunday 09-28 and Saturday 10-11 are worked: deadlines from 10-10 to 10-15."""
SPRING_FESTIVAL = ("2024-02-08", "2024-02-20")
"""2024-02-10 to 02-17 are off, Sundays 02-04 and 02-18 are worked: deadlines from 02-18 to 02-22."""


@cache
def catalogue() -> Catalogue:
    return load(PROJECT / "infra" / "catalogue")


def figures(city: City, day: str) -> Figures:
    """(due soon, overdue, on time, late) of a day's run."""
    found = walk.look(city.stack, date.fromisoformat(day))
    return found.due_soon, found.overdue, found.on_time, found.late


def alarm(city: City) -> str:
    return city.stack.alarm_state()


@pytest.mark.parametrize(
    ("first", "disclosed", "expected"),
    [
        (*NATIONAL_DAY, {"2025-10-08": (4, 0, 2, 0), "2025-10-10": (9, 0, 2, 0), "2025-10-11": (7, 4, 2, 0)}),
        (*SPRING_FESTIVAL, {"2024-02-09": (6, 0, 2, 0), "2024-02-17": (6, 0, 2, 0), "2024-02-19": (7, 4, 2, 0)}),
    ],
    ids=["national-day", "spring-festival"],
)
def test_a_walk_over_a_holiday(city: City, first: str, disclosed: str, expected: dict[str, Figures]) -> None:
    walk.prepare(city.stack, catalogue(), date.fromisoformat(first))
    time.sleep(walk.LOOKS_BACK)
    assert figures(city, first) == (4, 0, 2, 0)
    assert alarm(city) == "OK"
    assert {day: figures(city, day) for day in expected} == expected
    assert alarm(city) == "ALARM"
    walk.disclose(city.stack, date.fromisoformat(disclosed))
    time.sleep(walk.LOOKS_BACK)
    due_soon, overdue, on_time, late = figures(city, disclosed)
    assert (due_soon, overdue, on_time + late) == (0, 0, 14)
    assert late == {NATIONAL_DAY: 9, SPRING_FESTIVAL: 6}[first, disclosed]
    assert alarm(city) == "OK"
