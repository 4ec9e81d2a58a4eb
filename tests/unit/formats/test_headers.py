"""Finding the header, telling what its columns mean, and leaving out rows that are not data."""

from pathlib import Path

import pytest
from tests.unit.formats.reading import HEADER, LICENCE, PENALTY, ROWS, cells, codes, csv_text, read_bytes

SHORT = ["甲公司", "", "1号", "", "", "2026-01-01", ""]


def fields(tmp_path: Path, header: list[str]) -> list[str | None]:
    reading, _ = read_bytes(tmp_path, csv_text([header, ["x"] * len(header)]).encode())
    assert not reading.errors
    return [column.field for column in reading.columns]


def test_spellings_of_a_header(tmp_path: Path) -> None:
    header = [
        "＊行政相对人名称\n（必填）",
        "行政相对人代码_1\n(统一社会信用代码)",
        "3.行政处罚决定书文号",
        "违法 事实",
        "CF_FKJE",
        "处罚决定日期 CF_JDRQ",
    ]
    assert fields(tmp_path, header) == [
        "subject_name",
        "subject_code",
        "document_number",
        "reason",
        "fine",
        "decision_date",
    ]


def test_english_names_and_codes_in_any_case(tmp_path: Path) -> None:
    header = ["subjectName", "cf_wsh", "Decision Date", "FINE"]
    assert fields(tmp_path, header) == ["subject_name", "document_number", "decision_date", "fine"]


def test_a_layout_is_recognised_by_its_headers_and_keeps_its_own_meanings(tmp_path: Path) -> None:
    header = list(PENALTY.layouts[0].headers)
    reading, rows = read_bytes(
        tmp_path, csv_text([header, ["1号", "甲", "码一", "码二", "2000", "2026-01-01", "420100"]]).encode()
    )
    assert reading.layout == "2015"
    assert codes(reading) == []
    assert [c.field for c in reading.columns] == [
        "document_number",
        "subject_name",
        "subject_code",
        None,
        "fine",
        "decision_date",
        None,
    ]
    assert [c.unit for c in reading.columns if c.field == "fine"] == ["yuan"]
    assert len(rows) == 1


def test_a_unit_written_in_the_header_is_told(tmp_path: Path) -> None:
    reading, _ = read_bytes(tmp_path, csv_text([[*HEADER[:4], "罚款金额（元）", *HEADER[5:]], *ROWS]).encode())
    assert {c.field: c.unit for c in reading.columns}["fine"] == "yuan"
    assert reading.layout == "standard"


def test_title_rows_rule_rows_notes_and_repeated_headers_are_left_out(tmp_path: Path) -> None:
    blank = [""] * 7
    rules = [
        "文本(200个字符)",
        "文本(18个字符)",
        "文本(128个字符)\n必填",
        "文本",
        "数值",
        "日期\n如文本格式为:2016-03-25",
        "文本(512个字符)",
    ]
    table = [
        ["武汉市行政处罚信息公示表", *blank[1:]],
        ["填报单位：市场监督管理局", "", "", "", "2026年3月", "", ""],
        HEADER,
        [field.code or "" for field in PENALTY.fields],
        rules,
        ["1", "2", "3", "4", "5", "6", "7"],
        ROWS[0],
        blank,
        HEADER,
        rules,
        ROWS[1],
        ["表格说明：红色为必填项", *blank[1:]],
        ROWS[2],
        ["填表人：某某", "", "审核人：某某", *blank[3:]],
    ]
    reading, rows = read_bytes(tmp_path, csv_text(table).encode("gb18030"))
    assert codes(reading) == []
    assert [number for number, _ in rows] == [7, 11, 13]
    assert cells(rows) == ROWS


def test_a_data_row_right_below_the_header_is_never_taken_for_a_rule(tmp_path: Path) -> None:
    _, rows = read_bytes(
        tmp_path, csv_text([HEADER, ["文本科技有限公司", "", "1号", "日期造假", "1", "2026-01-01", "是"]]).encode()
    )
    assert len(rows) == 1


def test_a_header_over_two_rows(tmp_path: Path) -> None:
    above = ["行政相对人名称", "行政相对人代码", "", "处罚", "", "备注"]
    below = ["", "统一社会信用代码", "工商注册号", "行政处罚决定书文号", "处罚决定日期", ""]
    reading, rows = read_bytes(tmp_path, csv_text([above, below, ["甲", "码", "", "1号", "2026-01-01", ""]]).encode())
    assert [c.field for c in reading.columns] == [
        "subject_name",
        "subject_code",
        None,
        "document_number",
        "decision_date",
        "note",
    ]
    assert [number for number, _ in rows] == [3]


def test_unknown_duplicate_and_blank_columns(tmp_path: Path) -> None:
    reading, rows = read_bytes(
        tmp_path, csv_text([["", *HEADER, "经办人", "备注", ""], ["", *SHORT, "某", "", ""]]).encode()
    )
    assert [(f.kind.code, f.column) for f in reading.findings] == [
        ("unknown-column", "经办人"),
        ("duplicate-column", "备注"),
    ]
    assert [c.field for c in reading.columns] == [None, *[f.name for f in PENALTY.fields], None, None, None]
    assert len(rows) == 1


def test_a_corrected_receipt_comes_back_without_a_word_on_its_own_columns(tmp_path: Path) -> None:
    from chengxin.receipts.workbook import REASON_HEADER, ROW_HEADER

    table = [[ROW_HEADER, REASON_HEADER, *HEADER], ["7", "日期有误", *SHORT]]
    reading, rows = read_bytes(tmp_path, csv_text(table).encode())
    assert codes(reading) == []
    assert [c.field for c in reading.columns][:2] == [None, None]
    assert len(rows) == 1


def test_missing_required_columns_are_named(tmp_path: Path) -> None:
    reading, rows = read_bytes(tmp_path, csv_text([HEADER[:2] + HEADER[3:5], ["甲", "", "", ""]]).encode())
    assert codes(reading) == ["missing-required-column"]
    assert "行政处罚决定书文号、处罚决定日期" in reading.errors[0].message
    assert rows == []


def test_a_file_of_another_dataset_is_sent_where_it_belongs(tmp_path: Path) -> None:
    data = csv_text([[f.title for f in LICENCE.fields], ["甲", "", "1号", "经营许可", ""]]).encode()
    reading, _ = read_bytes(tmp_path, data)
    assert codes(reading) == ["wrong-dataset"]
    assert "administrative-licence" in reading.errors[0].remedy


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf\r\n\r\n", "empty-file"),
        (csv_text([HEADER]).encode(), "no-data-rows"),
        (csv_text([HEADER, [""] * 7]).encode(), "no-data-rows"),
        (csv_text([["a", "b"], ["1", "2"]]).encode(), "header-not-found"),
        (b"hello", "header-not-found"),
        (csv_text([[*HEADER, *(f"c{i}" for i in range(10_000))], ["x"]]).encode(), "too-many-columns"),
        (b"%PDF-1.7 ...", "unsupported-format"),
        ("<html><table><tr><td>处罚</td></tr></table></html>".encode(), "unsupported-format"),
        (bytes(range(256)) * 40, "unsupported-format"),
        (b"PK\x03\x04 not really", "unreadable-file"),
        (b"\x1f\x8b\x08 not really", "unreadable-file"),
    ],
)
def test_files_that_cannot_be_read_end_in_one_clear_error(tmp_path: Path, data: bytes, code: str) -> None:
    reading, rows = read_bytes(tmp_path, data)
    assert codes(reading) == [code]
    assert rows == []
    assert reading.errors[0].message
    assert reading.errors[0].remedy
