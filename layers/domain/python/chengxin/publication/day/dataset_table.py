"""The columns of a dataset's public files, and a record as a row of each of them.

Columns follow from the catalogue alone, whatever rows there are: a dataset's own file has its public fields in the
order of its standard, then what the platform adds; `data.csv` has the envelope, then the fields of each dataset that
the envelope doesn't tell.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape

import orjson

from chengxin.catalogue.model import Catalogue, Field
from chengxin.publication.day.cells import EMPTY, Cell, WordedCells, number_cell, text_cell
from chengxin.publication.labels import (
    TIMELINESS,
    dataset_title,
    department_name,
    display_value,
    envelope_fields,
    moment,
)
from chengxin.publication.record_html import IN_SITE, details_html, row_html
from chengxin.publication.record_rows import Record
from chengxin.publication.summary import summary_text

FORMAT = 2
"""To be raised with each change of how rows are written, so that kept ones are made anew."""
BEFORE, AFTER = "\udcfe", "\udcff"
"""Where a row of `data.csv` is filled up to the columns of other datasets: the bytes FE and FF (by `surrogateescape`),
which no text in UTF-8 has."""
PLACE = "../../../../" + IN_SITE
ADDED = ("记录编号", "报送部门", "公示时间", "公示期至", "公示时效", "版本")
ENVELOPE = (
    "记录编号",
    "数据类别",
    "行政相对人名称",
    "统一社会信用代码",
    "决定文书号",
    "决定日期",
    "决定机关",
    "报送部门",
    "公示时间",
    "公示期至",
    "公示时效",
    "版本",
)


Rendered = tuple[str, str, str, str]
"""A record as a line of its dataset's CSV, one of `data.csv` with marks, a `<row>`, a `<tr>`."""


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    title: str
    cells: Mapping[str, Cell]
    told: bool
    """Whether the envelope tells it already."""


class DatasetTable:
    """A dataset's columns and rows; of one that the catalogue doesn't know only the envelope is told in tables."""

    def __init__(self, dataset_id: str, catalogue: Catalogue) -> None:
        self.id, self.title = dataset_id, dataset_title(catalogue, dataset_id)
        self._texts = WordedCells()
        self._columns = _columns(dataset_id, catalogue, self._texts)
        self._details = [place for place, column in enumerate(self._columns) if not column.told]
        self._titles = [escape(column.title) for column in self._columns]
        self._summary = _summary(dataset_id, catalogue)
        self._title = text_cell(self.title)
        self._departments = WordedCells(partial(department_name, catalogue))
        self._moments = WordedCells(moment)
        self._timeliness = WordedCells(lambda value: TIMELINESS.get(value, value))
        self.version = self._digest(catalogue)

    @property
    def titles(self) -> Sequence[str]:
        """The header of the dataset's own files."""
        return [*(column.title for column in self._columns), *ADDED]

    @property
    def detail_titles(self) -> Sequence[str]:
        """The dataset's part of the header of `data.csv`."""
        return [column.title for column in self._columns if not column.told]

    def row(self, record: Record, number: int) -> Rendered:
        """A record as the row of that number (from 1) on its page."""
        get = record["content"].get
        cells = [column.cells[value] if (value := get(column.name)) else EMPTY for column in self._columns]
        fields, sheets, texts = zip(*cells, *self._envelope(record), strict=True)
        own, added = len(self._columns), len(self._columns) + 7
        details = "".join([f",{fields[place]}" for place in self._details])
        return (
            ",".join([*fields[: own + 1], *fields[added:]]) + "\r\n",
            f"{','.join(fields[own:])}{BEFORE}{details}{AFTER}\r\n",
            f"<row>{''.join(sheets[: own + 1])}{''.join(sheets[added:])}</row>",
            self._html(record, number, texts),
        )

    def _envelope(self, record: Record) -> list[Cell]:
        subject, texts = record["subject"], self._texts
        return [
            text_cell(record["record_id"]),
            self._title,
            texts[subject["name"] or ""],
            texts[subject["code"] or ""],
            texts[record["document_number"] or ""],
            texts[record["decision_date"] or ""],
            texts[record["authority"]["name"] or ""],
            self._departments[record["department"]],
            self._moments[record["published_at"] or ""],
            texts[record["visible_until"] or ""],
            self._timeliness[record["timeliness"] or ""],
            number_cell(str(record["version"])),
        ]

    def _html(self, record: Record, number: int, texts: Sequence[str]) -> str:
        envelope = texts[len(self._columns) :]
        _, dataset, name, code, document, decided, authority, department, published, until, *_ = envelope
        details = [(self._titles[place], text) for place in self._details if (text := texts[place])]
        get = record["content"].get
        return row_html(
            number,
            record["record_id"],
            place=PLACE,
            name=name,
            code=code,
            summary=[cells[value][2] for name, cells in self._summary if (value := get(name))],
            details=details_html(details),
            document_number=document,
            dataset=dataset,
            authority=authority or department,
            decided=decided,
            published=published,
            until=until,
        )

    def _digest(self, catalogue: Catalogue) -> str:
        """Of all that the catalogue lets enter into rows: kept rows hold while it is the same."""
        dataset = catalogue.dataset(self.id)
        lists = {field.code_list for field in dataset.fields} if dataset else set()
        entering = [
            FORMAT,
            dataset.model_dump(mode="json") if dataset else None,
            [one.model_dump(mode="json") for one in catalogue.code_lists if one.id in lists],
            {one.id: one.name for one in catalogue.departments},
        ]
        return hashlib.sha256(orjson.dumps(entering)).hexdigest()[:16]


def _columns(dataset_id: str, catalogue: Catalogue, texts: WordedCells) -> list[_Column]:
    """The public fields in the catalogue's order; plain texts, of which columns repeat each other's, share `texts`."""
    dataset = catalogue.dataset(dataset_id)
    if dataset is None:
        return []
    told = envelope_fields(dataset)
    return [
        _Column(
            field.name,
            field.public_title,
            _cells(catalogue, field, texts),
            field.name in told,
        )
        for field in dataset.fields
        if field.sensitivity == "public"
    ]


def _summary(dataset_id: str, catalogue: Catalogue) -> list[tuple[str, Mapping[str, Cell]]]:
    """The fields that tell what a record is about, by name, with their lines."""
    dataset = catalogue.dataset(dataset_id)
    fields = [dataset.by_name[name] for name in dataset.summary] if dataset else []
    return [(field.name, WordedCells(partial(summary_text, catalogue, field))) for field in fields]


def _cells(catalogue: Catalogue, field: Field, texts: WordedCells) -> WordedCells:
    numeric = field.type in ("number", "integer")
    if field.code_list is None and not field.multiple:
        return WordedCells(numeric=True) if numeric else texts
    return WordedCells(partial(display_value, catalogue, field), numeric=numeric)
