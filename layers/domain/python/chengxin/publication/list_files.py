"""The files of lists, `/lists/`: the overview, each list's page and feed, and a batch's page and tables.

A batch's rows are those of the days of its period, put together from what is kept of these days, so that whatever takes
a row from a day takes it from the batch. Its bytes follow from its numbers and those rows alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice
from typing import Any
from xml.etree import ElementTree as ET

import orjson

from chengxin.catalogue.registers import CreditList
from chengxin.ports import Objects
from chengxin.publication.day.cells import text_cell
from chengxin.publication.day.dataset_table import DatasetTable
from chengxin.publication.day.fragments import Fragments, Kind
from chengxin.publication.day.parts import parts_below
from chengxin.publication.day.workbook import Sheet, workbook
from chengxin.publication.feeds import ATOM_NAMESPACE, FEED_ENTRIES, element
from chengxin.publication.files import ATOM, CSV, JSON, XLSX, LargeFile, PublicFile, streamed_file
from chengxin.publication.list_words import list_facts, measure_pairs
from chengxin.publication.record_rows import Record, row_of
from chengxin.publication.renderer import Renderer
from chengxin.read_model.batches import Batch, Batches
from chengxin.read_model.list_members import midnight, totals_on
from chengxin.read_model.shelf import Shelf
from chengxin.times import SHANGHAI, rfc3339

ROOT = "lists/"
PAGE_ROWS = 1_000
_BOM = b"\xef\xbb\xbf"
Days = Mapping[date, Mapping[str, Any]]
"""Datasets by the days whose rows changed."""


@dataclass(frozen=True, slots=True)
class ListFiles:
    """What the files of lists are made from; `newest` are the latest members of a list as they are shown."""

    renderer: Renderer
    work: Objects
    shelf: Shelf
    newest: Callable[[str], Sequence[Record]]

    def files(self, changed: Days, known: Set[str], today: date, *, anew: bool) -> Iterator[PublicFile | LargeFile]:
        """The files that may differ since the rows of these days changed, and those that the site lacks."""
        on = self.renderer.catalogue.lists_on()
        totals = totals_on(self.shelf, [one.id for one in on], today)
        for listed in on:
            dataset = self._dataset(listed)
            batches = Batches(self.shelf, listed.id).all()
            days = [day for day, datasets in changed.items() if dataset in datasets]
            due = [one for one in batches if anew or _key(listed, one) not in known or _touched(one, days)]
            for one in due:
                yield from self._batch_files(listed, dataset, one)
            if due or days or anew or f"{ROOT}{listed.id}/index.html" not in known:
                yield self._feed(listed, batches)
            yield self._list_page(listed, batches, measure_pairs(totals[listed.id]))
        facts = [(one, list_facts(one, self.renderer.catalogue), measure_pairs(totals[one.id])) for one in on]
        yield self.renderer.page(f"{ROOT}index.html", "lists.html", lists=facts, up=None)

    def kept(self) -> Callable[[str], bool]:
        """Whether a path below `lists/` belongs to a list that is published."""
        on = {one.id for one in self.renderer.catalogue.lists_on()}
        return lambda path: path.count("/") < 2 or path.split("/")[1] in on

    def _dataset(self, listed: CreditList) -> str:
        return next((one.id for one in self.renderer.catalogue.datasets if one.list_id == listed.id), "")

    def _list_page(self, listed: CreditList, batches: Sequence[Batch], totals: list[tuple[str, str]]) -> PublicFile:
        return self.renderer.page(
            f"{ROOT}{listed.id}/index.html",
            "list.html",
            listed=listed,
            facts=list_facts(listed, self.renderer.catalogue),
            totals=totals,
            batches=batches,
            rows=self._words(self.newest(listed.id)),
        )

    def _batch_files(self, listed: CreditList, dataset: str, batch: Batch) -> Iterator[PublicFile | LargeFile]:
        prefix, rows = f"{ROOT}{listed.id}/{batch.number}/", BatchRows(self.renderer, self.work, dataset, batch)
        head = {"list": listed.id, "title": listed.title, **asdict(batch), "count": rows.count}
        yield from streamed_file(f"{prefix}data.json", rows.json(head), JSON)
        yield from streamed_file(f"{prefix}data.csv", rows.csv(), CSV)
        yield from streamed_file(f"{prefix}data.xlsx", rows.workbook(), XLSX)
        yield self.renderer.page(
            f"{prefix}index.html",
            "list_batch.html",
            listed=listed,
            batch=batch,
            totals=measure_pairs(batch.totals),
            standing=measure_pairs(batch.standing),
            rows=self._words(islice(rows.records(), PAGE_ROWS)),
            total=rows.count,
            files=True,
            more={},
            back="../index.html",
            every="../../index.html",
            records="../../../records/index.html?id={}",
        )

    def _feed(self, listed: CreditList, batches: Sequence[Batch]) -> PublicFile:
        feed = ET.Element("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": "zh-CN"})
        element(feed, "id", f"urn:chengxin:list:{listed.id}")
        element(feed, "title", f"{listed.title} 批次")
        element(feed, "updated", _closed_at(batches[0]) if batches else "1970-01-01T00:00:00+08:00")
        element(element(feed, "author"), "name", listed.title)
        element(feed, "link", rel="self", type="application/atom+xml", href="feed.xml")
        element(feed, "link", rel="alternate", type="text/html", href="index.html")
        for one in batches[:FEED_ENTRIES]:
            entry = element(feed, "entry")
            element(entry, "id", f"urn:chengxin:list:{listed.id}:{one.number}")
            element(entry, "title", f"{listed.title}第 {one.number} 批")
            element(entry, "link", rel="alternate", type="text/html", href=f"{one.number}/index.html")
            element(entry, "updated", _closed_at(one))
            element(entry, "summary", f"{one.first} 至 {one.last}：列入 {one.entries} 条，移出 {one.exits} 条")
        return PublicFile(
            f"{ROOT}{listed.id}/feed.xml", ET.tostring(feed, encoding="utf-8", xml_declaration=True), ATOM
        )

    def _words(self, records: Iterable[Record]) -> list[Any]:
        return [row_of(one, self.renderer.catalogue) for one in records]


class BatchRows:
    """The rows of a batch that are public now, in the order of their publication."""

    def __init__(self, renderer: Renderer, work: Objects, dataset: str, batch: Batch) -> None:
        self._table = DatasetTable(dataset, renderer.catalogue)
        numbers: dict[date, list[int]] = {}
        for month in _months(batch):
            for day, of, number in parts_below(work, month):
                if of == dataset and batch.days[0] <= day <= batch.days[1]:
                    numbers.setdefault(day, []).append(number)
        self._fragments = {day: Fragments(work, day) for day in numbers}
        self._parts = []
        for day, some in numbers.items():
            index, _ = self._fragments[day].refresh(self._table, some, anew=False)
            self._parts += [(day, number, index.parts[number]) for number in some if index.parts[number].rows]
        self.count = sum(figures.rows for _, _, figures in self._parts)

    def records(self) -> Iterator[Record]:
        """As the API shows them."""
        return (record for items in self._chunks("json") for record in orjson.loads(b"[" + items + b"]"))

    def json(self, head: Mapping[str, Any]) -> Iterator[bytes]:
        """`{**head, "items": […]}`."""
        yield orjson.dumps(head)[:-1] + b',"items":['
        for place, items in enumerate(self._chunks("json")):
            yield b"," if place else b""
            yield items
        yield b"]}\n"

    def csv(self) -> Iterator[bytes]:
        """UTF-8 with BOM, columns as in the dataset's own files."""
        titles = ",".join([text_cell(title)[0] for title in self._table.titles])
        return chain((_BOM + titles.encode() + b"\r\n",), self._chunks("csv"))

    def workbook(self) -> Iterator[bytes]:
        """One sheet."""
        figures = [one for _, _, one in self._parts]
        return workbook([Sheet(self._table.title, self._table.titles, figures, self._chunks("sheet"))])

    def _chunks(self, kind: Kind) -> Iterator[bytes]:
        return (self._fragments[day].get(self._table.id, kind, number) for day, number, _ in self._parts)


def _months(batch: Batch) -> Iterator[str]:
    """The months of a batch, as days begin with them."""
    day, last = batch.days
    while day <= last:
        yield f"{day:%Y-%m}-"
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _touched(batch: Batch, days: Iterable[date]) -> bool:
    first, last = batch.days
    return any(first <= day <= last for day in days)


def _key(listed: CreditList, batch: Batch) -> str:
    return f"{ROOT}{listed.id}/{batch.number}/index.html"


def _closed_at(batch: Batch) -> str:
    """The midnight at which its period was over."""
    return rfc3339(datetime.fromtimestamp(midnight(batch.days[1] + timedelta(days=1)), SHANGHAI))
