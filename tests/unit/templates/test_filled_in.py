"""What is filled in as the instructions say is accepted, in the blank workbook and in every older template."""

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from chengxin.catalogue import Dataset, Department, Field, Layout
from chengxin.catalogue.load import load
from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import CleanRow, Context
from chengxin.templates import blank_workbook

CATALOGUE = load(Path(__file__).parents[3] / "infra" / "catalogue")
LAYOUTS = [(dataset, layout) for dataset in CATALOGUE.datasets for layout in dataset.layouts]
OF_PERSONS = {"party_id_type", "party_id_number"}
OLD = {
    **dict.fromkeys(("penalty_kind_1", "penalty_kind_2"), "没收违法所得、罚款"),
    **dict.fromkeys(("case_name", "penalty_name", "project_name", "matter_name"), "销售过期糕点案"),
    "current_status": "正常",
    "publicity_years": "1",
    "division_code": "420103",
}


def example(field: Field) -> str:
    return "" if field.name in OF_PERSONS else field.example or OLD.get(field.name, "")


def reporter(dataset: Dataset) -> Department:
    """The department whose examples a dataset gives, or the first that may report it."""
    authority = dataset.role("authority_name")
    named = CATALOGUE.department_named(authority.example) if authority and authority.example else None
    able = CATALOGUE.authorities.filers_for(named) if named else CATALOGUE.departments
    return next(one for one in able if CATALOGUE.authorities.may_report(one, dataset.id))


def accepted(path: Path, dataset: Dataset) -> tuple[CleanRow, str | None]:
    """The one row of a file, which must be accepted without any finding, and the layout it was read in."""
    reading = read(path, dataset, CATALOGUE, Limits())
    chunks = list(reading.chunks)
    assert not reading.errors
    assert not reading.findings
    at = datetime(2026, 11, 23, tzinfo=UTC)
    context = Context(CATALOGUE, dataset, reporter(dataset), date(2026, 11, 23), at)
    verdicts = [normalise_chunk(chunk, reading.columns, context, reading.layout) for chunk in chunks]
    assert not [finding.message for verdict in verdicts for finding in verdict.findings]
    rows = [row for verdict in verdicts for row in verdict.accepted]
    assert len(rows) == 1
    return rows[0], reading.layout


@pytest.mark.parametrize("dataset", CATALOGUE.datasets, ids=lambda one: one.id)
def test_a_blank_workbook_filled_with_its_examples_is_accepted(dataset: Dataset, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(dataset, CATALOGUE)))
    titles = {field.title: field for field in dataset.fields}
    sheet = book.worksheets[0]
    sheet.append([example(titles[str(cell.value)]) or None for cell in sheet[1]])
    book.save(tmp_path / "填好的模板.xlsx")
    row, _ = accepted(tmp_path / "填好的模板.xlsx", dataset)
    assert row.content


@pytest.mark.parametrize(("dataset", "layout"), LAYOUTS, ids=[f"{one.id}-{layout.id}" for one, layout in LAYOUTS])
def test_every_older_template_means_the_same_record(dataset: Dataset, layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "旧模板.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(layout.headers)
        writer.writerow([example(dataset.by_name[name]) if name else "" for name in layout.fields])
    row, read_as = accepted(path, dataset)
    assert read_as in (layout.id, "standard")
    assert row.party.name == "武汉市江汉区长江百货有限公司"
    assert row.party.code == "914201007071167872"
    assert row.decision_date == date(2026, 3, 2)
    assert row.document_number == dataset.by_name["document_number"].example
    assert row.public
