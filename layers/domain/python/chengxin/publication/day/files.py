"""The files of a day, `/disclosures/{yyyy}/{mm}/{dd}/`, put together from fragments.

Each dataset has `{dataset}.csv`, `.xlsx` and `.json`, and a page for each part; all of them together are `data.csv`,
`data.xlsx`, `data.json` and `index.html`. A workbook past a million rows goes on in `…-2.xlsx`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from itertools import chain
from typing import Any

import orjson

from chengxin.ports import Objects
from chengxin.publication.day.cells import text_cell
from chengxin.publication.day.dataset_table import AFTER, BEFORE, ENVELOPE
from chengxin.publication.day.day_tables import DayTable, Volume, combined_titles, day_tables, volume_names, volumes
from chengxin.publication.day.pages import day_page, day_pages, page_name
from chengxin.publication.day.workbook import Sheet, workbook
from chengxin.publication.disclosures import day_prefix
from chengxin.publication.files import CSV, JSON, XLSX, LargeFile, PublicFile, streamed_file
from chengxin.publication.renderer import Renderer
from chengxin.times import rfc3339

ALL = "data"
_BOM = b"\xef\xbb\xbf"


def day_files(
    renderer: Renderer, work: Objects, day: date, changed: Mapping[str, Set[int]] | None, now: datetime
) -> Iterator[PublicFile | LargeFile]:
    """The files of a day that may differ since the given parts of datasets changed, data first, `index.html` last.

    With `None` every file is made anew, from the records. Bytes follow from the day's records, and from `now` in
    `data.json` and `index.html`. A `LargeFile` is to be read before the next file is asked for.
    """
    tables = day_tables(renderer.catalogue, work, day, changed)
    shown = [table for table in tables if table.parts]
    differing = [table for table in shown if table.changed]
    for table in differing:
        yield from _dataset_files(day, table)
    yield from _combined_files(day, shown, now)
    for table in differing:
        yield from day_pages(renderer, day, table)
    yield day_page(renderer, day, shown, now, volume_names(ALL, shown)[1:])


def day_keys(renderer: Renderer, work: Objects, day: date) -> set[str]:
    """The keys of all files that a day consists of; what else lies below its prefix is to go."""
    shown = [table for table in day_tables(renderer.catalogue, work, day, {}) if table.parts]
    names = {f"{ALL}.json", f"{ALL}.csv", "index.html", *volume_names(ALL, shown)}
    for table in shown:
        names |= {f"{table.id}.json", f"{table.id}.csv", *volume_names(table.id, [table])}
        names |= {page_name(table.id, number) for number in table.parts}
    return {day_prefix(day) + name for name in names}


def _dataset_files(day: date, table: DayTable) -> Iterator[PublicFile | LargeFile]:
    prefix = day_prefix(day) + table.id
    head = {"date": day.isoformat(), "dataset": table.id, "title": table.table.title, "count": table.rows}
    yield from streamed_file(f"{prefix}.json", _items(head, [table]), JSON)
    yield from streamed_file(f"{prefix}.csv", chain((_csv_head(table.table.titles),), table.chunks("csv")), CSV)
    yield from _workbooks(day, table.id, [table])


def _combined_files(day: date, tables: Sequence[DayTable], now: datetime) -> Iterator[PublicFile | LargeFile]:
    prefix = day_prefix(day) + ALL
    head = {"date": day.isoformat(), "generated_at": rfc3339(now), "count": sum(table.rows for table in tables)}
    yield from streamed_file(f"{prefix}.json", _items(head, tables), JSON)
    yield from streamed_file(f"{prefix}.csv", _combined_csv(tables), CSV)
    yield from _workbooks(day, ALL, tables)


def _items(head: Mapping[str, Any], tables: Iterable[DayTable]) -> Iterator[bytes]:
    """The JSON of `{**head, "items": […]}`."""
    yield orjson.dumps(head)[:-1] + b',"items":['
    for number, items in enumerate(chain.from_iterable(table.chunks("json") for table in tables)):
        yield b"," if number else b""
        yield items
    yield b"]}\n"


def _csv_head(titles: Iterable[str]) -> bytes:
    return _BOM + ",".join([text_cell(title)[0] for title in titles]).encode() + b"\r\n"


def _combined_csv(tables: Sequence[DayTable]) -> Iterator[bytes]:
    titles = combined_titles([table.table for table in tables])
    before, own = _bytes_of(BEFORE), len(ENVELOPE)
    yield _csv_head(titles)
    for table in tables:
        mine = len(table.table.detail_titles)
        left, right = b',""' * (own - len(ENVELOPE)), b',""' * (len(titles) - own - mine)
        own += mine
        for lines in table.chunks("combined"):
            yield lines.replace(before, left).replace(_bytes_of(AFTER), right)


def _bytes_of(mark: str) -> bytes:
    return mark.encode("utf-8", "surrogateescape")


def _workbooks(day: date, name: str, tables: Sequence[DayTable]) -> Iterator[PublicFile | LargeFile]:
    by_id = {table.id: table for table in tables}
    for file_name, volume in zip(volume_names(name, tables), volumes(tables), strict=True):
        yield from streamed_file(day_prefix(day) + file_name, workbook(_sheets(by_id, volume)), XLSX)


def _sheets(tables: Mapping[str, DayTable], volume: Volume) -> list[Sheet]:
    """The sheets of a workbook; a day without records has an empty one."""
    sheets = [
        Sheet(
            (table := tables[dataset]).table.title,
            table.table.titles,
            [table.parts[number] for number in numbers],
            table.chunks("sheet", numbers),
        )
        for dataset, numbers in volume
    ]
    return sheets or [Sheet("数据", ENVELOPE, (), ())]
