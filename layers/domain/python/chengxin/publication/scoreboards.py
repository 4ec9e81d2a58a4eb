"""The month's scoreboard: `/compliance/{yyyy-mm}/`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from chengxin.publication.charts import heat_map, trend
from chengxin.publication.files import PublicFile
from chengxin.publication.renderer import Renderer
from chengxin.publication.tables import Cell, Column, table_files
from chengxin.publication.words import SOURCES, department_name

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
RATES = {"reporting": "上报率", "compliance": "合规率", "timeliness": "及时率", "lateness": "迟报率"}


def month_files(
    renderer: Renderer, city: Scoreboard, history: Sequence[Scoreboard], now: datetime
) -> Iterator[PublicFile]:
    """All files of the month that `city` is about, data first and `index.html` last.

    `history` are the city's scoreboards to be drawn, oldest first, the month itself among them.
    """
    prefix = f"compliance/{city['month']}/"
    departments = by_urgency(city)
    overdue = [(one["department"], item) for one in departments for item in one["overdue_items"]]
    yield from table_files(prefix, city, _columns(renderer), city["departments"], now)
    yield renderer.page(
        f"{prefix}index.html",
        "scoreboard.html",
        city=city,
        departments=departments,
        overdue=sorted(overdue, key=lambda pair: -pair[1]["working_days_overdue"]),
        counts=COUNTS,
        rates=RATES,
        sources=SOURCES,
        trend=trend(history),
        heat=heat_map(history, [one["department"] for one in departments]),
        now=now,
    )


def by_urgency(city: Scoreboard) -> list[Scoreboard]:
    """The departments, those with the most overdue first, then the late, then the busy."""
    return sorted(city["departments"], key=lambda one: (-one["overdue"], -one["late"], -one["reported"]))


def index_file(renderer: Renderer, months: Iterable[str]) -> PublicFile:
    """`compliance/index.html`: every month that has a scoreboard, newest first."""
    return renderer.page("compliance/index.html", "scoreboards.html", months=sorted(set(months), reverse=True))


def _columns(renderer: Renderer) -> list[Column[Scoreboard]]:
    def count(name: str) -> Column[Scoreboard]:
        return Column(COUNTS[name], lambda board: board[name], numeric=True)

    def rate(name: str) -> Column[Scoreboard]:
        def value(board: Scoreboard) -> Cell:
            share: Cell = board["rates"][name]
            return share

        return Column(RATES[name], value, numeric=True)

    return [
        Column("部门编号", lambda board: board["department"]),
        Column("部门", lambda board: department_name(renderer.catalogue, board["department"])),
        Column("月份", lambda board: board["month"]),
        *map(count, COUNTS),
        *map(rate, RATES),
    ]
