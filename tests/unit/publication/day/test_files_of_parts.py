"""A day's files: the same rows in every format, columns by the catalogue, harmless whatever rows hold."""

import csv
import gzip
import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from tests.unit.publication.day.site import SmallSite
from tests.unit.publication.html_shape import Shape
from tests.unit.publication.samples import CATALOGUE, NOW, PORTAL, XSS, licence, record

from chengxin.catalogue.load import load
from chengxin.publication.day.dataset_table import ADDED, DatasetTable
from chengxin.publication.day.day_tables import combined_titles, records_shown
from chengxin.publication.day.files import day_files
from chengxin.publication.day.parts import change_parts, part_numbers, parts_below
from chengxin.publication.files import LargeFile, streamed_file
from chengxin.publication.renderer import Renderer

DAY = date(2026, 3, 2)
PENALTY, LICENCE = "administrative-penalty", "administrative-licence"


def day(penalties: list[Any], licences: list[Any] | None = None) -> dict[str, bytes]:
    site = SmallSite()
    changes = {PENALTY: dict(enumerate(penalties)), LICENCE: dict(enumerate(licences or []))}
    site.publish_day(DAY, {dataset: of for dataset, of in changes.items() if of}, NOW)
    return {key.removeprefix("disclosures/2026/03/02/"): body for key, body in site.public.files.items()}


def csv_rows(body: bytes) -> list[dict[str, str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def sheets(body: bytes) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: list(sheet.values) for sheet in load_workbook(io.BytesIO(body))}


def linked(page: bytes) -> list[str]:
    return [link[-32:] for link in Shape(page).links if "records/index.html?id=" in link]


def ids(*numbers: int) -> list[str]:
    return [f"{number:032d}" for number in numbers]


FILES = day([record(1), record(3)], [licence(2, "建筑施工")])


def test_the_same_rows_stand_in_every_format_of_the_day_and_of_each_dataset() -> None:
    assert [item["record_id"] for item in json.loads(FILES["data.json"])["items"]] == ids(1, 3, 2)
    assert [row["记录编号"] for row in csv_rows(FILES["data.csv"])] == ids(1, 3, 2)
    assert linked(FILES["index.html"]) == ids(1, 3, 2)
    for dataset, wanted in ((PENALTY, ids(1, 3)), (LICENCE, ids(2))):
        assert [item["record_id"] for item in json.loads(FILES[f"{dataset}.json"])["items"]] == wanted
        assert [row["记录编号"] for row in csv_rows(FILES[f"{dataset}.csv"])] == wanted
        header, *rows = next(iter(sheets(FILES[f"{dataset}.xlsx"]).values()))
        assert [row[header.index("记录编号")] for row in rows] == wanted
        assert linked(FILES[f"{dataset}-1.html"]) == wanted
    assert sheets(FILES["data.xlsx"]) == {
        "行政处罚": next(iter(sheets(FILES[f"{PENALTY}.xlsx"]).values())),
        "行政许可": next(iter(sheets(FILES[f"{LICENCE}.xlsx"]).values())),
    }


def test_a_dataset_has_its_public_fields_in_their_order_whatever_rows_say() -> None:
    (row,) = csv_rows(day([record(1, content={})])[f"{PENALTY}.csv"])
    assert list(row) == ["行政相对人名称", "行政处罚决定书文号", "违法事实", "处罚类别", "罚款金额（元）", *ADDED]
    assert (row["违法事实"], row["公示时间"], row["报送部门"]) == ("", "2026-03-02 18:30", "武汉市市场监督管理局")


def test_codes_are_told_by_their_labels_and_numbers_are_numbers() -> None:
    first, _, other = csv_rows(FILES["data.csv"])
    assert (first["处罚类别"], first["罚款金额（元）"], first["许可内容"]) == ("警告、罚款", "5000.00", "")
    assert (other["处罚类别"], other["罚款金额（元）"], other["许可内容"]) == ("", "", "建筑施工")
    header, row, _ = sheets(FILES["data.xlsx"])["行政处罚"]
    assert dict(zip(header, row, strict=True))["罚款金额（元）"] == 5000
    assert "警告、罚款" in Shape(FILES["index.html"]).text


def test_another_reader_finds_the_same_cells() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(FILES["data.xlsx"]))
    for name, rows in sheets(FILES["data.xlsx"]).items():
        found = book.get_sheet_by_name(name).to_python()
        assert [["" if cell is None else cell for cell in row] for row in rows] == found


