"""The workbook as an officer opens it, read back with another library."""

import re
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from tests.unit.receipts.samples import ERROR, WARNING, submission

from chengxin.findings import Finding, FindingKind
from chengxin.formats.model import RECEIPT_ROW_HEADER, Column
from chengxin.receipts.submission import RowCounts
from chengxin.receipts.workbook import REASON_HEADER, ROW_HEADER, explained, write_workbook

EMPTY = FindingKind("file-empty", "error", "空文件", "文件没有内容。", "请重新导出。")
COLUMNS = (
    Column(0, "行政相对人名称", "name"),
    Column(1, "统一社会信用代码", "code"),
    Column(2, "处罚决定日期", "date"),
)


def written(path: Path, lines: Sequence[tuple[int, list[str]]], findings: Sequence[Finding], **changes: Any) -> Any:
    on_file = [found for found in findings if found.row is None]
    on_rows = [found for found in findings if found.row is not None]
    write_workbook(path, submission(**changes), COLUMNS, explained(lines, on_rows), on_file)
    return load_workbook(path)


def test_own_rows_come_back_with_faults_coloured_and_explained(tmp_path: Path) -> None:
    rows = [(3, ["甲公司", "91420100071671678X", "昨天"]), (4, ["乙", "", "2026/3/2"])]
    findings = [Finding(ERROR, 3, "处罚决定日期", value="昨天"), Finding(WARNING, 3, "行政相对人名称")]
    sheet = written(tmp_path / "r.xlsx", rows, findings)["报送数据"]
    assert [c.value for c in sheet[1]] == [ROW_HEADER, REASON_HEADER, *(c.header for c in COLUMNS), RECEIPT_ROW_HEADER]
    assert [c.value for c in sheet[2]] == [
        "3",
        "【错误】“处罚决定日期”的“昨天”不是日期。请填2026/03/02。\n【提醒】“行政相对人名称”请核对。请核对。",
        "甲公司",
        "91420100071671678X",
        "昨天",
        None,
    ]
    fault, warned, clean = sheet["E2"].fill.fgColor.rgb, sheet["C2"].fill.fgColor.rgb, sheet["D2"].fill.fgColor.rgb
    assert (fault, warned) == ("FFF8C9C4", "FFFFE8B0")
    assert clean not in (fault, warned)
    assert [c.value for c in sheet[3]][2:-1] == ["乙", None, "2026/3/2"]


def test_nothing_is_computed_or_reshaped(tmp_path: Path) -> None:
    cells = ["=HYPERLINK(1)", "001234567890123456", "1e5"]
    sheet = written(tmp_path / "r.xlsx", [(2, cells)], [])["报送数据"]
    assert [c.value for c in sheet[2]][2:-1] == cells
    assert {c.data_type for c in sheet[2] if c.value} == {"s"}
    assert {c.number_format for c in sheet[2] if c.value} == {"@"}


def test_markup_spaces_and_control_characters_come_back_as_they_were(tmp_path: Path) -> None:
    for cells in (["<r>甲&乙</r>", "<r><t>1</t></r>", " 甲 "], ["甲\n乙", "\x07", "_x000D_"], ["&amp;", '"<', "]]>"]):
        sheet = written(tmp_path / "r.xlsx", [(2, cells)], [Finding(ERROR, 2, "处罚决定日期")])["报送数据"]
        assert [unescape(c.value) for c in sheet[2][2:-1]] == cells


def test_a_cell_typed_into_a_blank_stays_text(tmp_path: Path) -> None:
    book = written(tmp_path / "r.xlsx", [(2, ["甲", "", ""])], [])
    columns = zipfile.ZipFile(tmp_path / "r.xlsx").read("xl/worksheets/sheet1.xml").decode()
    style = re.search(r'<col min="3" max="5"[^>]* style="(\d+)"', columns)
    assert style
    assert book._cell_styles[int(style[1])].numFmtId == 49, "49 is the built-in text format"


def test_missing_cell_is_coloured_though_it_is_blank(tmp_path: Path) -> None:
    sheet = written(tmp_path / "r.xlsx", [(2, ["甲", "", "2026/3/2"])], [Finding(ERROR, 2, "统一社会信用代码")])[
        "报送数据"
    ]
    assert sheet["D2"].fill.fgColor.rgb == "FFF8C9C4"


