"""The monthly bulletin, `/bulletins/{yyyy-mm}/`, in the form of the city's 工作简报 of 2015: figures, lists, timeliness
with the departments that are late, what departments sent in, and the next month's deadlines.

It tells totals and departments alone: no decision and no party, so nothing that ends has to leave it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chengxin.catalogue.model import Catalogue
from chengxin.compliance.duty.due_dates import month_after
from chengxin.publication.bulk.index import BulkIndex
from chengxin.publication.charts import count_chart, rate_chart
from chengxin.publication.files import PublicFile
from chengxin.publication.renderer import Renderer
from chengxin.publication.scoreboards import MonthReport, Scoreboard, by_urgency, timeliness_of

FIGURES: Mapping[str, str] = {"reported": "上报", "accepted": "受理", "rejected": "退回", "published": "公示"}
SENDERS = 20
NAMED_ABOVE = 0.5
"""Of what a department had to disclose: who was late with more is named as such."""


@dataclass(frozen=True, slots=True)
class ListTotals:
    """A list: how many entries of the month stand on it, and how many of all months."""

    title: str
    entries: int
    standing: int


def bulletin_file(
    renderer: Renderer, report: MonthReport, history: Sequence[Scoreboard], bulk: BulkIndex | None
) -> PublicFile:
    """`history` are the city's boards, oldest first, as many as charts shall show; later months are left out."""
    month, city = report.city["month"], report.city
    shown = [one for one in history if one["month"] < month] + [city]
    before = shown[-2] if len(shown) > 1 else None
    boards = by_urgency(city)
    return renderer.page(
        f"bulletins/{month}/index.html",
        "bulletin.html",
        city=city,
        figures=[(title, city[name], _change(name, city, before)) for name, title in FIGURES.items()],
        timely=rate_chart(timeliness_of(shown)),
        published=count_chart([(one["month"], float(one["published"])) for one in shown]),
        history=shown,
        notice=report.notice,
        lists=list_totals(renderer.catalogue, bulk, month),
        lists_at=bulk.at if bulk else None,
        late=[one for one in boards if one["overdue"] or one["late"]],
        named={one["department"] for one in boards if _mostly_late(one)},
        senders=sorted((one for one in boards if one["reported"]), key=lambda one: -one["reported"])[:SENDERS],
        due=report.due,
        next_month=month_after(month),
    )


def index_file(renderer: Renderer, months: Iterable[str]) -> PublicFile:
    """`bulletins/index.html`: every month that has a bulletin, newest first."""
    return renderer.page("bulletins/index.html", "bulletins.html", months=sorted(set(months), reverse=True))


def bulletin_months(paths: Iterable[str]) -> Iterator[str]:
    """The months (`2026-03`) that have a bulletin, from the paths a manifest names."""
    for path in paths:
        parts = path.split("/")
        if len(parts) == 3 and parts[0] == "bulletins" and parts[2] == "index.html":
            yield parts[1]


def list_totals(catalogue: Catalogue, bulk: BulkIndex | None, month: str) -> list[ListTotals]:
    """The lists that may be shown, from the figures of the full snapshot; a record counts in the month in which it
    first became public."""
    found = []
    for one in catalogue.lists:
        if one.settled or not one.adverse:
            datasets = {dataset.id for dataset in catalogue.datasets if dataset.list_id == one.id}
            files = [file for file in bulk.files.values() if file.dataset in datasets] if bulk else []
            entries = sum(file.records for file in files if file.month == month)
            found.append(ListTotals(one.title, entries, sum(file.records for file in files)))
    return found


def _change(name: str, city: Scoreboard, before: Scoreboard | None) -> str:
    """`较上月 +3`; nothing where there is no month before."""
    if before is None:
        return ""
    change: int = city[name] - before[name]
    return f"较上月 {change:+,}" if change else "与上月持平"


def _mostly_late(board: Mapping[str, Any]) -> bool:
    rate = board["rates"]["lateness"]
    return rate is not None and float(rate) > NAMED_ABOVE
