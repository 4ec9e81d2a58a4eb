"""The State Council's yearly notices on holidays and make-up working days, as the catalogue states them.

One file a year: `{year, versions: [{issued, paper, holidays: {name: {rest: […], work: […]}}}]}`. `issued` is the day on
which the notice became public. A day is written `2026-01-04`, a run of days as an ISO 8601 interval
`2026-01-01/2026-01-03`. The first version arranges the whole year; a later one (2015, 2019, 2020) states only the
holidays that it rearranges and replaces their days.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from chengxin.errors import InvalidRequestError

NEW_YEAR_HOLIDAY_STARTS = (12, 29)
"""The earliest December day that any notice since 2007 has arranged for the year after it."""
STATUTORY = ("元旦", "春节", "清明", "劳动节", "端午", "中秋", "国庆")
STATUTORY_SINCE = 2008


class NoticeError(InvalidRequestError):
    """A notice that can't be what the State Council wrote; `detail` says in Chinese which rule it breaks."""

    code, title = "invalid-calendar-notice", "节假日通知有误"


def _days(value: object) -> tuple[date, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError("须为日期列表")
    return tuple(day for item in value for day in _span(str(item)))


def _span(text: str) -> Iterable[date]:
    first, _, last = text.partition("/")
    start = date.fromisoformat(first)
    length = (date.fromisoformat(last) - start).days if last else 0
    if not 0 <= length <= 15:
        raise ValueError(f"日期区间 {text} 有误")
    return (start + timedelta(days=n) for n in range(length + 1))


Days = Annotated[tuple[date, ...], BeforeValidator(_days)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Checked = TypeVar("Checked", bound=_Model)


class Holiday(_Model):
    """What one holiday makes of the days around it: `rest` days without work, `work` weekend days worked instead."""

    rest: Days = ()
    work: Days = ()


class Version(_Model):
    """One notice: the day it became public, the paper it is published in, what it arranges."""

    issued: date
    paper: str = Field(pattern=r"^https?://")
    holidays: dict[str, Holiday] = Field(min_length=1)


class Year(_Model):
    """All notices for one year, oldest first; each is checked against what it can lawfully say."""

    year: int = Field(ge=1949, le=9998)
    versions: tuple[Version, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sane(self) -> "Year":
        issued = [version.issued for version in self.versions]
        if sorted(set(issued)) != issued:
            raise ValueError("各版本须按发布日期先后排列，且不得同日")
        missing = [name for name in STATUTORY if not any(name in known for known in self.versions[0].holidays)]
        if missing and self.year >= STATUTORY_SINCE:
            raise ValueError(f"缺少法定节日：{'、'.join(missing)}")
        for version in self.versions:
            self._check(version)
        return self

    def _check(self, version: Version) -> None:
        rest = {day for holiday in version.holidays.values() for day in holiday.rest}
        work = {day for holiday in version.holidays.values() for day in holiday.work}
        first = date(self.year - 1, *NEW_YEAR_HOLIDAY_STARTS)
        if stray := sorted(day for day in rest | work if not first <= day <= date(self.year, 12, 31)):
            raise ValueError(f"{stray[0]} 不在 {self.year} 年的安排范围内")
        if both := sorted(rest & work):
            raise ValueError(f"{both[0]} 既放假又上班")
        if weekday := sorted(day for day in work if day.weekday() < 5):
            raise ValueError(f"{weekday[0]} 不是星期六或星期日，不能是调休上班日")

    def name(self, version: Version) -> str:
        """How a deadline names the notice that made it: `2026@2025-11-04`."""
        return f"{self.year}@{version.issued}"

    def as_of(self, known: date | None) -> list[Version]:
        """The versions that were public on a day; all of them for None."""
        return [version for version in self.versions if known is None or version.issued <= known]


def read_year(entry: Mapping[str, object]) -> Year:
    """One calendar file's content as checked values; raises NoticeError."""
    return _read(Year, entry)


def read_version(entry: Mapping[str, object]) -> Version:
    """One notice's content as checked values; raises NoticeError."""
    return _read(Version, entry)


def _read(model: type[Checked], entry: Mapping[str, object]) -> Checked:
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise NoticeError(f"{place} {first['msg'].removeprefix('Value error, ')}".strip()) from None


def write_year(year: Year) -> str:
    """The year as the text of its calendar file: compact YAML, one line a holiday."""
    lines = [f"year: {year.year}", "versions:"]
    for version in year.versions:
        lines += [f"  - issued: {version.issued}", f"    paper: {version.paper}", "    holidays:"]
        lines += [f"      {name}: {_line(holiday)}" for name, holiday in version.holidays.items()]
    return "\n".join(lines) + "\n"


def _line(holiday: Holiday) -> str:
    parts = [
        f"{key}: [{', '.join(_runs(days))}]" for key, days in (("rest", holiday.rest), ("work", holiday.work)) if days
    ]
    return "{" + ", ".join(parts) + "}"


def _runs(days: Iterable[date]) -> list[str]:
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}/{run[-1]}" for run in runs]
