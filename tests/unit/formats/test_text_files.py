"""Text files as departments export them: encodings, delimiters, line ends, bad bytes, ragged rows."""

import codecs
from itertools import product
from pathlib import Path

import pytest
from tests.unit.formats.reading import CATALOGUE, HEADER, PENALTY, ROWS, cells, codes, csv_text, read_bytes

from chengxin.formats.model import Limits
from chengxin.formats.read import read

ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8-sig": ("utf-8", codecs.BOM_UTF8),
    "gb18030": ("gb18030", b""),
    "utf-16-le": ("utf-16-le", b""),
    "utf-16-be": ("utf-16-be", b""),
    "utf-16-le with BOM": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16-be with BOM": ("utf-16-be", codecs.BOM_UTF16_BE),
}


@pytest.mark.parametrize(("name", "delimiter", "end"), list(product(ENCODINGS, ",\t;", ["\n", "\r\n", "\r"])))
def test_every_encoding_delimiter_and_line_end_gives_the_same_rows(
    tmp_path: Path, name: str, delimiter: str, end: str
) -> None:
    encoding, bom = ENCODINGS[name]
    reading, rows = read_bytes(tmp_path, bom + csv_text([HEADER, *ROWS], delimiter, end).encode(encoding))
    assert codes(reading) == []
    assert (reading.format, reading.encoding) == ("tsv" if delimiter == "\t" else "csv", name.split()[0])
    assert rows == [(number, row) for number, row in enumerate(ROWS, 2)]
    assert [column.field for column in reading.columns] == [field.name for field in PENALTY.fields]


def test_characters_beyond_gbk_and_a_lone_euro_sign_survive(tmp_path: Path) -> None:
    row = ["武汉㐂𠮷有限公司", "", "1号", "售价", "", "2026-01-01", ""]
    data = (
        csv_text([HEADER, row]).encode("gb18030").replace("售价".encode("gb18030"), b"\x80" + "售价".encode("gb18030"))
    )
    _, rows = read_bytes(tmp_path, data)
    assert rows[0][1][0] == "武汉㐂𠮷有限公司"
    assert rows[0][1][3] == "€售价"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_bad_byte_costs_one_row_and_no_other(tmp_path: Path, encoding: str) -> None:
    data = csv_text([HEADER, *ROWS]).encode(encoding)
    spoilt = data.replace("逾期".encode(encoding), b"\xff" + "逾期".encode(encoding)[1:])
    reading, rows = read_bytes(tmp_path, spoilt)
    assert reading.encoding == encoding
    assert [(f.kind.code, f.row, f.field) for f in reading.findings] == [("invalid-bytes", 4, "reason")]
    assert cells(rows)[:2] == ROWS[:2]


def test_one_bad_byte_in_a_long_utf8_file_does_not_make_it_gb18030(tmp_path: Path) -> None:
    many = [[f"公司{i}", "", f"{i}号", "事由", "", "2026-01-01", ""] for i in range(60_000)]
    data = csv_text([HEADER, *many]).encode()
    at = data.index("公司40000".encode())
    reading, rows = read_bytes(tmp_path, data[:at] + b"\xe5" + data[at:])
    assert reading.encoding == "utf-8"
    assert [(f.kind.code, f.row) for f in reading.findings] == [("invalid-bytes", 40_002)]
    assert len(rows) == 60_000
    assert rows[-1] == (60_001, many[-1])


def test_a_mostly_ascii_gb18030_file_is_not_taken_for_damaged_utf8(tmp_path: Path) -> None:
    header = ["CF_XDR_MC", "CF_WSH", "CF_JDRQ"]
    reading, rows = read_bytes(tmp_path, csv_text([header, ["Acme", "1号", "2026-01-01"]]).encode("gb18030"))
    assert reading.encoding == "gb18030"
    assert cells(rows) == [["Acme", "1号", "2026-01-01"]]


def test_mixed_line_ends_and_blank_lines_keep_the_numbers_a_person_sees(tmp_path: Path) -> None:
    lines = [
        ",".join(HEADER),
        "甲,,1号,,,2026-01-01,",
        "",
        ",,,,,,",
        "乙,,2号,,,2026-01-01,",
        "　, ,,,,,",
        "丙,,3号,,,2026-01-01,",
    ]
    reading, rows = read_bytes(tmp_path, "\r\n".join(lines[:3]).encode() + b"\r" + "\n".join(lines[3:]).encode())
    assert [(number, row[0]) for number, row in rows] == [(2, "甲"), (5, "乙"), (7, "丙")]
    assert codes(reading) == []


FULL = "{},,{}号,事由,1,2026-01-01,"


def ragged(tmp_path: Path, lines: list[str]) -> list[tuple[str, int | None]]:
    """What is told of rows below the header."""
    text = "\n".join([",".join(HEADER), *lines])
    found = []
    for data in (text, text.replace(",", "\t"), text.replace(",", ";")):
        reading, rows = read_bytes(tmp_path, data.encode())
        assert len(rows) == len(lines)
        found.append([(f.kind.code, f.row) for f in reading.findings])
    assert found[0] == found[1] == found[2]
    return found[0]


def test_a_row_with_another_number_of_cells_than_its_kin_has_slipped(tmp_path: Path) -> None:
    whole = [FULL.format("甲", n) for n in range(40)]
    assert ragged(tmp_path, [*whole, "乙,,50号,事由,饼干,1,2026-01-01,"]) == [("too-many-cells", 42)]
    assert ragged(tmp_path, [*whole, "乙,,50号,事由,1,2026-01-01,,多"]) == [("too-many-cells", 42)]
    assert ragged(tmp_path, [*whole, "乙,50号,事由,1,2026-01-01,"]) == [("too-few-cells", 42)]
    assert ragged(tmp_path, [FULL.format("甲", 1), "乙,50号,事由,1,2026-01-01,补报"]) == [("too-few-cells", 3)]
    assert ragged(tmp_path, [FULL.format("甲", 1), FULL.format("乙", 2) + ","]) == [("too-many-cells", 3)]


