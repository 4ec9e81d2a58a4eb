"""Workbooks of several sheets: nothing that looks like a record vanishes."""

import io
from pathlib import Path

import openpyxl
import pytest
from tests.unit.formats.reading import CATALOGUE, HEADER, LICENCE, PENALTY, ROWS, cells, codes, read_path

from chengxin.catalogue import Field
from chengxin.catalogue.model import Constraints
from chengxin.formats.model import Limits
from chengxin.formats.read import read

NEEDED = Constraints(required=True)
DATASET = PENALTY.model_copy(
    update={
        "fields": (
            Field(name="subject_name", title="行政相对人名称", cell="name", constraints=NEEDED),
            Field(name="subject_code", title="统一社会信用代码", cell="uscc"),
            Field(name="document_number", title="行政处罚决定书文号", cell="document-number", constraints=NEEDED),
            Field(name="reason", title="违法事实"),
            Field(name="fine", title="罚款金额", type="number", cell="money", unit="wan_yuan"),
            Field(name="decision_date", title="处罚决定日期", type="date", cell="date", constraints=NEEDED),
            Field(name="note", title="备注"),
        ),
        "layouts": (),
    }
)
MORE = [
    ["武汉丁有限公司", "914201007071167872", "武市监罚〔2026〕4号", "无照经营", "1.5", "2026-03-05", ""],
    ["武汉戊有限公司", "", "武市监罚〔2026〕5号", "无照经营", "", "2026年3月6日", ""],
]
Table = list[list[str]]


def book(folder: Path, **sheets: Table) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    path = folder / "book.xlsx"
    path.write_bytes(buffer.getvalue())
    return path


@pytest.mark.parametrize("before", [[], [["续表"]], [[""] * 7]])
def test_a_sheet_that_goes_on_without_a_header_is_read_by_the_other_s(tmp_path: Path, before: Table) -> None:
    reading, rows = read_path(book(tmp_path, 一=[HEADER, *ROWS], 二=[*before, *MORE]), DATASET)
    assert cells(rows) == [*ROWS, *MORE]
    assert codes(reading) == ["continued-sheet"]
    assert list(reading.sheets) == ["一", "二"]


def test_it_may_stand_before_the_sheet_with_the_header(tmp_path: Path) -> None:
    _, rows = read_path(book(tmp_path, 一=MORE, 二=[HEADER, *ROWS]), DATASET)
    assert cells(rows) == [*MORE, *ROWS]


def test_rows_of_other_columns_without_a_header_are_errors_each(tmp_path: Path) -> None:
    odd = [[row[2], row[5], row[0], row[1]] for row in MORE]
    reading, rows = read_path(book(tmp_path, 一=[HEADER, *ROWS], 二=odd), DATASET)
    assert [(f.kind.code, f.row) for f in reading.findings] == [
        ("sheet-without-header", 1),
        ("sheet-without-header", 2),
    ]
    assert len(rows) == 5
    assert [row[:7] for row in cells(rows)[3:]] == [[""] * 7] * 2
    assert [row[7:] for row in cells(rows)[3:]] == odd


def test_a_sheet_that_lacks_a_column_is_read_all_the_same(tmp_path: Path) -> None:
    lacking = [[*row[:2], *row[3:]] for row in (HEADER, *MORE)]
    reading, rows = read_path(book(tmp_path, 一=[HEADER, *ROWS], 二=lacking), DATASET)
    assert [(f.kind.code, f.params["missing"]) for f in reading.findings] == [("sheet-lacks-columns", HEADER[2])]
    assert cells(rows)[3:] == [[*row[:2], "", *row[3:]] for row in MORE]


def test_sheets_that_state_different_units_are_each_read_in_their_own(tmp_path: Path) -> None:
    yuan = [*HEADER[:4], "罚款金额(元)", *HEADER[5:]]
    other = [[*MORE[0][:4], "15000", *MORE[0][5:]], [*MORE[1][:4], "1.5万元", *MORE[1][5:]], MORE[1]]
    reading, rows = read_path(book(tmp_path, 一=[HEADER, *ROWS], 二=[yuan, *other]), DATASET)
    assert codes(reading) == []
    assert len([column for column in reading.columns if column.field == "fine"]) == 1
    assert [row[4] for row in cells(rows)[3:]] == ["15000元", "1.5万元", ""]


def test_notes_codes_and_figures_are_no_records(tmp_path: Path) -> None:
    notes = [["填报说明"], ["一、文号如“武市监罚〔2026〕12号”"], ["二、日期写到日", "2026-03-02"], ["三、"]]
    kinds = [["备注", "违法事实"], ["1", "无照经营"], ["2", "逾期"]]
    figures = [["月份", "件数", "金额"], ["2026-01", "3", "1.5"], ["2026-02", "4", "2.5"]]
    reading, rows = read_path(book(tmp_path, 一=[HEADER, *ROWS], 说明=notes, 代码=kinds, 统计=figures), DATASET)
    assert cells(rows) == ROWS
    assert [(f.kind.code, f.params["sheet"], f.params["count"]) for f in reading.findings] == [
        ("skipped-sheet", "代码", "2")
    ]


def test_a_table_far_below_the_top_is_found(tmp_path: Path) -> None:
    _, rows = read_path(book(tmp_path, 一=[HEADER, *ROWS], 二=[*[[""]] * 30, HEADER, *MORE]), DATASET)
    assert [number for number, _ in rows] == [2, 3, 4, 32, 33]


def test_a_workbook_without_any_usable_header_is_refused(tmp_path: Path) -> None:
    for sheets in ({"一": MORE}, {"一": [[*row[:2], *row[3:]] for row in (HEADER, *MORE)]}):
        path = book(tmp_path, **sheets)
        assert read(path, DATASET, CATALOGUE, Limits()).errors
    path = book(tmp_path, 一=[[field.title for field in LICENCE.fields], ["甲", "", "1号", "许可", ""]])
    assert [e.kind.code for e in read(path, PENALTY, CATALOGUE, Limits()).errors] == ["wrong-dataset"]
