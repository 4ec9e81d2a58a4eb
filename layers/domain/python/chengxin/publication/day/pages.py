"""The pages of a day: one for each part, which nothing but its rows can change, and the index that leads to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chengxin.publication.day.day_tables import DayTable, volume_names
from chengxin.publication.disclosures import day_prefix
from chengxin.publication.files import PublicFile
from chengxin.publication.renderer import Renderer

INDEX_BYTES = 80_000
"""Of rows on a day's own page, which every reader opens; the rest stands on the pages of the parts."""
_ROW_END = "</tr>\n"


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
    """`index.html`: the first rows of each dataset, as many as a page of 100 kB holds, and the way to all."""
    front = [(table.table.title, rows) for table, rows in _front(tables)]
    return renderer.page(
        f"{day_prefix(day)}index.html",
        "day.html",
        day=day,
        total=sum(table.rows for table in tables),
        shown=sum(rows.count(_ROW_END) for _, rows in front),
        tables=front,
        datasets=[_links(table) for table in tables],
        volumes=volumes,
        now=now,
    )


def _front(tables: Sequence[DayTable]) -> Iterator[tuple[DayTable, str]]:
    """What a dataset leaves of its share goes to those after it; each shows one row at least."""
    left = INDEX_BYTES
    for place, table in enumerate(tables):
        rows = _first_rows(table, left // (len(tables) - place))
        left -= len(rows.encode())
        yield table, rows


def _first_rows(table: DayTable, most: int) -> str:
    taken, size = list[str](), 0
    for row in _rows(table, min(table.parts)).split(_ROW_END)[:-1]:
        size += len(row.encode()) + len(_ROW_END)
        if taken and size > most:
            break
        taken.append(row + _ROW_END)
    return "".join(taken)


def _rows(table: DayTable, number: int) -> str:
    """The rows of a page, for a template to call `safe`: they were escaped when they were made."""
    return table.fragments.get(table.id, "html", number).decode()


def _links(table: DayTable) -> DatasetLinks:
    pages = [page_name(table.id, number) for number in table.parts]
    return DatasetLinks(table.id, table.table.title, table.rows, volume_names(table.id, [table])[1:], pages)
