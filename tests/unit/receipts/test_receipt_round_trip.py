"""The workbook dropped again: the platform's own reader takes it as the department's file."""

import csv
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from chengxin.catalogue.load import load
from chengxin.catalogue.model import Catalogue
from chengxin.findings import Finding, FindingKind
from chengxin.formats.chunks import read_rows
from chengxin.formats.model import Column, Limits
from chengxin.formats.read import read
from chengxin.receipts import write_workbook
from chengxin.receipts.workbook import REASON_HEADER, ROW_HEADER
from chengxin.submissions import RowCounts, Submission
from chengxin.times import SHANGHAI

ERROR = FindingKind("bad-date", "error", "日期有误", "“{column}”不是日期。", "请填2026/03/02。")
NOON = datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
SUBMISSION = Submission("c" * 20, "market-regulation", "administrative-penalty", "罚.csv", "2" * 64, 1, NOON, NOON)


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
    finished = replace(SUBMISSION, status="rejected", rows=RowCounts(total=3, rejected=3))
    numbered = list(enumerate(rows, start=2))
    findings = [Finding(ERROR, row, headers[at]) for row, _ in numbered for at in (3, 5)]
    write_workbook(tmp_path / "receipt.xlsx", finished, columns, numbered, findings, dataset)

    again, cells = reading(tmp_path / "receipt.xlsx", catalogue)
    assert [c.header for c in again] == [ROW_HEADER, REASON_HEADER, *(c.header for c in columns)]
    assert [c.field for c in again] == [None, None, *(c.field for c in columns)]
    assert [line[2:] for line in cells] == rows
