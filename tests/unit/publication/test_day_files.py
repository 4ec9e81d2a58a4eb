"""What stands in a day's files is harmless and exact, whatever records hold."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.unit.publication.html_shape import Shape
from tests.unit.publication.samples import files_of_day, record

from chengxin.publication.formula_injection import defused

DAY = date(2026, 3, 2)
PENALTY = "administrative-penalty"
AMOUNT = "罚款金额（元）"


def day(*records: dict[str, Any]) -> dict[str, bytes]:
    return {one.key.removeprefix("disclosures/2026/03/02/"): one.body for one in files_of_day(DAY, records)}


def csv_rows(body: bytes) -> list[dict[str, str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def xlsx_cells(body: bytes) -> list[Any]:
    return [cell for sheet in load_workbook(io.BytesIO(body)) for row in sheet for cell in row]


def xlsx_rows(body: bytes) -> list[dict[str, Any]]:
    header, *rows = load_workbook(io.BytesIO(body)).worksheets[0].values
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def named(number: int, name: str) -> dict[str, Any]:
    """A penalty on a party of that name."""
    return record(number, subject={"code": None, "name": name, "type": "other"}, content={"party_name": name})


def fined(amount: str) -> dict[str, Any]:
    return record(1, content={"fine_amount": amount})


def test_what_the_envelope_tells_is_not_told_twice() -> None:
    header = list(csv_rows(day(record(1))["data.csv"])[0])
    assert header.count("行政相对人名称") == 1
    assert "行政处罚决定书文号" not in header


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "@SUM(A1)", "＝1+1", "\t=1", "-2+3", "+86"])
@pytest.mark.parametrize("name", ["data", PENALTY])
def test_a_cell_never_becomes_a_formula(text: str, name: str) -> None:
    hostile = record(1, subject={"code": None, "name": text, "type": "other"}, content={"facts": text})
    files = day({**hostile, "content": {"facts": text, "party_name": text}})
    row = csv_rows(files[f"{name}.csv"])[0]
    assert row["行政相对人名称"] == row["违法事实"] == "'" + text
    cells = xlsx_cells(files[f"{name}.xlsx"])
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n", "inlineStr"}
    assert ["'" + text] * 2 == [cell.value for cell in cells if cell.value and text in str(cell.value)]
    assert json.loads(files[f"{name}.json"])["items"][0]["subject"]["name"] == text


@pytest.mark.parametrize("name", ["data", PENALTY])
def test_negative_amounts_stay_numbers_but_a_text_in_their_column_does_not(name: str) -> None:
    files = day(fined("-5.50"), fined("-5+1"))
    assert [row[AMOUNT] for row in csv_rows(files[f"{name}.csv"])] == ["-5.50", "'-5+1"]
    assert [row[AMOUNT] for row in xlsx_rows(files[f"{name}.xlsx"])] == [-5.5, "'-5+1"]


def test_an_amount_past_a_spreadsheets_precision_stays_text() -> None:
    (row,) = xlsx_rows(day(fined("1234567890123456.78"))["data.xlsx"])
    assert row[AMOUNT] == "1234567890123456.78"


def test_many_rows_are_split_into_pages_that_hold_all() -> None:
    files = day(*(record(number) for number in range(1, 2102)))
    pages = [f"{PENALTY}-{number}.html" for number in (1, 2, 3)]
    assert sorted(name for name in files if name.endswith(".html")) == [*pages, "index.html"]
    links = [link for name in pages for link in Shape(files[name]).links if "records/index.html?id=" in link]
    assert [link[-32:] for link in links] == [f"{number:032d}" for number in range(1, 2102)]
    assert set(pages) <= set(Shape(files["index.html"]).links)


def test_data_comes_before_the_pages_and_the_index_last() -> None:
    names = list(day(*(record(number) for number in range(1_001))))
    data = [f"{name}.{ending}" for name in (PENALTY, "data") for ending in ("json", "csv", "xlsx")]
    assert names == [*data, f"{PENALTY}-1.html", f"{PENALTY}-2.html", "index.html"]


def test_a_day_without_records_is_a_page_that_says_so() -> None:
    files = day()
    assert "暂无公示信息" in Shape(files["index.html"]).text
    assert json.loads(files["data.json"])["items"] == []


def test_the_same_day_gives_the_same_bytes() -> None:
    assert day(record(1)) == day(record(1))


@given(st.text(min_size=1, max_size=40))
def test_any_name_comes_through_every_format(name: str) -> None:
    files = day(named(1, name), named(2, "乙"))
    for file in ("data", PENALTY):
        first, second = csv_rows(files[f"{file}.csv"])
        assert first["行政相对人名称"] == defused(name)
        assert second["记录编号"] == f"{2:032d}"
        assert json.loads(files[f"{file}.json"])["items"][0]["subject"]["name"] == name
        assert [row["记录编号"] for row in xlsx_rows(files[f"{file}.xlsx"])] == [f"{n:032d}" for n in (1, 2)]
    for page in ("index.html", f"{PENALTY}-1.html"):
        assert Shape(files[page]).elements == CLEAN[page]


CLEAN = {name: Shape(body).elements for name, body in day(named(1, "甲"), named(2, "乙")).items() if "html" in name}
