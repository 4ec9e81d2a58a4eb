"""The month's scoreboard: `/compliance/{yyyy-mm}/`, with what stands behind its numbers, the notice and the sheets."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from chengxin.catalogue.model import Catalogue
from chengxin.compliance.board.assessment import ScoreSheet
from chengxin.compliance.board.duty_list import LISTED, SHOWN
from chengxin.compliance.board.evidence import Evidence
from chengxin.compliance.board.indicators import INDICATORS, titles
from chengxin.compliance.board.notice import MonthlyNotice
from chengxin.compliance.board.scoreboard import CITY
from chengxin.compliance.duty.due_dates import DueDate
from chengxin.publication.charts import heat_map, rate_chart
from chengxin.publication.files import CSV, PublicFile, json_file
from chengxin.publication.labels import HANDLED, SOURCES, TIMELINESS, dataset_title, department_name, moment
from chengxin.publication.renderer import Renderer
from chengxin.publication.spreadsheets import Cell, Column, as_csv, table_files

Scoreboard = Mapping[str, Any]
"""A scoreboard as CONTRACT gives it; the city's has `departments[]` of the same shape."""

Lists = Mapping[str, Evidence]
"""The lists behind a department's numbers, by the numbers' names."""

COUNTS, QUALITY, OBJECTIONS = titles("count"), titles("quality"), titles("objection")
"""瞒报 is what a register told of and nobody sent in; 错报 is what had to be corrected or taken down."""
EVIDENCE_TITLES = {name: title for name, title in (COUNTS | QUALITY | OBJECTIONS).items() if name != "reported"}
"""The numbers that have a list; what was reported is what was accepted and what was rejected."""
FURTHER, HANDLING, RATES = titles("further"), titles("handling"), titles("rate")


@dataclass(frozen=True, slots=True)
class MonthReport:
    """A month to be shown. `evidence` makes the lists of every department of which anything is known, and the city's:
    all of them at once are large."""

    city: Scoreboard
    evidence: Mapping[str, Callable[[], Lists]]
    notice: MonthlyNotice
    sheets: Sequence[ScoreSheet] = ()
    due: Sequence[DueDate] = ()
    """The deadlines of the month after."""

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
        f"{prefix}notice.html",
        "scoreboard_notice.html",
        month=city["month"],
        notice=report.notice,
        titles=EVIDENCE_TITLES,
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
        linked=set(report.evidence),
        indicators=INDICATORS,
        trend=rate_chart(timeliness_of(history)),
        heat=heat_map(history, _shown_in(history, departments)),
        now=now,
    )


def evidence_key(month: str, department: str, suffix: str = "json") -> str:
    """The path of the lists of a department, or the city, in a month."""
    return f"compliance/{month}/{department}.{suffix}"


def evidence_data(month: str, department: str, lists: Lists) -> PublicFile:
    """`{department}.json`: the lists behind a department's numbers, which change only when a number does."""
    found = {name: asdict(one) for name, one in lists.items()}
    return json_file(evidence_key(month, department), {"department": department, "month": month, "lists": found})


def evidence_pages(renderer: Renderer, month: str, department: str, lists: Lists) -> Iterator[PublicFile]:
    """The same lists for people: `{department}.csv`, and `{department}.html`, which shows the first of each list below
    the number that leads to it."""
    yield evidence_table(renderer.catalogue, evidence_key(month, department, "csv"), lists)
    yield renderer.page(
        evidence_key(month, department, "html"),
        "scoreboard_department.html",
        month=month,
        department=department,
        whole_city=department == CITY,
        lists=lists,
        titles=EVIDENCE_TITLES,
        objections=OBJECTIONS,
        sources=SOURCES,
        verdicts=TIMELINESS,
        handling=HANDLED,
        shown=SHOWN,
        listed=LISTED,
        indicators=INDICATORS,
    )


def evidence_table(catalogue: Catalogue, key: str, lists: Lists) -> PublicFile:
    """The lists below each other in one table."""
    columns: list[Column[tuple[str, Mapping[str, Any]]]] = [
        Column("项目", lambda line: EVIDENCE_TITLES[line[0]]),
        Column("部门", lambda line: department_name(catalogue, line[1]["department"])),
        Column("文书号或异议编号", lambda line: line[1]["document_number"]),
        Column("类别", lambda line: dataset_title(catalogue, line[1].get("dataset", ""))),
        Column("决定或收到异议日期", lambda line: line[1].get("decision_date")),
        Column("来源", lambda line: SOURCES.get(line[1].get("source", ""), "")),
        Column("平台收到时间", lambda line: moment(line[1].get("received_at"))),
        Column("公示时间", lambda line: moment(line[1].get("published_at"))),
        Column("期限", lambda line: line[1].get("deadline")),
        Column(
            "时效", lambda line: (HANDLED if line[0] in OBJECTIONS else TIMELINESS).get(line[1].get("timeliness", ""))
        ),
        Column("逾期工作日", lambda line: line[1].get("working_days_late")),
        Column("节假日历版本", lambda line: line[1].get("calendar_version")),
        Column("异议办结日期", lambda line: line[1].get("handled_on")),
        Column("信息编号", lambda line: line[1].get("record_id")),
    ]
    lines = ((name, item) for name in EVIDENCE_TITLES for item in lists[name].items)
    return PublicFile(key, as_csv(columns, lines), CSV)


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


def timeliness_of(history: Iterable[Scoreboard]) -> list[tuple[str, float | None]]:
    """The timeliness of each month as a fraction, None where there was nothing to measure."""
    rates = [(one["month"], one["rates"]["timeliness"]) for one in history]
    return [(month, None if rate is None else float(rate)) for month, rate in rates]


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

        return Column(RATES[name], value)

    further = QUALITY | FURTHER | OBJECTIONS | HANDLING
    return [
        Column("部门编号", lambda board: board["department"]),
        Column("部门", lambda board: department_name(renderer.catalogue, board["department"])),
        Column("月份", lambda board: board["month"]),
        *(Column(title, _of(name)) for name, title in COUNTS.items()),
        *map(rate, RATES),
        *(Column(title, _of(name)) for name, title in further.items()),
    ]


def _of(name: str) -> Callable[[Scoreboard], Cell]:
    def value(board: Scoreboard) -> Cell:
        cell: Cell = board[name]
        return cell

    return value
