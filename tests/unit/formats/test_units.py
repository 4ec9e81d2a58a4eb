"""Units of money: in headers, above and below them, in number formats; what nobody knows refuses the file."""

import io
from pathlib import Path

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.formats.reading import HEADER, ROWS, cells, codes, csv_text, read_bytes

from chengxin.catalogue.load import load
from chengxin.formats.table.stated_unit import stated_unit

CATALOGUE = Path(__file__).parents[3] / "infra" / "catalogue"
FINE = HEADER.index("罚款金额")


def unit_of(folder: Path, header: str, above: tuple[str, ...] = (), below: tuple[list[str], ...] = ()) -> str | None:
    """The unit of the column of fines in a file with this header, and the lines above and below it."""
    table = [[line] + [""] * 6 for line in above] + [[*HEADER[:FINE], header, *HEADER[FINE + 1 :]], *below, *ROWS]
    reading, rows = read_bytes(folder, csv_text(table).encode())
    assert (codes(reading), len(rows)) == ([], len(ROWS))
    return {column.field: column.unit for column in reading.columns}["fine"]


@pytest.mark.parametrize(
    ("unit", "headers"),
    [
        (
            "yuan",
            [
                "（元）",
                "（人民币元）",
                "【元】",
                "(¥)",
                "（圆）",
                "（单位：元）",
                "（单位人民币元）",
                "（元，必填）",
                "〔元〕",
            ],
        ),
        (
            "yuan",
            ["/元", " 元", "：元", "元", "-元", "（元", "（人民币/元）", "（以元为单位）", "（单位：人民币 元）", "￥"],
        ),
        (
            None,
            [
                "",
                "（万元）",
                "（单位：万元）",
                "/万元",
                "万元",
                "（必填）",
                "（大写）",
                "（保留2位小数）",
                "（万元，最多6位小数）",
            ],
        ),
        ("qian_yuan", ["（千元）", "/千元", "（单位：千元）", "（仟元）"]),
        ("bai_wan_yuan", ["（百万元）", "【百万元】"]),
        ("yi_yuan", ["（亿元）", "（人民币亿元）", "(億元)"]),
        ("fen", ["（分）"]),
    ],
)
def test_units_in_headers(tmp_path: Path, unit: str | None, headers: list[str]) -> None:
    for ending in headers:
        assert unit_of(tmp_path, f"罚款金额{ending}") == unit, ending


@pytest.mark.parametrize(
    ("unit", "line"),
    [
        ("yuan", "单位：元"),
        ("yuan", "填报单位：元宝区市场监督管理局　　　金额单位：人民币元"),
        ("qian_yuan", "（单位：千元）"),
        (None, "单位：武汉市市场监督管理局"),
        (None, "单位：家、万元"),
        (None, "填报单位：武汉市市场监督管理局"),
    ],
)
def test_a_unit_above_the_header_is_that_of_the_table(tmp_path: Path, unit: str | None, line: str) -> None:
    assert unit_of(tmp_path, "罚款金额", above=("行政处罚信息表", line)) == unit


def test_the_header_s_own_unit_goes_before_that_of_the_table(tmp_path: Path) -> None:
    assert unit_of(tmp_path, "罚款金额（元）", above=("单位：万元",)) == "yuan"
    assert unit_of(tmp_path, "罚款金额（万元）", above=("单位：元",)) is None


def test_a_unit_in_the_filling_rules_below_counts(tmp_path: Path) -> None:
    rules = ["文本(200)", "文本(18)", "文本(128)", "文本", "数值，单位：元", "日期", "文本(512)"]
    assert unit_of(tmp_path, "罚款金额", below=(rules,)) == "yuan"
    assert unit_of(tmp_path, "罚款金额", below=([*rules[:FINE], "数值型，最多6位小数", *rules[FINE + 1 :]],)) is None


