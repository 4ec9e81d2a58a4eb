"""Blank workbooks and reference pages."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from chengxin.catalogue import Dataset
from chengxin.catalogue.load import load
from chengxin.compliance.board.indicators import INDICATORS
from chengxin.compliance.board.scoreboard import Scoreboard
from chengxin.findings import all_kinds
from chengxin.templates import blank_workbook, dataset_page, findings_page
from chengxin.templates.__main__ import pages
from chengxin.templates.reference_pages import indicators_page, legal_page
from chengxin.times import SHANGHAI

ROOT = Path(__file__).parents[3]
CATALOGUE = load(ROOT / "infra" / "catalogue")
PENALTY = next(one for one in CATALOGUE.datasets if one.id == "administrative-penalty")


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(blank_workbook(PENALTY, CATALOGUE)))


def column(book: openpyxl.Workbook, title: str) -> str:
    sheet = book.worksheets[0]
    return next(cell.column_letter for cell in sheet[1] if cell.value == title)


def test_it_has_the_columns_of_today_s_template_and_no_data(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    headers = [cell.value for cell in sheet[1]]
    layout = PENALTY.layout("790-2018")
    assert layout
    assert headers == [*layout.headers, "失信程度", "轻微失信确需公示", "确需公示的理由"]
    assert sheet.max_row == 1


def test_drop_downs_offer_the_code_lists(book: openpyxl.Workbook) -> None:
    rules = {str(one.sqref).split(":")[0]: one for one in book.worksheets[0].data_validations.dataValidation}
    party = rules[column(book, "行政相对人类别") + "2"]
    assert party.type == "list"
    sheet, cells = party.formula1.replace("'", "").replace("$", "").split("!")
    offered = [cell.value for (cell,) in book[sheet][cells]]
    assert offered == ["法人及非法人组织", "自然人", "个体工商户"]
    assert rules[column(book, "处罚类别") + "2"].errorStyle == "information", "several kinds may be joined"


def test_identifiers_are_text_so_that_no_digit_is_lost(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    for title in (
        "行政相对人代码_1(统一社会信用代码)",
        "证件号码",
        "行政处罚决定书文号",
        "行政相对人代码_2(工商注册号)",
    ):
        index = next(cell.column for cell in sheet[1] if cell.value == title)
        dimension = next(
            one for one in sheet.column_dimensions.values() if one.min and one.min <= index <= (one.max or 0)
        )
        assert dimension.number_format == "@"


def test_headers_explain_themselves(book: openpyxl.Workbook) -> None:
    cell = book.worksheets[0][column(book, "罚款金额(万元)") + "1"]
    assert "万元" in cell.comment.text
    assert "示例：1.2" in cell.comment.text
    required, optional = book.worksheets[0]["A1"], cell
    assert required.fill.fgColor.rgb != optional.fill.fgColor.rgb
    assert "【必填】" in required.comment.text


def test_the_instructions_name_every_column(book: openpyxl.Workbook) -> None:
    told = {row[0] for row in book["填报说明"].iter_rows(values_only=True)}
    assert told.issuperset(cell.value for cell in book.worksheets[0][1])


@pytest.mark.parametrize("dataset", CATALOGUE.datasets, ids=lambda one: one.id)
def test_each_dataset_has_its_workbook_and_page(dataset: Dataset) -> None:
    assert blank_workbook(dataset, CATALOGUE) == blank_workbook(dataset, CATALOGUE)
    page = dataset_page(dataset, CATALOGUE)
    assert all(field.title in page and field.name in page for field in dataset.fields)
    assert dataset.disclosure.legal_basis in page


def test_every_finding_is_explained() -> None:
    page = findings_page()
    assert all(f"## {kind.code}\n" in page for kind in all_kinds())
    assert "\x00" not in page


def test_a_lawyer_finds_every_legal_statement_and_whether_it_was_checked() -> None:
    page = legal_page(CATALOGUE)
    told = [one.source for clock in CATALOGUE.clocks for one in clock.versions]
    told += [one.source for period in CATALOGUE.periods for one in period.versions]
    assert all(text in page for text in [*told, *(one.legal_basis for one in CATALOGUE.lists)])
    assert "发改办财金〔2019〕527号：一般三个月至一年，严重六个月至三年 | 待法制机构核对 |" in page


def test_every_number_of_a_board_has_its_formula_and_source() -> None:
    board = Scoreboard("market-regulation", "2026-03", datetime(2026, 3, 2, tzinfo=SHANGHAI)).as_json()
    numbers = {name for name in board if name not in ("department", "month", "as_of", "rates", "overdue_items")}
    assert sorted(one.name for one in INDICATORS) == sorted([*numbers, *board["rates"]])
    page = indicators_page()
    assert all(text in page for one in INDICATORS for text in (one.title, one.formula, one.source, f"`{one.name}`"))


def test_the_committed_pages_are_those_of_the_catalogue() -> None:
    for name, content in pages(CATALOGUE):
        assert (ROOT / "docs" / name).read_bytes() == content, f"docs/{name} is stale: run `make docs`"
