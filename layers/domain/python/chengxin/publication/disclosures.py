"""The pages of what became public on a day: `/disclosures/{yyyy}/{mm}/{dd}/`."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from chengxin.publication.day_records import LabelledRows
from chengxin.publication.files import PublicFile, items_file
from chengxin.publication.record_rows import Record, Row, columns_of
from chengxin.publication.renderer import Renderer
from chengxin.publication.spreadsheets import spreadsheets
from chengxin.times import rfc3339

PAGE_ROWS = 1000


def day_prefix(day: date) -> str:
    """`disclosures/2026/03/02/`."""
    return f"disclosures/{day:%Y/%m/%d}/"


def day_files(renderer: Renderer, day: date, records: Sequence[Record], now: datetime) -> Iterator[PublicFile]:
    """All files of a day, data first and `index.html` last.

    `records` are all that became public on that day and still may be, in the order in which they are to be listed;
    a day is always written whole. A page of the HTML has up to 1,000 rows (`index.html`, `page-2.html`, …).
    """
    rows, prefix = LabelledRows(records, renderer.catalogue), day_prefix(day)
    head = {"date": day.isoformat(), "generated_at": rfc3339(now), "count": len(records)}
    yield items_file(f"{prefix}data.json", head, records)
    yield from spreadsheets(prefix, columns_of(rows), rows, now)
    yield from _pages(renderer, day, rows, now)


def index_file(renderer: Renderer, days: Iterable[date]) -> PublicFile:
    """`disclosures/index.html`: every day that has pages, newest first, by month."""
    newest_first = sorted(set(days), reverse=True)
    months = [(month, list(group)) for month, group in groupby(newest_first, key=lambda d: f"{d.year}年{d.month}月")]
    return renderer.page("disclosures/index.html", "disclosures.html", months=months)


def _pages(renderer: Renderer, day: date, rows: Sequence[Row], now: datetime) -> Iterator[PublicFile]:
    count = max(1, -(-len(rows) // PAGE_ROWS))
    for number in range(count, 0, -1):
        first = (number - 1) * PAGE_ROWS
        yield renderer.page(
            day_prefix(day) + page_name(number),
            "disclosure_day.html",
            day=day,
            rows=rows[first : first + PAGE_ROWS],
            first=first,
            total=len(rows),
            pages=[(n, page_name(n)) for n in range(1, count + 1)],
            number=number,
            now=now,
        )


def page_name(number: int) -> str:
    """`index.html` for the first page, `page-2.html` for the second."""
    return "index.html" if number == 1 else f"page-{number}.html"
