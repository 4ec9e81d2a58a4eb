"""The month's scoreboard: `/compliance/{yyyy-mm}/`, with what stands behind its numbers, the notice and the sheets."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from chengxin.compliance.assessment import ScoreSheet
from chengxin.compliance.behind import Behind
from chengxin.compliance.notice import MonthlyNotice
from chengxin.publication.charts import heat_map, trend
from chengxin.publication.files import PublicFile, json_file
from chengxin.publication.renderer import Renderer
from chengxin.publication.tables import Cell, Column, table_files
from chengxin.publication.words import HANDLED, SOURCES, TIMELINESS, department_name

Scoreboard = Mapping[str, Any]
"""A scoreboard as CONTRACT gives it; the city's has `departments[]` of the same shape."""

COUNTS = {
    "reported": "上报",
    "accepted": "受理",
    "rejected": "退回",
    "published": "已公示",
    "on_time": "按时",
    "late": "迟报",
    "due_soon": "即将到期",
    "overdue": "超期",
    "exempt": "免于公示",
    "suspected_missing": "疑似漏报",
}
QUALITY = {"concealed": "瞒报", "corrected": "更正", "withdrawn": "撤下"}
"""瞒报 is what a register told of and nobody sent in; 错报 is what had to be corrected or taken down."""
OBJECTIONS = {"objections_handled": "异议办结", "objections_open": "异议未办结"}
BEHIND = {name: title for name, title in (COUNTS | QUALITY | OBJECTIONS).items() if name != "reported"}
"""The numbers that have a list; what was reported is what was accepted and what was rejected."""
FURTHER = {"error_rate": "错报率", "average_working_days": "平均用时", "p95_working_days": "95%用时"}
HANDLING = {
    "objections_late": "异议超时办结",
    "objections_overdue": "异议超时未办结",
    "objections_average_working_days": "异议平均用时",
    "objections_p95_working_days": "异议95%用时",
}
RATES = {"reporting": "上报率", "compliance": "合规率", "timeliness": "及时率", "lateness": "迟报率"}


@dataclass(frozen=True, slots=True)
class MonthReport:
    """A month to be shown. `behind` are the lists of every department of which anything is known, and the city's."""

    city: Scoreboard
    behind: Mapping[str, Mapping[str, Behind]]
    notice: MonthlyNotice
    sheets: Sequence[ScoreSheet] = ()

    @property
    def prefix(self) -> str:
        """The month's folder, with a slash at its end."""
        return f"compliance/{self.city['month']}/"


def month_files(
    renderer: Renderer, report: MonthReport, history: Sequence[Scoreboard], now: datetime
) -> Iterator[PublicFile]:
    """The files of a month but for those of its departments, data first and `index.html` last.

    `history` are the city's scoreboards to be drawn, oldest first, the month itself among them.
    """
    city, prefix = report.city, report.prefix
    silent = [one["department"] for one in city["departments"] if not any(one[name] for name in COUNTS | OBJECTIONS)]
    departments = [one for one in by_urgency(city) if one["department"] not in silent]
    overdue = [(one["department"], item) for one in departments for item in one["overdue_items"]]
    yield from table_files(prefix, city, _columns(renderer), city["departments"], now)
    yield json_file(f"{prefix}assessment.json", _sheets(renderer, report))
    yield renderer.page(
        f"{prefix}assessment.html", "scoreboard_assessment.html", month=city["month"], sheets=report.sheets
    )
    yield renderer.page(
        f"{prefix}notice.html", "scoreboard_notice.html", month=city["month"], notice=report.notice, titles=BEHIND
    )
    yield renderer.page(
        f"{prefix}index.html",
        "scoreboard.html",
        city=city,
        departments=departments,
        overdue=sorted(overdue, key=lambda pair: -pair[1]["working_days_overdue"]),
        silent=silent,
        counts=COUNTS,
        quality=QUALITY,
        rates=RATES,
        sources=SOURCES,
        linked=set(report.behind),
        trend=trend(history),
        heat=heat_map(history, _shown_in(history, departments)),
        now=now,
    )


def behind_data(report: MonthReport, department: str) -> PublicFile:
    """`{department}.json`: the lists behind a department's numbers, which change only when a number does."""
    lists = {name: asdict(found) for name, found in report.behind[department].items()}
    data = {"department": department, "month": report.city["month"], "lists": lists}
    return json_file(f"{report.prefix}{department}.json", data)


def behind_page(renderer: Renderer, report: MonthReport, department: str) -> PublicFile:
    """`{department}.html`: the same lists for people, each below the number that leads to it."""
    return renderer.page(
        f"{report.prefix}{department}.html",
        "scoreboard_department.html",
        month=report.city["month"],
        department=department,
        whole_city=department == report.city["department"],
        lists=report.behind[department],
        titles=BEHIND,
        objections=OBJECTIONS,
        sources=SOURCES,
        verdicts=TIMELINESS,
        handling=HANDLED,
    )


def _sheets(renderer: Renderer, report: MonthReport) -> dict[str, Any]:
    """What the platform measures is scored; what people have to judge is null until they do."""
    departments = [
        {
            "department": sheet.department,
            "name": department_name(renderer.catalogue, sheet.department),
            "total": sheet.total,
            "open": sheet.open,
            "scores": [
                {
                    "group": one.group,
                    "criterion": one.criterion.id,
                    "title": one.criterion.title,
                    "of": one.criterion.points,
                    "points": one.points,
                }
                for one in sheet.scores
            ],
        }
        for sheet in report.sheets
    ]
    return {"month": report.city["month"], "departments": departments}


def by_urgency(city: Scoreboard) -> list[Scoreboard]:
    """The departments, those with the most overdue first, then the late, then the busy."""
    return sorted(city["departments"], key=lambda one: (-one["overdue"], -one["late"], -one["reported"]))


def _shown_in(history: Sequence[Scoreboard], departments: Sequence[Scoreboard]) -> list[str]:
    """The departments that disclosed anything in any of the months, in the order of the month's table."""
    rated = {b["department"] for one in history for b in one["departments"] if b["rates"]["timeliness"] is not None}
    first = [one["department"] for one in departments if one["department"] in rated]
    return first + sorted(rated - set(first))


def index_file(renderer: Renderer, months: Iterable[str]) -> PublicFile:
    """`compliance/index.html`: every month that has a scoreboard, newest first."""
    return renderer.page("compliance/index.html", "scoreboards.html", months=sorted(set(months), reverse=True))


def _columns(renderer: Renderer) -> list[Column[Scoreboard]]:
    def rate(name: str) -> Column[Scoreboard]:
        def value(board: Scoreboard) -> Cell:
            share: Cell = board["rates"][name]
            return share

        return Column(RATES[name], value, numeric=True)

    further = QUALITY | FURTHER | OBJECTIONS | HANDLING
    return [
        Column("部门编号", lambda board: board["department"]),
        Column("部门", lambda board: department_name(renderer.catalogue, board["department"])),
        Column("月份", lambda board: board["month"]),
        *(Column(title, _of(name), numeric=True) for name, title in COUNTS.items()),
        *map(rate, RATES),
        *(Column(title, _of(name), numeric=True) for name, title in further.items()),
    ]


def _of(name: str) -> Callable[[Scoreboard], Cell]:
    def value(board: Scoreboard) -> Cell:
        cell: Cell = board[name]
        return cell

    return value