@pytest.mark.parametrize("dataset", load(PORTAL.parent / "catalogue").datasets, ids=lambda one: one.id)
def test_no_two_columns_of_a_real_dataset_have_one_title_and_amounts_are_in_yuan(dataset: Any) -> None:
    catalogue = load(PORTAL.parent / "catalogue")
    titles = list(DatasetTable(dataset.id, catalogue).titles)
    assert len(set(titles)) == len(titles)
    assert not [title for title in titles if "万元" in title]
    money = [field for field in dataset.fields if field.cell == "money" and field.sensitivity == "public"]
    assert sum("（元）" in title for title in titles) == len(money)


def test_a_title_of_two_datasets_is_told_apart() -> None:
    real = load(PORTAL.parent / "catalogue")
    titles = combined_titles([DatasetTable(dataset.id, real) for dataset in real.datasets])
    assert len(set(titles)) == len(titles)
    assert {"有效期至（行政许可）", "有效期自"} & set(titles)


@pytest.mark.parametrize("text", XSS)
def test_a_name_never_becomes_markup(text: str) -> None:
    named = {"subject": {"code": text, "name": text, "type": "legal_person"}, "document_number": text}
    files = day([record(1, **named, content={"facts": text}, record_id=text, visible_until=text)])
    clean = day([record(1, content={"facts": "甲"})])
    for name in ("index.html", f"{PENALTY}-1.html"):
        shape, expected = Shape(files[name]), Shape(clean[name])
        assert (shape.elements, shape.attributes) == (expected.elements, expected.attributes)
        assert not any(link.startswith("javascript:") for link in shape.links)


def test_what_a_dataset_has_not_any_more_is_shown_in_json_and_by_its_envelope() -> None:
    site = SmallSite()
    gone = {**record(5), "dataset": "gone", "content": {"x": "y"}}
    site.publish_day(DAY, {"gone": {0: gone}, LICENCE: {0: licence(2, "建")}}, NOW)
    rows = csv_rows(site.public.files["disclosures/2026/03/02/data.csv"])
    assert [(row["记录编号"], row["许可内容"]) for row in rows] == list(zip(ids(2, 5), ["建", ""], strict=True))
    assert json.loads(site.public.files["disclosures/2026/03/02/gone.json"])["items"] == [gone]


def test_an_addition_writes_its_part_and_the_files_of_its_dataset_and_day_alone() -> None:
    site = SmallSite()
    penalties: dict[int, Any] = {number: record(number) for number in range(2_500)}
    site.publish_day(DAY, {PENALTY: penalties, LICENCE: {0: licence(1, "建")}}, NOW)
    written = site.publish_day(DAY, {PENALTY: {2_500: record(2_500)}}, NOW + timedelta(minutes=10))
    names = [key.rpartition("/")[2] for key in written]
    assert names == [
        *(f"{PENALTY}.{ending}" for ending in ("json", "csv", "xlsx")),
        *(f"data.{ending}" for ending in ("json", "csv", "xlsx")),
        f"{PENALTY}-3.html",
        "index.html",
    ]
    shown = [
        link
        for name in (1, 2, 3)
        for link in linked(site.public.files[f"disclosures/2026/03/02/{PENALTY}-{name}.html"])
    ]
    assert shown == ids(*range(2_501))
    index = Shape(site.public.files["disclosures/2026/03/02/index.html"])
    assert {f"{PENALTY}-{name}.html" for name in (1, 2, 3)} | {f"{LICENCE}-1.html"} <= set(index.links)
    front = linked(site.public.files["disclosures/2026/03/02/index.html"])
    assert front == ids(*range(len(front) - 1)) + front[-1:], "the first rows of each dataset"
    assert len(front) > 10
    assert len(site.public.files["disclosures/2026/03/02/index.html"]) < 100_000
    assert "共 2502 条" in index.text
    assert records_shown(site.work, DAY) == 2_502