def test_a_huge_cell_is_cut_with_a_note(tmp_path: Path) -> None:
    sheet = written(tmp_path / "r.xlsx", [(2, ["甲" * 40_000, "", ""])], [])["报送数据"]
    assert sheet["C2"].value.endswith("请在原文件中改正）")


def test_a_large_file_lists_only_rows_to_look_at_and_says_so(tmp_path: Path) -> None:
    rows = [(n, ["甲", "", "x"]) for n in range(2, 10_100)]
    book = written(
        tmp_path / "r.xlsx",
        rows,
        [Finding(ERROR, 77, "处罚决定日期"), Finding(WARNING, 99, "行政相对人名称")],
        rows=RowCounts(total=10_098, accepted=10_097, rejected=1, warned=1),
    )
    assert [r[0].value for r in book["报送数据"].iter_rows(min_row=2)] == ["77", "99"]
    assert any("只列出有问题的行" in str(c.value) for row in book["说明"] for c in row)


def test_a_rejected_file_has_only_the_summary(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    write_workbook(path, submission(status="rejected", rows=RowCounts()), (), (), [Finding(EMPTY)])
    book = load_workbook(path)
    assert book.sheetnames == ["说明"]
    words = [c.value for row in book["说明"] for c in row]
    assert "退回" in words
    assert "文件没有内容。" in words
    assert "请重新导出。" in words


def test_summary_counts_each_kind(tmp_path: Path) -> None:
    rows = [(n, ["甲", "", "x"]) for n in range(2, 6)]
    book = written(tmp_path / "r.xlsx", rows, [Finding(ERROR, n, "处罚决定日期") for n in range(2, 5)])
    lines = [[c.value for c in row] for row in book["说明"].iter_rows()]
    assert ["日期有误（错误）", "3处"] in [line[:2] for line in lines]
    assert ["受理", "1（其中更正旧记录0，附提醒0）"] in [line[:2] for line in lines]


@pytest.mark.parametrize(("limit", "value"), [("ROWS", 3), ("SIZE", 300)])
def test_rows_flow_over_to_another_sheet(tmp_path: Path, monkeypatch: Any, limit: str, value: int) -> None:
    monkeypatch.setattr(f"chengxin.receipts.textsheets.{limit}", value)
    monkeypatch.setattr("chengxin.receipts.textsheets.BUFFERED", 100)
    book = written(tmp_path / "r.xlsx", [(n, ["甲", "", "乙" * 50]) for n in range(2, 7)], [])
    assert book.sheetnames == ["报送数据", "报送数据2", "报送数据3", "说明"]
    seen = [r[0].value for name in book.sheetnames[:-1] for r in book[name].iter_rows(min_row=2)]
    assert seen == ["2", "3", "4", "5", "6"]
    assert all(book[name].auto_filter.ref for name in book.sheetnames[:-1])


def test_a_sheet_that_is_just_full_has_no_empty_one_after_it(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("chengxin.receipts.textsheets.ROWS", 3)
    book = written(tmp_path / "r.xlsx", [(n, ["甲", "", ""]) for n in (2, 3)], [])
    assert book.sheetnames == ["报送数据", "说明"]


def test_a_finding_on_the_file_stands_on_the_summary_and_not_on_a_row(tmp_path: Path) -> None:
    notice = FindingKind("hidden-sheet", "warning", "隐藏工作表", "有隐藏的工作表。", "请核对。")
    book = written(tmp_path / "r.xlsx", [(2, ["甲", "", ""])], [Finding(notice), Finding(ERROR, 2, "处罚决定日期")])
    assert "隐藏" not in book["报送数据"]["B2"].value
    assert ["提醒", "有隐藏的工作表。", "请核对。"] in [[c.value for c in row] for row in book["说明"].iter_rows()]


def test_the_same_outcome_makes_the_same_bytes_at_any_time(tmp_path: Path, monkeypatch: Any) -> None:
    rows = [(2, ["甲", "", "2026/3/2"])]
    written(tmp_path / "a.xlsx", rows, [])
    with monkeypatch.context() as later:
        later.setattr("time.localtime", lambda *_: time.struct_time((2031, 5, 6, 7, 8, 9, 1, 126, 0)))
        written(tmp_path / "b.xlsx", rows, [])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
