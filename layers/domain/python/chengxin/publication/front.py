"""The pages that tell both of the newest records and of the scoreboards: the front page, and one for each department.

Publication writes them when records change, the compliance job when boards do: `Site` sees to it that the newer stays.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from chengxin.catalogue.model import Catalogue, Department
from chengxin.compliance.board.scoreboard import CITY
from chengxin.publication.charts import rate_chart
from chengxin.publication.files import PublicFile
from chengxin.publication.record_rows import Record, row_of
from chengxin.publication.renderer import Renderer
from chengxin.publication.scoreboards import COUNTS, RATES, Scoreboard, by_urgency, timeliness_of
from chengxin.times import local_date

HOME = "index.html"
LATEST, LATE = 10, 8
OF_DEPARTMENT = 20
Newest = Callable[[str | None], Sequence[Record]]
"""The newest public records of a department, or of all, newest first."""
DayCounts = Mapping[date, int | None]
"""How many records each day that has a page shows; None where that isn't known."""


class Scoreboards(Protocol):
    """The stored scoreboards."""

    def get(self, department: str, month: str) -> dict[str, Any] | None:
        """A department's month (`city` for the whole city)."""

    def months(self, department: str, newest: int = 12) -> list[dict[str, Any]]:
        """The newest months of a department, oldest first."""


@dataclass(frozen=True, slots=True)
class FrontPages:
    """The makers of these pages."""

    renderer: Renderer
    scoreboards: Scoreboards

    def home(self, latest: Sequence[Record], days: DayCounts, now: datetime) -> PublicFile:
        """`index.html`: search, the last seven days with the newest 10 of `latest`, lists, who is late, downloads."""
        catalogue, today = self.renderer.catalogue, local_date(now)
        city = self.scoreboards.get(CITY, f"{today:%Y-%m}")
        week = [(day, days[day]) for day in sorted(days, reverse=True) if today - day < timedelta(days=7)]
        return self.renderer.page(
            HOME,
            "home.html",
            rows=[row_of(record, catalogue) for record in latest[:LATEST]],
            week=week,
            total=sum(count or 0 for _, count in week),
            newest_day=max(days, default=None),
            city=city,
            late=[one for one in by_urgency(city) if one["overdue"] or one["late"]][:LATE] if city else [],
            lists=catalogue.lists_on(),
            now=now,
        )

    def department(self, department: Department, newest: Sequence[Record], now: datetime) -> PublicFile:
        """`departments/{id}/index.html`: its newest 20 of `newest`, its month, and how to follow and to object."""
        boards = self.scoreboards.months(department.id)
        return self.renderer.page(
            department_key(department.id),
            "department.html",
            department=department,
            rows=[row_of(record, self.renderer.catalogue) for record in newest[:OF_DEPARTMENT]],
            board=boards[-1] if boards else None,
            counts=COUNTS,
            rates=RATES,
            trend=rate_chart(timeliness_of(boards)),
            now=now,
        )


def department_key(department: str) -> str:
    """Where a department's page lies."""
    return f"departments/{department}/index.html"


def is_shared(path: str) -> bool:
    """Whether both jobs write the file."""
    parts = path.split("/")
    return path == HOME or (len(parts) == 3 and parts[0] == "departments" and parts[2] == HOME)


def departments_file(renderer: Renderer, city: Scoreboard | None, paths: Iterable[str]) -> PublicFile:
    """`departments/index.html`: who reports, by district, with the month's figures; a link where a page is."""
    known = set(paths)
    boards = {one["department"]: one for one in city["departments"]} if city else {}
    groups = [
        (title, [(one, boards.get(one.id), department_key(one.id) in known) for one in members])
        for title, members in by_district(renderer.catalogue)
    ]
    return renderer.page("departments/index.html", "departments.html", groups=groups, city=city)


def by_district(catalogue: Catalogue) -> list[tuple[str, list[Department]]]:
    """The reporting departments: those of the city, then those of each district under its name."""
    groups: dict[str, list[Department]] = {"": []}
    for one in catalogue.departments:
        if one.reports and one.valid_to is None:
            home = catalogue.district_of(one)
            groups.setdefault(home.short_name or home.name if home else "", []).append(one)
    return [(title or "市级部门", members) for title, members in groups.items() if members]
