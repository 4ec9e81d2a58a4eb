"""The pages of a day: one for each part, which nothing but its rows can change, and the index that leads to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chengxin.publication.day.day_tables import DayTable, volume_names
from chengxin.publication.disclosures import day_prefix
from chengxin.publication.files import PublicFile
from chengxin.publication.renderer import Renderer

INDEX_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class DatasetLinks:
    """A dataset of a day as the index leads to it: its further workbooks, and its pages."""

    id: str
    title: str
    rows: int
    volumes: Sequence[str]
    pages: Sequence[str]


def page_name(dataset: str, number: int) -> str:
    """`administrative-penalty-1.html` for the first part, 0."""
    return f"{dataset}-{number + 1}.html"


def day_pages(renderer: Renderer, day: date, table: DayTable) -> Iterator[PublicFile]:
    """The pages of a dataset's changed parts."""
    for number in sorted(table.changed & table.parts.keys()):
        yield renderer.page(
            day_prefix(day) + page_name(table.id, number),
            "day_part.html",
            day=day,
            dataset=table.id,
            title=table.table.title,
            count=table.parts[number].rows,
            rows=_rows(table, number),
        )


def day_page(
    renderer: Renderer, day: date, tables: Sequence[DayTable], now: datetime, volumes: Sequence[str]
) -> PublicFile:
    """`index.html`: the first parts, as far as a page of a thousand rows holds them, and the way to all."""
    front = list(_front(tables))
    return renderer.page(
        f"{day_prefix(day)}index.html",
        "day.html",
        day=day,
        total=sum(table.rows for table in tables),
        shown=sum(table.parts[number].rows for table, number in front),
        tables=[(table.table.title, _rows(table, number)) for table, number in front],
        datasets=[_links(table) for table in tables],
        volumes=volumes,
        now=now,
    )


def _front(tables: Sequence[DayTable]) -> Iterator[tuple[DayTable, int]]:
    rows = 0
    for table in tables:
        for number, part in table.parts.items():
            rows += part.rows
            if rows > INDEX_ROWS:
                return
            yield table, number


def _rows(table: DayTable, number: int) -> str:
    """The rows of a page, for a template to call `safe`: they were escaped when they were made."""
    return table.fragments.get(table.id, "html", number).decode()


def _links(table: DayTable) -> DatasetLinks:
    pages = [page_name(table.id, number) for number in table.parts]
    return DatasetLinks(table.id, table.table.title, table.rows, volume_names(table.id, [table])[1:], pages)