def test_rows_may_be_as_wide_as_the_file_s_own_rows_are(tmp_path: Path) -> None:
    assert ragged(tmp_path, [FULL.format("甲", n) + ",," for n in range(3)]) == []
    assert ragged(tmp_path, [FULL.format("甲", n)[:-1] for n in range(3)]) == []


def test_programs_that_leave_out_empty_cells_leave_them_out_everywhere(tmp_path: Path) -> None:
    trimmed = ["甲,,1号,事由,1,2026-01-01,补报", "乙,,2号,事由,1,2026-01-01", "丙,,3号", "丁,,4号,事由,1,2026-01-01"]
    assert ragged(tmp_path, trimmed) == []
    assert [code for code, _ in ragged(tmp_path, [*trimmed, FULL.format("戊", 5)])] == ["too-few-cells"] * 3


def test_excel_leaves_out_an_empty_last_column_for_sixteen_rows_together(tmp_path: Path) -> None:
    whole, short = [FULL.format("甲", n) for n in range(64)], [FULL.format("甲", n)[:-1] for n in range(64)]
    assert ragged(tmp_path, [*whole[:15], *short[15:31], *whole[31:]]) == []
    assert ragged(tmp_path, [*whole[:47], *short[47:52]]) == []
    found = ragged(tmp_path, [*whole[:15], *short[15:30], *whole[30:]])
    assert found == [("too-few-cells", row) for row in range(17, 32)]


def test_nul_bytes_reject_their_row_only(tmp_path: Path) -> None:
    data = csv_text([HEADER, *ROWS]).encode().replace("逾期".encode(), b"\0")
    reading, rows = read_bytes(tmp_path, data)
    assert [(f.kind.code, f.row, f.column) for f in reading.findings] == [("nul-byte", 4, "违法事实")]
    assert rows[2][1][3] == "␀未年报"


def test_unpaired_quotes_cost_their_row_and_no_other(tmp_path: Path) -> None:
    lines = [
        ",".join(HEADER),
        '"阳光"超市,,1号,,,2026-01-01,',
        "乙,,2号,,,2026-01-01,",
        '"丙,,3号,,,2026-01-01,',
        "丁,,4号,,,2026-01-01,",
    ]
    reading, rows = read_bytes(tmp_path, "\n".join(lines).encode())
    assert [(f.kind.code, f.row) for f in reading.findings] == [("malformed-quotes", 2), ("malformed-quotes", 4)]
    assert [(number, row[0]) for number, row in rows] == [(2, '"阳光"超市'), (3, "乙"), (4, '"丙'), (5, "丁")]


def test_a_cell_over_the_limit_is_named_and_cut(tmp_path: Path) -> None:
    row = [*ROWS[0][:3], "长" * 200_000, *ROWS[0][4:]]
    reading, rows = read_bytes(tmp_path, csv_text([HEADER, ROWS[1], row]).encode())
    assert [(f.kind.code, f.row, f.field) for f in reading.findings] == [("cell-too-long", 3, "reason")]
    assert len(rows[1][1][3]) < 2_000


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    reading, rows = read_bytes(tmp_path, csv_text([HEADER, ROWS[2]]).encode() + b"x" * (40 << 20))
    assert codes(reading)[-1] == "line-too-long"
    assert len(rows) <= 1


def test_rows_over_the_limit(tmp_path: Path) -> None:
    many = csv_text([HEADER, *[ROWS[2]] * 50]).encode()
    reading, _ = read_bytes(tmp_path, many, limits=Limits(rows=40, chunk_rows=10))
    assert codes(reading) == ["too-many-rows"]


@pytest.mark.parametrize("chunk_rows", [1, 2, 3, 7, 100])
def test_chunks_hold_no_more_rows_than_asked(tmp_path: Path, chunk_rows: int) -> None:
    rows_in = [[f"公司{i}", "", f"{i}号", "多\n行" if i % 3 == 0 else "", "", "2026-01-01", ""] for i in range(50)]
    _, rows = read_bytes(tmp_path, csv_text([HEADER, *rows_in]).encode(), limits=Limits(chunk_rows=chunk_rows))
    assert rows == list(enumerate(rows_in, 2))


def test_all_chunks_of_a_plain_file_but_the_last_are_full(tmp_path: Path) -> None:
    rows_in = [[f"公司{i}", "", f"{i}号", "事由" * (i % 40), "", "2026-01-01", ""] for i in range(9_500)]
    path = tmp_path / "dropped"
    path.write_bytes(csv_text([HEADER, *rows_in]).encode())
    reading = read(path, PENALTY, CATALOGUE, Limits(chunk_rows=3_000))
    assert [chunk.rows for chunk in reading.chunks] == [3_000, 3_000, 3_000, 500]


@pytest.mark.parametrize("chunk_rows", [1, 2, 4])
def test_rules_below_a_repeated_header_are_no_rows_wherever_a_chunk_ends(tmp_path: Path, chunk_rows: int) -> None:
    rules = ["文本(200)", "文本(18)", "文本(128)", "文本", "数值", "日期", "文本(512)"]
    data = csv_text([HEADER, *ROWS, HEADER, rules, *ROWS]).encode()
    _, rows = read_bytes(tmp_path, data, limits=Limits(chunk_rows=chunk_rows))
    assert cells(rows) == [*ROWS, *ROWS]
