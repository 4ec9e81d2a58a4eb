"""A walk over a past holiday: the sample decisions of its eve, disclosed too late, as the daily check sees them.

Each day is one run of the compliance job at that day's time, as a rehearsal. The same walk again tells the same.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock

from chengxin.catalogue import Catalogue
from chengxin.deadlines import Calendar
from chengxin.times import SHANGHAI, rfc3339
from infra.local.backdated_drop import drop_as_of
from infra.local.config import PROJECT
from infra.local.samples import Sample, render
from infra.local.stack import Stack
from infra.local.summary import table

HEADER = ("day", "due soon", "overdue", "on time", "late", "overdue alarm")
LOOKS_BACK = 11
"""Seconds after which the stack's alarms have forgotten an earlier run: their period, and one for the clocks."""


@dataclass(frozen=True, slots=True)
class Day:
    """What a day's run told, and the state of the alarm after it."""

    day: date
    due_soon: int
    overdue: int
    on_time: int
    late: int
    alarm: str

    @property
    def line(self) -> tuple[str, ...]:
        """The day as a line of the table."""
        counts = (self.due_soon, self.overdue, self.on_time, self.late)
        return (str(self.day), *map(str, counts), self.alarm)


def show(stack: Stack, catalogue: Catalogue, first: date, disclosed: date, say: Callable[[str], None]) -> None:
    """Walks from `first`, on which the samples came, to the day after they were disclosed; prints what changed."""
    for sample in prepare(stack, catalogue, first):
        say(f"dropped as of {first}: {sample.path.name}")
    days: list[Day] = []
    for day in walk(stack, first, disclosed):
        if not days or day.line[1:] != days[-1].line[1:]:
            days.append(day)
            say("  ".join(f"{name} {value}" for name, value in zip(HEADER[1:], day.line[1:], strict=True)))
    print("\n" + "\n".join(table([HEADER, *(day.line for day in days)])))
    for job in ("publish", "comply"):
        stack.job(job)


def prepare(stack: Stack, catalogue: Catalogue, first: date) -> list[Sample]:
    """Drops the samples of decisions in which nothing is wrong, as of nine o'clock on `first`."""
    calendar = Calendar(catalogue.calendars)
    rendered = render(
        PROJECT / "events" / "samples", stack.config.directory / f"samples-{first}", first, calendar.is_working_day
    )
    chosen = [sample for sample in rendered if _disclosed(sample, catalogue) and not sample.expect["rejected"]]
    for sample in chosen:
        drop_as_of(stack, catalogue, sample.path, sample.key, _at(first, 9))
    return chosen


def walk(stack: Stack, first: date, disclosed: date) -> Iterator[Day]:
    """Each day's run at ten, until the day after `disclosed`, at nine of which all that is open is published."""
    for count in range((disclosed - first).days + 2):
        day = first + timedelta(days=count)
        if day == disclosed:
            disclose(stack, day)
        found = look(stack, day)
        if not found.overdue and found.alarm == "ALARM":
            time.sleep(LOOKS_BACK)
            found = look(stack, day)
        yield found


def disclose(stack: Stack, day: date) -> None:
    """Publishes all that is open, at nine o'clock of a day."""
    stack.job("publish", rfc3339(_at(day, 9)))


def look(stack: Stack, day: date) -> Day:
    """The compliance job at ten o'clock of a day."""
    told = stack.job("comply", rfc3339(_at(day, 10)))
    return Day(day, told["due_soon"], told["overdue"], told["on_time"], told["late"], stack.alarm_state())


def _disclosed(sample: Sample, catalogue: Catalogue) -> bool:
    dataset = catalogue.dataset(sample.dataset)
    return dataset is not None and dataset.purpose == "record" and dataset.disclosure.clock is not None


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, clock(hour), SHANGHAI)
