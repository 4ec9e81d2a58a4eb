"""Files made to hurt the reader: each ends as a finding, soon and in little memory."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from tests.unit.formats.reading import HEADER, ROWS, codes, csv_text, read_bytes
from tests.unit.formats.test_workbooks import xls, xlsx

from chengxin.formats.container import zip_file as zips
from chengxin.formats.model import Limits
from chengxin.formats.table import chunk_writer as batches
from chengxin.formats.workbook import sheets
from chengxin.formats.workbook import xls_records as xlsrecords
from chengxin.formats.workbook import xlsx as xlsx_reader

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def rewritten(book: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return buffer.getvalue()


def shared(table: list[list[str]]) -> bytes:
    """A workbook that keeps its texts in a part of their own, as Excel does."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for at, row in enumerate(table):
        sheet.write_row(at, 0, row)
    book.close()
    return buffer.getvalue()


def with_sheet(rows: str) -> bytes:
    """A workbook whose sheet's XML holds these rows."""
    return rewritten(xlsx([HEADER]), "xl/worksheets/sheet1.xml", lambda _: SHEET.format(rows).encode())


def inline(cells: list[str], row: int, start: int = 0) -> str:
    letters = [f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[start + at]}{row}" for at in range(len(cells))]
    made = [f'<c r="{r}" t="inlineStr"><is><t>{text}</t></is></c>' for r, text in zip(letters, cells, strict=True)]
    return f'<row r="{row}">{"".join(made)}</row>'


