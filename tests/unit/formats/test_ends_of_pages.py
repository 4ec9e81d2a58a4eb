"""Totals, page numbers and marks of an end: left out with a warning, in every format and on both ways through a CSV."""

from pathlib import Path

import pytest
from tests.unit.formats.reading import HEADER, ROWS, cells, codes, csv_text, read_bytes
from tests.unit.formats.test_workbooks import xls, xlsx

ENDS = [
    *[
        ["合计", "", "", "", "24000"],
        ["合　计", "2件", "", "", "2.4万元"],
        ["", "总计：24000元"],
        ["小计（元）", "", "24,000"],
        ["合计（大写）：贰万肆仟元整"],
        ["总计", "贰万肆仟圆整", "24000"],
    ],
    *[["本页小计", "", "", "", "¥100.00"], ["累计罚款：24,000元"], ["以上合计", "3"], ["共计2条"]],
    *[
        ["第1页 共2页"],
        ["第 2 页"],
        ["第一页"],
        ["共3页，第1页", "", "2026年3月1日"],
        ["Page 1 of 3"],
        ["- 1 -"],
        ["— 2 —"],
    ],
    *[["以下空白"], ["（以下空白）"], ["—完—"], ["END"], ["*** 以下空白 ***"], ["————————"], ["===="], ["完"]],
    *[["(2 rows affected)"], ["（2 行受影响）"], ["2 rows in set"], ["共2条"], ["打印日期：2026年3月1日"], ["\x1a"]],
]
RECORDS = [
    *[
        ["合计科技有限公司"],
        ["总计算机公司"],
        ["完美世界有限公司"],
        ["第一百货有限公司"],
        ["第1号建筑公司"],
        ["共青团武汉市委"],
    ],
    *[["小计划公司"], ["Endress有限公司"], ["·云上有限公司"], ["1 行知小学"], ["（完）美有限公司"], ["合计", "王小明"]],
    *[["---", "甲公司"], ["第1页", "甲公司"], ["结束", "甲", "乙"]],
]


def filled(cells: list[str]) -> list[str]:
    return [*cells, *[""] * (len(HEADER) - len(cells))]


@pytest.mark.parametrize("row", ENDS, ids=lambda row: "".join(row).strip() or "ctrl-z")
def test_a_row_that_ends_a_page_is_no_record(tmp_path: Path, row: list[str]) -> None:
    table = [HEADER, *ROWS[:2], filled(row), HEADER, ROWS[2], filled(row)]
    shown = [*table[:3], [cell.replace("\x1a", "") for cell in table[3]], *table[4:6], table[6]]
    for data in (csv_text(table).encode(), csv_text(table, "\t").encode("gb18030"), xlsx(shown[:6]), xls(shown[:6])):
        reading, rows = read_bytes(tmp_path, data)
        assert cells(rows) == ROWS
        assert {f.kind.level for f in reading.findings} <= {"warning"}
        assert {f.row for f in reading.findings} <= {None}


@pytest.mark.parametrize("row", RECORDS, ids="".join)
def test_a_record_that_begins_like_one_stays(tmp_path: Path, row: list[str]) -> None:
    reading, rows = read_bytes(tmp_path, csv_text([HEADER, ROWS[0], filled(row), ROWS[2]]).encode())
    assert (codes(reading), len(rows)) == ([], 3)


def test_what_was_left_out_is_told_with_its_number_and_first_place(tmp_path: Path) -> None:
    table = [HEADER, ROWS[0], filled(["第1页 共2页"]), ROWS[1], filled(["合计", "2"]), filled(["以下空白"])]
    reading, _ = read_bytes(tmp_path, csv_text(table).encode())
    assert codes(reading) == ["left-out-rows"]
    assert "有3行（如第3行“第1页 共2页”）" in reading.findings[0].message


def test_a_ctrl_z_at_the_end_is_the_end(tmp_path: Path) -> None:
    for end in ("\x1a", "\n\x1a", "\x1a\x1a\n"):
        reading, rows = read_bytes(tmp_path, (csv_text([HEADER, *ROWS]) + end).encode())
        assert (codes(reading), cells(rows)) == ([], ROWS)
