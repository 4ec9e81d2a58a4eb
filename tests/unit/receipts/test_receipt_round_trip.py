"""The workbook dropped again: the platform's own reader takes it as the department's file."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.unit.receipts.samples import ERROR, submission

from chengxin.catalogue.load import load
from chengxin.catalogue.model import Catalogue
from chengxin.findings import Finding
from chengxin.formats.model import RECEIPT_ROW_HEADER, Column, Limits
from chengxin.formats.read import read
from chengxin.formats.table.chunk_csv import read_rows
from chengxin.receipts.submission import RowCounts
from chengxin.receipts.workbook import REASON_HEADER, ROW_HEADER, explained, write_workbook

SUBMISSION = submission(status="rejected", rows=RowCounts(total=3, rejected=3))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(Path(__file__).parents[3] / "infra" / "catalogue")


def reading(path: Path, catalogue: Catalogue) -> tuple[list[Column], list[list[str]]]:
    dataset = catalogue.dataset(SUBMISSION.dataset)
    assert dataset
    result = read(path, dataset, catalogue, Limits())
    rows = [
        cells
        for chunk in result.chunks
        for _, cells in read_rows(chunk.data, None if chunk.numbered else chunk.first_row)
    ]
    assert [f.kind.code for f in result.errors] == []
    return list(result.columns), rows


def test_the_reader_takes_the_corrected_workbook_as_the_departments_file(tmp_path: Path, catalogue: Catalogue) -> None:
    dataset = catalogue.dataset(SUBMISSION.dataset)
    assert dataset
    headers = [*(field.title for field in dataset.fields), "本局自用备注"]
    lines = [[f"{title}之{n}" if n else "=1+1" for title in headers[:-1]] + ["001234567890123456789"] for n in range(3)]
    source = tmp_path / "罚.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headers, *lines])
    columns, rows = reading(source, catalogue)
    numbered = list(enumerate(rows, start=2))
    findings = [Finding(ERROR, row, headers[at]) for row, _ in numbered for at in (3, 5)]
    write_workbook(tmp_path / "receipt.xlsx", SUBMISSION, columns, explained(numbered, findings), [], dataset)

    again, cells = reading(tmp_path / "receipt.xlsx", catalogue)
    assert [c.header for c in again] == [ROW_HEADER, REASON_HEADER, *(c.header for c in columns), RECEIPT_ROW_HEADER]
    assert [c.field for c in again] == [None, None, *(c.field for c in columns), None]
    assert [line[2:-1] for line in cells] == rows


def test_a_receipt_of_a_receipt_has_its_helper_columns_once(tmp_path: Path) -> None:
    names = (ROW_HEADER, REASON_HEADER, "处罚决定日期", RECEIPT_ROW_HEADER)
    columns = [Column(i, name, "decision_date" if i == 2 else None) for i, name in enumerate(names)]
    before, now = (f"{second:013d}{'a' * 20}{2:010d}" for second in (1, 2))
    path = tmp_path / "receipt.xlsx"
    finding = Finding(ERROR, 2, "处罚决定日期", value="昨天")
    write_workbook(
        path,
        SUBMISSION,
        columns,
        explained([(2, ["17", "旧说明", "昨天", before])], [finding], "", lambda row: now),
        [],
    )
    header, row = load_workbook(path)["报送数据"].iter_rows()
    assert [c.value for c in header] == list(names)
    assert [c.value for c in row] == [
        "2",
        "【错误】“处罚决定日期”的“昨天”不是日期。请填2026/03/02。",
        "昨天",
        f"{before} {now}",
    ]
    assert row[2].fill.fgColor.rgb == "FFF8C9C4"