def test_a_unit_over_several_columns_counts_for_each(tmp_path: Path) -> None:
    above = ["行政相对人名称", "行政处罚决定书文号", "处罚决定日期", "处罚（元）", "", "备注"]
    below = ["", "", "", "罚款金额", "违法事实", ""]
    reading, _ = read_bytes(tmp_path, csv_text([above, below, ["甲", "1号", "2026-01-01", "500", "", ""]]).encode())
    assert {column.field: column.unit for column in reading.columns}["fine"] == "yuan"


@pytest.mark.parametrize(
    "ending",
    ["（美元）", "（万美元）", "（元/万元）", "（人民币）", "（USD）", "（K）", "（10000元）", "（元）（万元）"],
)
def test_a_unit_that_nobody_knows_refuses_the_file(tmp_path: Path, ending: str) -> None:
    table = [[*HEADER[:FINE], f"罚款金额{ending}", *HEADER[FINE + 1 :]], *ROWS]
    reading, rows = read_bytes(tmp_path, csv_text(table).encode())
    assert (codes(reading), rows) == (["unknown-unit"], [])
    assert ending.strip("（）").split("）")[0] in reading.errors[0].message


def test_two_units_above_the_header_refuse_the_file(tmp_path: Path) -> None:
    table = [["单位：元、万元", *[""] * 6], HEADER, *ROWS]
    assert codes(read_bytes(tmp_path, csv_text(table).encode())[0]) == ["unknown-unit"]


def test_keys_of_json_state_units_too(tmp_path: Path) -> None:
    text = '[{"行政相对人名称":"甲","行政处罚决定书文号":"1号","处罚决定日期":"2026-01-01","罚款金额（元）":500}]'
    reading, _ = read_bytes(tmp_path, text.encode())
    assert {column.field: column.unit for column in reading.columns}["fine"] == "yuan"


def test_every_header_of_the_catalogue_states_its_own_unit_or_none() -> None:
    for dataset in load(CATALOGUE).datasets:
        for field in (field for field in dataset.fields if field.unit):
            stated = [stated_unit(header) for header in (field.title, *field.aliases)]
            assert {one.unit for one in stated if one} <= {field.unit}, field.name


FORMATS = [
    (500, '#,##0.00"元"', "500元"),
    (5000, '0"."0,"万元"', "0.5万元"),
    (5123, r"0\.0,\万\元", "0.5123万元"),
    (5000, '0"."0000"万元"', "0.5万元"),
    (12000, "#,##0,", "12"),
    (1234567, '#,##0.00,,"百万元"', "1.234567百万元"),
    (12000, '[>=10000]0"."0,"万元";0"元"', "1.2万元"),
    (900, '[>=10000]0"."0,"万元";0"元"', "900元"),
    (500, '0"美元"', "500美元"),
    (500, "[$$-409]#,##0.00", "500$"),
    (1.2, '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "1.2"),
    (3, '0"天"', "3"),
    (0.15, "0.00%", "0.15"),
]


@pytest.mark.parametrize(("number", "code", "shown"), FORMATS)
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_number_is_read_as_its_format_shows_it(
    tmp_path: Path, number: float, code: str, shown: str, kind: str
) -> None:
    row: list[object] = [*ROWS[0][:FINE], number, *ROWS[0][FINE + 1 :]]
    table: list[list[object]] = [[*HEADER], row]
    buffer = io.BytesIO()
    if kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        for line in table:
            sheet.append(line)
        sheet.cell(2, FINE + 1).number_format = code
        book.save(buffer)
    else:
        old = xlwt.Workbook(encoding="utf-8")
        page = old.add_sheet("处罚")
        for at, line in enumerate(table):
            for place, cell in enumerate(line):
                style = xlwt.easyxf(num_format_str=code) if cell is number else xlwt.Style.default_style
                page.write(at, place, cell, style)
        old.save(buffer)
    reading, rows = read_bytes(tmp_path, buffer.getvalue())
    assert codes(reading) == []
    assert cells(rows)[0][FINE] == shown