def test_an_end_leaves_no_trace_on_a_day_and_takes_empty_files_away() -> None:
    site = SmallSite()
    site.publish_day(DAY, {PENALTY: {0: record(1)}, LICENCE: {0: licence(2, "秘密"), 1: licence(3, "秘密")}}, NOW)
    site.publish_day(DAY, {LICENCE: {0: None}}, NOW)
    assert not [key for key, body in site.public.files.items() if f"{2:032d}".encode() in body]
    site.publish_day(DAY, {LICENCE: {1: None}}, NOW)
    assert not [key for key in site.public.files if LICENCE in key]
    assert not [key for key, body in site.public.files.items() if "秘密".encode() in body]
    assert not [key for key, body in site.work.files.items() if "秘密".encode() in body]
    site.publish_day(DAY, {PENALTY: {0: None}}, NOW)
    assert "暂无公示信息" in Shape(site.public.files["disclosures/2026/03/02/index.html"]).text
    assert json.loads(site.public.files["disclosures/2026/03/02/data.json"])["items"] == []
    assert len(sheets(site.public.files["disclosures/2026/03/02/data.xlsx"])) == 1


def test_a_full_workbook_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengxin.publication.day.day_tables.VOLUME_ROWS", 1_000)
    files = day([record(number) for number in range(2_001)], [licence(1, "建")])
    volumes = [sheets(files[name]) for name in ("data.xlsx", "data-2.xlsx", "data-3.xlsx")]
    assert [{title: len(rows) - 1 for title, rows in one.items()} for one in volumes] == [
        {"行政处罚": 1_000},
        {"行政处罚": 1_000},
        {"行政处罚": 1, "行政许可": 1},
    ]
    assert "data-3.xlsx" in Shape(files["index.html"]).links
    assert {f"{PENALTY}-2.xlsx"} <= set(Shape(files["index.html"]).links) & set(files)


def test_a_change_of_the_catalogue_makes_kept_rows_anew() -> None:
    site = SmallSite()
    site.publish_day(DAY, {PENALTY: {number: record(number) for number in range(1_001)}}, NOW)
    parts = change_parts(site.work, DAY, PENALTY, {1_000: record(7)}, NOW).numbers
    other = CATALOGUE.model_copy(deep=True)
    fields = (
        *other.datasets[0].fields,
        other.datasets[0].fields[0].model_copy(update={"name": "new", "title": "新增"}),
    )
    object.__setattr__(other.datasets[0], "fields", fields)
    made = Renderer(PORTAL, other)
    files = {file.key: file.body for file in day_files(made, site.work, DAY, {PENALTY: parts}, NOW)}
    body = files[f"disclosures/2026/03/02/{PENALTY}.csv"]
    assert isinstance(body, bytes)
    assert {len(row) for row in csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))} == {12}


def test_a_file_larger_than_memory_should_hold_is_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    (small,) = streamed_file("a", [b"x" * 10, b"y" * 10], "text/plain")
    monkeypatch.setattr("chengxin.publication.files._HELD", 15)
    for large in streamed_file("a", [b"x" * 10, b"y" * 10], "text/plain"):
        assert isinstance(large, LargeFile)
        assert (large.sha256, large.size, large.body.read()) == (small.sha256, small.size, small.body)


def test_parts_are_listed_by_day_and_by_month_and_their_records_can_be_read_by_any_program() -> None:
    site = SmallSite()
    for one in (DAY, date(2026, 2, 27)):
        site.publish_day(one, {PENALTY: {0: record(1), 2_000: record(2)}}, NOW)
    assert part_numbers(site.work, DAY) == {PENALTY: [0, 2]}
    assert [number for _, _, number in parts_below(site.work, "2026-02")] == [0, 2]
    lines = gzip.decompress(site.work.files[f"day-parts/2026-03-02/{PENALTY}/000002"]).splitlines()
    assert json.loads(lines[-1]) == record(2)
