"""Workbooks as Excel and WPS save them."""

import io
import struct
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet
from tests.unit.formats.reading import HEADER, LICENCE, ROWS, cells, codes, read_bytes, read_path

from chengxin.catalogue import Dataset, Field

Table = Sequence[Sequence[object]]
SHARED = Path(__file__).parents[4] / "shared" / "data"


def xlsx(table: Table, more: Callable[[openpyxl.Workbook, Worksheet], None] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "处罚"
    for row in table:
        sheet.append(list(row))
    if more:
        more(book, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls(table: Table) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("处罚")
    shown = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for at, row in enumerate(table):
        for place, value in enumerate(row):
            sheet.write(at, place, value, shown) if isinstance(value, date) else sheet.write(at, place, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(("make", "name"), [(xlsx, "xlsx"), (xls, "xls")])
def test_a_plain_sheet_reads_as_written(tmp_path: Path, make: Callable[[Table], bytes], name: str) -> None:
    reading, rows = read_bytes(tmp_path, make([["武汉市行政处罚信息"], HEADER, *ROWS]))
    assert codes(reading) == []
    assert (reading.format, list(reading.sheets)) == (name, ["处罚"])
    assert rows == list(enumerate(ROWS, 3))


@pytest.mark.parametrize("make", [xlsx, xls])
def test_numbers_and_dates_read_as_a_person_sees_them(tmp_path: Path, make: Callable[[Table], bytes]) -> None:
    row = [43112, 91420100123456789, 1667.8, 0.1 + 0.2, 15.0, date(2018, 1, 12), True]
    _, rows = read_bytes(tmp_path, make([HEADER, row]))
    assert cells(rows) == [["43112", "9.14201001234568E+16", "1667.8", "0.3", "15", "2018-01-12", "TRUE"]]


def test_dates_with_times_and_chinese_formats(tmp_path: Path) -> None:
    def formats(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["F2"].number_format = 'yyyy"年"m"月"d"日"'
        sheet["E2"].number_format = "#,##0.00_);[Red]\\(#,##0.00\\)"
        sheet["G2"].number_format = "[$-804]yyyy-mm-dd hh:mm"

    row = ["甲", "", "1号", "", 43112, 43112, datetime(2018, 1, 12, 9, 30)]
    _, rows = read_bytes(tmp_path, xlsx([HEADER, row], formats))
    assert cells(rows)[0][4:] == ["43112", "2018-01-12", "2018-01-12 09:30:00"]


def test_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    def old_mac(book: openpyxl.Workbook, _: Worksheet) -> None:
        book.epoch = CALENDAR_MAC_1904

    _, rows = read_bytes(tmp_path, xlsx([HEADER, ["甲", "", "1号", "", "", date(2018, 1, 12), ""]], old_mac))
    assert cells(rows)[0][5] == "2018-01-12"


def test_merged_titles_blank_columns_and_rich_text(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("处罚")
    bold = book.add_format({"bold": True})
    sheet.merge_range("B1:H1", "武汉市行政处罚信息公示表", bold)
    for place, text in enumerate(HEADER, 1):
        sheet.write(2, place, text)
        sheet.write_blank(3, place + 500, None, bold)
    sheet.write_rich_string(3, 1, "武汉", bold, "甲", "公司")
    sheet.write(3, 3, "1号_x000D_")
    book.close()
    reading, rows = read_bytes(tmp_path, buffer.getvalue())
    assert codes(reading) == []
    assert [column.header for column in reading.columns] == ["", *HEADER]
    assert rows == [(4, ["", "武汉甲公司", "", "1号_x000D_", "", "", "", ""])]


def test_formulas_give_their_kept_value_or_an_error(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["甲", "", "1号"])
    sheet.write_formula(1, 4, "=1+1", value=2)
    sheet.write_formula(1, 5, "=NA()", value="#N/A")
    book.close()
    reading, rows = read_bytes(tmp_path, buffer.getvalue())
    assert cells(rows)[0][4] == "2"
    assert cells(rows)[0][5] == "#N/A", "what an error value costs is for the rules of its cell to say"
    assert codes(reading) == []
    reading, _ = read_bytes(tmp_path, xlsx([HEADER, ["甲", "", "1号", "", "=1+1", "2026-01-01", ""]]))
    assert [(f.kind.code, f.row, f.field) for f in reading.findings] == [("formula-without-value", 2, "fine")]


def test_hidden_rows_and_sheets_are_read_with_a_warning(tmp_path: Path) -> None:
    def hide(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        other = book.create_sheet("旧数据")
        other.append(HEADER)
        other.append(ROWS[2])
        other.sheet_state = "hidden"

    reading, rows = read_bytes(tmp_path, xlsx([HEADER, *ROWS[:2]], hide))
    assert sorted(codes(reading)) == ["hidden-rows", "hidden-sheet"]
    assert rows == [(2, ROWS[0]), (3, ROWS[1]), (2, ROWS[2])]
    assert {f.row for f in reading.findings} == {None}


def test_hidden_columns_are_read_with_a_warning(tmp_path: Path) -> None:
    def hide(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.column_dimensions["B"].hidden = True

    reading, rows = read_bytes(tmp_path, xlsx([HEADER, *ROWS[:2]], hide))
    assert [(f.kind.code, f.column, f.row) for f in reading.findings] == [("hidden-column", HEADER[1], None)]
    assert rows == [(2, ROWS[0]), (3, ROWS[1])]


def test_what_is_merged_over_several_rows_is_filled_into_each(tmp_path: Path) -> None:
    shared = [["合并的公司", *ROWS[2][1:]], ["", *ROWS[2][1:]], ["", *ROWS[2][1:]], ["另一家", *ROWS[2][1:]]]

    def merge(_: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("A3:A5")

    reading, rows = read_bytes(tmp_path, xlsx([HEADER, ["", *["说明"] * 3], *shared], merge))
    assert [row[0] for _, row in rows[-4:]] == ["合并的公司"] * 3 + ["另一家"]
    assert [(f.kind.code, f.params["first"], f.params["count"]) for f in reading.findings] == [
        ("merged-rows", "4", "2")
    ]


def test_old_workbooks_tell_hidden_columns_and_merged_rows(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("处罚")
    for at, row in enumerate([HEADER, ROWS[2], ROWS[2]]):
        for place, text in enumerate(row[1:], 1):
            sheet.write(at, place, text)
    sheet.write(0, 0, HEADER[0])
    sheet.write_merge(1, 2, 0, 0, "合并的公司")
    sheet.col(6).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    reading, rows = read_bytes(tmp_path, buffer.getvalue())
    assert [row[0] for _, row in rows] == ["合并的公司"] * 2
    assert codes(reading) == ["hidden-column", "merged-rows"]


def test_sheets_of_other_datasets_are_named_and_notes_left_alone(tmp_path: Path) -> None:
    def more(book: openpyxl.Workbook, _: Worksheet) -> None:
        licences = book.create_sheet("许可", 0)
        licences.append([field.title for field in LICENCE.fields])
        licences.append(["丁公司", "", "许1号", "食品经营", ""])
        book.create_sheet("空表")
        book.create_sheet("说明").append(["本表由各部门填写"])

    data = xlsx([HEADER, *ROWS], more)
    reading, rows = read_bytes(tmp_path, data)
    assert codes(reading) == ["other-dataset-sheet"]
    assert "administrative-licence" in reading.findings[0].remedy
    assert cells(rows) == ROWS
    reading, rows = read_bytes(tmp_path, data, LICENCE)
    assert reading.sheets == ["许可"]
    assert cells(rows) == [["丁公司", "", "许1号", "食品经营", ""]]


def test_sheets_in_different_column_orders_come_together(tmp_path: Path) -> None:
    def more(book: openpyxl.Workbook, _: Worksheet) -> None:
        other = book.create_sheet("二月")
        other.append(["经办人", *reversed(HEADER)])
        other.append(["某", *reversed(ROWS[2])])

    reading, rows = read_bytes(tmp_path, xlsx([HEADER, ROWS[0]], more))
    assert codes(reading) == ["unknown-column"]
    assert cells(rows) == [[*ROWS[0], ""], [*ROWS[2], "某"]]


def biff5(table: Sequence[Sequence[str]], code_page: int | None) -> bytes:
    """A workbook as Excel 95 wrote it: records of (type, length, body), texts in a code page."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    start = struct.pack("<HHHH", 0x0500, 0x0005, 0, 0)
    head = record(0x0809, start) + (record(0x0042, struct.pack("<H", code_page)) if code_page else b"")
    name = "处罚".encode("gb18030")
    end = record(0x000A, b"")
    at = len(head) + 4 + 7 + len(name) + len(end)
    listed = record(0x0085, struct.pack("<IHB", at, 0, len(name)) + name)
    cells = b""
    for row, texts in enumerate(table):
        for column, text in enumerate(texts):
            raw = text.encode("gb18030")
            cells += record(0x0204, struct.pack("<HHHH", row, column, 0, len(raw)) + raw)
    return head + listed + end + record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 0)) + cells + end


@pytest.mark.parametrize("code_page", [936, 1252, None])
def test_old_workbooks_in_a_chinese_code_page(tmp_path: Path, code_page: int | None) -> None:
    reading, rows = read_bytes(tmp_path, biff5([HEADER, *ROWS], code_page))
    assert codes(reading) == []
    assert (reading.format, reading.encoding, list(reading.sheets)) == ("xls", "gb18030", ["处罚"])
    assert rows == list(enumerate(ROWS, 2))


TITLES = """行政许可决定书文号 案件名称 处罚类别1 处罚类别2 处罚事由 处罚依据 行政相对人名称 行政相对人代码_1
行政相对人代码_2 行政相对人代码_3 行政相对人代码_4 行政相对人代码_5 法定代表人姓名 处罚结果 处罚决定期 处罚截止期
公示期限 处罚机构 处罚部门 当前状态 地方编码 备注"""


@pytest.mark.parametrize("ending", ["xlsx", "gb18030.csv"])
def test_a_county_s_real_template(ending: str) -> None:
    path = SHARED / f"longde_2018_template_sanitised.{ending}"
    if not path.exists():
        pytest.skip("the sanitised template is not beside this checkout")
    fields = tuple(Field(name=f"f{at}", title=title) for at, title in enumerate(TITLES.split()))
    dataset = Dataset(id="old", title="旧模板", kind="penalty", fields=fields, primary_key=("f0",))
    reading, rows = read_path(path, dataset)
    assert codes(reading) == []
    assert [column.field for column in reading.columns] == [field.name for field in fields]
    assert [number for number, _ in rows] == [3, 4, 5, 6]
    assert [row[0] for row in cells(rows)] == [f"隆市监处字[2018]00{n}号" for n in range(1, 5)]