@pytest.mark.parametrize("part", ["worksheets/sheet1", "sharedStrings", "workbook", "styles"])
def test_entity_bombs_and_external_entities_are_refused(tmp_path: Path, part: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'.encode()
    data = rewritten(
        shared([HEADER, *ROWS]), f"xl/{part}.xml", lambda xml: bomb + xml[xml.find(b"?>") + 2 if b"?>" in xml else 0 :]
    )
    reading, rows = read_bytes(tmp_path, data)
    assert codes(reading) == ["unsafe-xml"]
    assert rows == []


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_does(tmp_path: Path) -> None:
    data = rewritten(shared([HEADER, *ROWS]), "xl/sharedStrings.xml", lambda xml: xml + b" " * (40 << 20))
    tracemalloc.start()
    reading, _ = read_bytes(tmp_path, data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes(reading) == ["unpacked-too-large"]
    assert peak < 20 << 20


def test_a_sheet_that_unpacks_far_beyond_its_size_is_refused(tmp_path: Path) -> None:
    rows = inline(HEADER, 1) + inline(["甲"], 2) * 600_000
    reading, _ = read_bytes(tmp_path, with_sheet(rows), limits=Limits(unpacked_ratio=50))
    assert codes(reading) == ["unpacked-too-large"]


def test_a_sheet_that_claims_the_last_row_and_column_costs_nothing(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    reading, rows = read_bytes(tmp_path, with_sheet(inline(HEADER, 1) + inline(ROWS[2], 2) + far))
    assert [number for number, _ in rows] == [2, 1048576]
    wide = inline(HEADER, 1) + '<row r="2"><c r="XFD2"><v>1</v></c></row>'
    reading, _ = read_bytes(tmp_path, with_sheet(wide))
    assert codes(reading) == ["too-many-columns"]


def test_a_cell_of_a_hundred_megabytes_costs_its_row_only(tmp_path: Path) -> None:
    long = inline([*ROWS[0][:3], "长" * (35 << 20), *ROWS[0][4:]], 2)
    data = with_sheet(inline(HEADER, 1) + long + inline(ROWS[2], 3))
    reading, rows = read_bytes(tmp_path, data, limits=Limits(unpacked_ratio=10_000))
    assert [(f.kind.code, f.row) for f in reading.findings] == [("cell-too-long", 2)]
    assert rows[1] == (3, ROWS[2])


def test_a_truncated_workbook(tmp_path: Path) -> None:
    whole = xlsx([HEADER, *ROWS * 50])
    for end in range(4, len(whole), len(whole) // 40):
        reading, rows = read_bytes(tmp_path, whole[:end])
        assert codes(reading) == ["unreadable-file"]
        assert rows == []


def test_a_sheet_damaged_far_below_ends_in_an_error_after_its_good_rows(tmp_path: Path) -> None:
    good = "".join(inline(ROWS[2], row) for row in range(2, 5_000))
    reading, rows = read_bytes(
        tmp_path, with_sheet(inline(HEADER, 1) + good + "<row><c>"), limits=Limits(chunk_rows=100)
    )
    assert [f.kind.code for f in reading.errors] == ["unreadable-file"]
    assert rows


def test_an_encrypted_workbook_says_so(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    reading, _ = read_bytes(tmp_path, ole)
    assert codes(reading) == ["encrypted-workbook"]


def test_macros_are_told_and_not_run(tmp_path: Path) -> None:
    buffer = io.BytesIO(xlsx([HEADER, *ROWS]))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    reading, rows = read_bytes(tmp_path, buffer.getvalue())
    assert codes(reading) == ["macro-workbook"]
    assert len(rows) == 3


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_archives_within_archives_and_bombs_are_refused(tmp_path: Path) -> None:
    plain = csv_text([HEADER, *ROWS]).encode()
    assert codes(read_bytes(tmp_path, zipped({"a.zip": zipped({"a.csv": plain})}))[0]) == ["nested-archive"]
    bomb = zipped({"a.csv": plain + b"\n" * (64 << 20)})
    assert codes(read_bytes(tmp_path, bomb)[0]) == ["unpacked-too-large"]
    small = Limits(unpacked_bytes=100)
    assert codes(read_bytes(tmp_path, zipped({"a.csv": plain}), limits=small)[0]) == ["unpacked-too-large"]
    assert list(tmp_path.iterdir()) == [tmp_path / "dropped"]


def test_only_one_member_of_an_archive_may_be_data(tmp_path: Path) -> None:
    plain = csv_text([HEADER, *ROWS]).encode("gb18030")
    extras = {"说明.txt": "请查收".encode(), "__MACOSX/._a.csv": b"\0\5", ".DS_Store": b"\0", "目录/": b""}
    reading, rows = read_bytes(tmp_path, zipped({"处罚.csv": plain, **extras}))
    assert (reading.format, reading.encoding, len(rows)) == ("csv.zip", "gb18030", 3)
    assert codes(read_bytes(tmp_path, zipped({"1.csv": plain, "2.csv": plain}))[0]) == ["archive-members"]
    assert codes(read_bytes(tmp_path, zipped({}))[0]) == ["archive-members"]
    assert list(tmp_path.iterdir()) == [tmp_path / "dropped"]


def test_millions_of_empty_shared_strings_or_cells_are_refused(tmp_path: Path) -> None:
    data = rewritten(shared([HEADER]), "xl/sharedStrings.xml", lambda _: b"<sst>" + b"<si/>" * 2_100_000 + b"</sst>")
    assert codes(read_bytes(tmp_path, data)[0]) == ["unpacked-too-large"]
    assert codes(read_bytes(tmp_path, csv_text([HEADER]).encode() + b"," * (12 << 20))[0]) == ["too-many-columns"]


def test_blank_lines_without_end_are_passed_over_or_refused(tmp_path: Path) -> None:
    data = csv_text([HEADER, ROWS[2]]).encode() + b",,,\n\n" * 30_000
    reading, rows = read_bytes(tmp_path, data + csv_text([ROWS[2]]).encode())
    assert [number for number, _ in rows] == [2, 60_003]
    assert codes(reading) == []
    assert codes(read_bytes(tmp_path, data, limits=Limits(rows=20_000))[0]) == ["too-many-rows"]


def test_faults_without_end_stop_at_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "FAULTS", 100)
    data = csv_text([HEADER, *[[*ROWS[2], "多"]] * 150]).encode()
    reading, _ = read_bytes(tmp_path, data)
    assert [f.kind.code for f in reading.errors] == ["too-many-faulty-rows"]


@pytest.mark.parametrize(("start", "item", "end"), [("[", "1,", "1]"), ('{"甲": 1}\n', "1\n", "")])
def test_items_that_are_no_objects_stop_at_a_limit(tmp_path: Path, start: str, item: str, end: str) -> None:
    reading, _ = read_bytes(tmp_path, (start + item * 100_100 + end).encode())
    assert [f.kind.code for f in reading.errors] == ["too-many-faulty-rows"]


def test_far_too_many_short_lines_are_refused_before_any_is_given(tmp_path: Path) -> None:
    few, many = Limits(rows=50), csv_text([HEADER, *ROWS * 100]).replace('"', "").encode()
    reading, rows = read_bytes(tmp_path, many, limits=few)
    assert ([error.kind.code for error in reading.errors], rows) == (["too-many-rows"], [])
    broken = csv_text([HEADER, [*ROWS[0][:3], "一\n" * 150, *ROWS[0][4:]]]).encode()
    assert codes(read_bytes(tmp_path, broken, limits=few)[0]) == []


def test_cells_with_nothing_but_a_format_are_passed_over_or_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_reader, "SPARE_BLANKS", 1_000)
    data = inline(HEADER, 1) + inline(ROWS[2], 2)
    few, many = (
        data + "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(3, last)) for last in (400, 2_000)
    )
    reading, rows = read_bytes(tmp_path, with_sheet(few + inline(ROWS[2], 400)))
    assert [number for number, _ in rows] == [2, 400]
    assert codes(reading) == []
    assert "too-many-blank-cells" in codes(read_bytes(tmp_path, with_sheet(many))[0])
    assert "too-many-blank-cells" in codes(read_bytes(tmp_path, with_sheet(data + "<x/>" * 2_000))[0])


def test_blank_cells_between_values_are_no_fault_of_a_large_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_reader, "SPARE_BLANKS", 50)
    blanks = "".join(f'<c r="{column}{{0}}" s="1"/>' for column in "HIJKLMNOP")
    rows = "".join(inline(ROWS[2], row).replace("</row>", blanks.format(row) + "</row>") for row in range(2, 100))
    assert len(read_bytes(tmp_path, with_sheet(inline(HEADER, 1) + rows))[1]) == 98


def test_one_text_in_every_cell_does_not_fill_the_memory(tmp_path: Path) -> None:
    long, index = "长" * 90_000, '<c t="s"><v>7</v></c>'
    table = with_sheet(inline(HEADER, 1) + "".join(f"<row>{index * 7}</row>" for _ in range(2_000)))
    strings = f"<sst>{'<si/>' * 7}<si><t>{long}</t></si></sst>"
    with zipfile.ZipFile(tmp_path / "book", "w", zipfile.ZIP_DEFLATED) as book:
        with zipfile.ZipFile(io.BytesIO(table)) as old:
            for name in old.namelist():
                book.writestr(name, old.read(name))
        book.writestr("xl/sharedStrings.xml", strings)
    reading, rows = read_bytes(tmp_path, (tmp_path / "book").read_bytes())
    assert codes(reading) == ["unpacked-too-large"]
    assert len(rows) < 200


def test_merged_cells_are_found_however_much_stands_above_and_below_their_list(tmp_path: Path) -> None:
    rows = inline(HEADER, 1) + inline(ROWS[2], 2) + inline(["", *ROWS[2][1:]], 3)
    rows += "".join(inline(ROWS[2], row) for row in range(4, 2_000))
    links = "".join(f'<hyperlink ref="A{row}" display="{"长" * 60}"/>' for row in range(20_000))
    after = f'</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells><hyperlinks>{links}</hyperlinks>'
    book = rewritten(xlsx([HEADER]), "xl/worksheets/sheet1.xml", lambda _: SHEET.format(rows).encode())
    book = rewritten(book, "xl/worksheets/sheet1.xml", lambda sheet: sheet.replace(b"</sheetData>", after.encode(), 1))
    reading, found = read_bytes(tmp_path, book)
    assert codes(reading) == ["merged-rows"]
    assert found[1][1][0] == ROWS[2][0]


def test_a_tag_without_end_is_refused(tmp_path: Path) -> None:
    endless = '<row r="2" x="' + "长" * (4 << 20) + '"></row>'
    reading, _ = read_bytes(tmp_path, with_sheet(inline(HEADER, 1) + endless), limits=Limits(unpacked_ratio=100_000))
    assert codes(reading) == ["unreadable-file"]


def test_more_sheets_than_anyone_makes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_SHEETS", 1)
    data = xlsx([HEADER, *ROWS], lambda book, _: (book.create_sheet("第二张"), None)[1])
    assert codes(read_bytes(tmp_path, data)[0]) == ["too-many-sheets"]


@pytest.mark.parametrize(("limit", "code"), [("CELLS", "workbook-too-large"), ("STRINGS", "workbook-too-large")])
def test_an_old_workbook_is_counted_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, code: str
) -> None:
    data = xls([HEADER, *ROWS])
    assert codes(read_bytes(tmp_path, data)[0]) == []
    monkeypatch.setattr(xlsrecords, f"MOST_{limit}", 5)
    assert codes(read_bytes(tmp_path, data)[0]) == [code]


def test_a_directory_of_too_many_members_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped({f"{number}.csv": b"" for number in range(400)})
    monkeypatch.setattr(zips, "MOST_MEMBERS", 50)
    reading, _ = read_bytes(tmp_path, data)
    assert codes(reading) == ["archive-members"]


def test_a_wide_table_may_have_fewer_rows(tmp_path: Path) -> None:
    data = csv_text([HEADER, *[ROWS[2]] * 100]).encode()
    assert codes(read_bytes(tmp_path, data, limits=Limits(cells=700))[0]) == []
    assert codes(read_bytes(tmp_path, data, limits=Limits(cells=690))[0]) == ["too-many-rows"]


def test_items_without_content_stop_at_the_limit_of_rows(tmp_path: Path) -> None:
    data = b'{"a":1}\n' + b"{}\n" * 1_000
    assert codes(read_bytes(tmp_path, data, limits=Limits(rows=100))[0]) == ["too-many-rows"]


def test_the_noise_of_a_formula_does_not_grow_to_hundreds_of_digits(tmp_path: Path) -> None:
    row = '<row r="2"><c r="A2"><v>1.1102230246251565E-16</v></c><c r="B2"><v>4.9E-324</v></c></row>'
    _, rows = read_bytes(tmp_path, with_sheet(inline(HEADER, 1) + row))
    assert rows[0][1][:2] == ["1.11022302462516E-16", "4.94065645841247E-324"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_short_lines_are_seen_wherever_they_stand(tmp_path: Path, encoding: str) -> None:
    text = csv_text([HEADER, *[ROWS[2]] * 20_000]) + "a\n" * 2_000_000
    reading, rows = read_bytes(tmp_path, text.encode(encoding), limits=Limits(rows=900_000))
    assert (codes(reading), rows) == (["too-many-rows"], [])


def test_a_header_or_sheet_name_of_many_pages_is_told_in_short(tmp_path: Path) -> None:
    reading, _ = read_bytes(tmp_path, csv_text([[*HEADER, "长" * 90_000], [*ROWS[2], ""]]).encode())
    (unknown,) = reading.findings
    assert (unknown.kind.code, len(unknown.message) < 2_000) == ("unknown-column", True)
    named = rewritten(xlsx([HEADER, *ROWS]), "xl/workbook.xml", lambda xml: xml.replace("处罚".encode(), b"x" * 50_000))
    assert [len(name) for name in read_bytes(tmp_path, named)[0].sheets] == [31]


def test_row_numbers_rise_whatever_a_sheet_says(tmp_path: Path) -> None:
    rows = [inline(ROWS[2], number) for number in (5, 5, 2, 10**30, 9)]
    _, found = read_bytes(tmp_path, with_sheet(inline(HEADER, 1) + "".join(rows)))
    assert [number for number, _ in found] == [5, 6, 7, 8, 9]


def test_damage_to_an_old_workbook_is_told_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengxin.formats.workbook.second_reader.done_apart", lambda *_: False)
    whole = xls([HEADER, *ROWS])
    for at in range(512, 3_000, 40):
        reading, _ = read_bytes(tmp_path, whole[:at] + b"\xff\xff" + whole[at + 2 :])
        assert not any(error.params.get("reason", "无").isascii() for error in reading.errors)
