"""Units seen from outside: whoever reads a public file by its own header gets what the department's file said.

Nothing here asks the product what a header means: both files are read by this module's own words for units.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from infra.bench.penalty_rows import uscc_code
from tests.unit.publication.samples import NOW, PORTAL, files_of_day, record
from tests.unit.templates.test_filled_in import reporter

from chengxin.catalogue import Dataset, Field
from chengxin.catalogue.load import load
from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import Context
from chengxin.publication.feeds import feed_file
from chengxin.publication.labels import vocabulary
from chengxin.publication.renderer import Renderer

CATALOGUE = load(Path(__file__).parents[3] / "infra" / "catalogue")
RENDERER = Renderer(PORTAL, CATALOGUE)
YUAN = {"元": 1, "千元": 1000, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
BARE = ["3", "0.3", "1.2345", "0.000001", "12", "1,200.5", "999.99", "0.01"]
SPELT = {
    "5000元": Decimal(5000),
    "3万元": Decimal(30_000),
    "人民币壹万贰仟元整": Decimal(12_000),
    "0.5万元": Decimal(5000),
}
OF_PERSONS = {"party_id_type", "party_id_number"}


def unit(header: str) -> int | None:
    """How many 元 one is under a header that names its unit in brackets."""
    named = re.search(r"[(（](?:单位[:：])?([百千万亿]{0,2}元)[)）]", header)
    return YUAN[named[1]] if named else None


def amounts(dataset: Dataset) -> list[Field]:
    return [one for one in dataset.fields if one.cell == "money" and one.sensitivity == "public" and not one.legacy]


def headers(dataset: Dataset) -> Iterator[tuple[str, dict[str, str]]]:
    """Every header a department may send: the blank template's, each layout's, and both with amounts in 元."""
    plain = {one.name: one.title for one in dataset.fields if not one.legacy}
    known = {layout.id: dict(zip(layout.fields, layout.headers, strict=True)) for layout in dataset.layouts}
    money = {one.name for one in amounts(dataset)}
    for layout, columns in {"": plain, **known}.items():
        if money & columns.keys():
            yield layout, columns
            yield f"{layout} in 元", {k: re.sub("万元", "元", v) if k in money else v for k, v in columns.items()}


CASES = [
    pytest.param(dataset, columns, field, id=f"{dataset.id} {layout} {field.name}")
    for dataset in CATALOGUE.datasets
    for layout, columns in headers(dataset)
    for field in amounts(dataset)
    if field.name in columns
]


def of_its_own(dataset: Dataset, at: int, cells: dict[str, str]) -> dict[str, str]:
    """A decision, or else a party, of its own for a row: rows that say several things of one are errors."""
    roles = dataset.roles
    if numbered := roles.get("document_number"):
        return {numbered: re.sub(r"\d+(?=\D*$)", str(at + 1), cells[numbered])}
    older = {roles[role]: "" for role in ("subject_registration_number", "subject_organisation_code") if role in roles}
    return {roles["subject_code"]: uscc_code(Random(at), "91"), **older}


def published(dataset: Dataset, columns: dict[str, str], field: Field, texts: list[str], path: Path) -> list[Any]:
    """What the public API gives of a department's file with these amounts."""
    examples = {name: dataset.by_name[name].example or "" for name in columns if name in dataset.by_name}
    cells = {name: "" if name in OF_PERSONS else examples.get(name, "") for name in columns}
    cells = {name: "见决定文书" if "元" in text else text for name, text in cells.items()}  # no sums but the tried ones
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns.values())
        for at, text in enumerate(texts):
            row = {**cells, **of_its_own(dataset, at, cells), field.name: text}
            writer.writerow(row[name] for name in columns)
    reading = read(path, dataset, CATALOGUE, Limits())
    context = Context(CATALOGUE, dataset, reporter(dataset), date(2026, 11, 23), datetime(2026, 11, 23, tzinfo=UTC))
    rows = [
        row
        for chunk in reading.chunks
        for row in normalise_chunk(chunk, reading.columns, context, reading.layout, reading.findings).accepted
    ]
    assert len(rows) == len(texts)
    return [record(at, dataset=dataset.id, kind=dataset.kind, content=dict(row.content)) for at, row in enumerate(rows)]


def column(header: list[str], field: Field) -> int:
    """The column of the amount: the one that begins as the field's title does and names a unit."""
    begins = re.split("[(（]", field.title)[0]
    (found,) = (at for at, text in enumerate(header) if text.startswith(begins) and unit(text))
    return found


def read_back(table: list[list[str]], field: Field) -> list[Decimal]:
    at = column(table[0], field)
    return [Decimal(row[at]) * (unit(table[0][at]) or 0) for row in table[1:]]


def tables(records: list[Any]) -> Iterator[tuple[str, list[list[str]]]]:
    dataset = records[0]["dataset"]
    files = {one.key.rsplit("/", 1)[-1]: one.body for one in files_of_day(date(2026, 3, 2), records, RENDERER)}
    for name in ("data", dataset):
        yield f"{name}.csv", list(csv.reader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"))))
        sheet = openpyxl.load_workbook(io.BytesIO(files[f"{name}.xlsx"])).worksheets[0]
        yield f"{name}.xlsx", [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
    for name in ("index.html", f"{dataset}-1.html"):
        lines = re.findall(r"<dt>([^<]*)</dt>\s*<dd[^>]*>([^<]*)</dd>", files[name].decode())
        yield name, _by_title(lines, len(records))
    feed = ET.fromstring(feed_file(RENDERER, CATALOGUE.departments[0], records, NOW).body)
    summaries = [one.text or "" for one in feed.iter("{http://www.w3.org/2005/Atom}summary")]
    yield "Atom", _by_title([line.split("：", 1) for text in summaries for line in text.splitlines()], len(records))
    words = json.loads(json.dumps(vocabulary(CATALOGUE)))["datasets"][dataset]["fields"]
    yield (
        "record page",
        _by_title([(words[k], v) for one in records for k, v in one["content"].items() if k in words], len(records)),
    )


def _by_title(pairs: list[Any], rows: int) -> list[list[str]]:
    """Label and value pairs of all records as a table of those labels that every record has."""
    told: dict[str, list[str]] = {}
    for title, text in pairs:
        told.setdefault(title, []).append(text)
    full = {title: texts for title, texts in told.items() if len(texts) == rows}
    return [list(full), *map(list, zip(*full.values(), strict=True))]


@pytest.mark.parametrize(("dataset", "columns", "field"), CASES)
def test_a_public_amount_read_by_its_own_header_is_the_departments(
    dataset: Dataset, columns: dict[str, str], field: Field, tmp_path: Path
) -> None:
    size = unit(columns[field.name])
    assert size, "the department's own header names a unit"
    right = [Decimal(text.replace(",", "")) * size for text in BARE] + list(SPELT.values())
    records = published(dataset, columns, field, [*BARE, *SPELT], tmp_path / "a.csv")
    for surface, table in tables(records):
        assert read_back(table, field) == right, surface


def test_every_amount_is_covered(capsys: pytest.CaptureFixture[str]) -> None:
    everywhere = {(dataset.id, field.name) for dataset in CATALOGUE.datasets for field in amounts(dataset)}
    assert {(case.values[0].id, case.values[2].name) for case in CASES} == everywhere  # type: ignore[union-attr]
    with capsys.disabled():
        print(f"\n{len(CASES)} dataset × layout × amount, {len(BARE) + len(SPELT)} amounts each, on 8 surfaces")
