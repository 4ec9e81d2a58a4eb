"""A day's disclosures: the same rows in four formats, harmless whatever they hold."""

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
from tests.unit.publication.samples import NOW, licence, record, renderer

from chengxin.publication import disclosures
from chengxin.publication.formula_injection import defused

DAY = date(2026, 3, 2)
XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><svg onload=alert(1)>",
    "<!--",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "\u2028</title><b>",
    "＜script＞\0",
]


def day(records: list[dict[str, Any]]) -> dict[str, bytes]:
    return {
        f.key.removeprefix("disclosures/2026/03/02/"): f.body
        for f in disclosures.day_files(renderer(), DAY, records, NOW)
    }


def csv_rows(body: bytes) -> list[dict[str, str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def xlsx_rows(body: bytes) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True))  # type: ignore[union-attr]


def test_the_same_rows_stand_in_all_four_formats() -> None:
    files = day([record(1), licence(2, "建筑施工"), record(3)])
    ids = [item["record_id"] for item in json.loads(files["data.json"])["items"]]
    assert ids == [f"{n:032d}" for n in (1, 2, 3)]
    assert [row["记录编号"] for row in csv_rows(files["data.csv"])] == ids
    assert [row[0] for row in xlsx_rows(files["data.xlsx"])[1:]] == ids
    assert [link[-32:] for link in Shape(files["index.html"]).links if "records/index.html?id=" in link] == ids


def test_content_is_told_with_titles_and_labels_in_every_table() -> None:
    files = day([record(1), licence(2, "建筑施工")])
    first, second = csv_rows(files["data.csv"])
    assert (first["处罚类别"], first["罚款金额（元）"], first["许可内容"]) == ("警告、罚款", "5000.00", "")
    assert (second["处罚类别"], second["许可内容"]) == ("", "建筑施工")
    header, row, _ = xlsx_rows(files["data.xlsx"])
    assert dict(zip(header, row, strict=True))["罚款金额（元）"] == 5000
    assert "警告、罚款" in Shape(files["index.html"]).text


def test_what_the_envelope_tells_is_not_told_twice() -> None:
    header = csv_rows(day([record(1)])["data.csv"])[0]
    assert list(header).count("行政相对人名称") == 1
    assert "行政处罚决定书文号" not in header


@pytest.mark.parametrize("text", XSS)
def test_a_name_never_becomes_markup(text: str) -> None:
    named = {"subject": {"code": text, "name": text, "type": "legal_person"}, "document_number": text}
    hostile = record(1, **named, content={"facts": text}, record_id=text, visible_until=text)
    clean = record(1, content={"facts": "甲"})
    shape, expected = Shape(day([hostile])["index.html"]), Shape(day([clean])["index.html"])
    assert shape.elements == expected.elements
    assert shape.attributes == expected.attributes
    assert not any(link.startswith("javascript:") for link in shape.links)


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "@SUM(A1)", "＝1+1", "\t=1", "-2+3", "+86"])
def test_a_cell_never_becomes_a_formula(text: str) -> None:
    hostile = record(1, subject={"code": None, "name": text, "type": "other"}, content={"facts": text})
    files = day([hostile])
    row = csv_rows(files["data.csv"])[0]
    assert row["行政相对人名称"] == row["违法事实"] == "'" + text
    cells = [c for line in load_workbook(io.BytesIO(files["data.xlsx"])).active for c in line]  # type: ignore[union-attr]
    assert {c.data_type for c in cells if c.value is not None} <= {"s", "n"}
    assert ["'" + text] * 2 == [c.value for c in cells if c.value and text in str(c.value)]
    assert json.loads(files["data.json"])["items"][0]["subject"]["name"] == text


def test_negative_amounts_stay_numbers_but_a_text_in_their_column_does_not() -> None:
    files = day([record(1, content={"fine_amount": "-5.50"}), record(2, content={"fine_amount": "-5+1"})])
    assert [row["罚款金额（元）"] for row in csv_rows(files["data.csv"])] == ["-5.50", "'-5+1"]
    assert [row[-1] for row in xlsx_rows(files["data.xlsx"])[1:]] == [-5.5, "'-5+1"]


def test_an_amount_past_a_spreadsheets_precision_stays_text() -> None:
    assert (
        xlsx_rows(day([record(1, content={"fine_amount": "1234567890123456.78"})])["data.xlsx"])[1][-1]
        == "1234567890123456.78"
    )


def test_many_rows_are_split_into_pages_that_hold_all() -> None:
    files = day([record(n) for n in range(1, 2102)])
    assert sorted(name for name in files if name.endswith(".html")) == ["index.html", "page-2.html", "page-3.html"]
    ids = [
        link[-32:]
        for name in ("index.html", "page-2.html", "page-3.html")
        for link in Shape(files[name]).links
        if "records/index.html?id=" in link
    ]
    assert ids == [f"{n:032d}" for n in range(1, 2102)]
    assert "page-3.html" in Shape(files["index.html"]).links


def test_data_comes_before_the_pages_and_the_index_last() -> None:
    names = list(day([record(n) for n in range(1002)]))
    assert names == ["data.json", "data.csv", "data.xlsx", "page-2.html", "index.html"]


def test_a_day_without_records_is_a_page_that_says_so() -> None:
    files = day([])
    assert "暂无公示信息" in Shape(files["index.html"]).text
    assert json.loads(files["data.json"])["items"] == []


def test_the_same_day_gives_the_same_bytes() -> None:
    assert day([record(1)]) == day([record(1)])


@given(st.text(min_size=1, max_size=40))
def test_any_name_comes_through_every_format(name: str) -> None:
    subject = {"code": None, "name": name, "type": "other"}
    files = day([record(1, subject=subject), record(2)])
    first, second = csv_rows(files["data.csv"])
    assert first["行政相对人名称"] == defused(name)
    assert second["记录编号"] == f"{2:032d}"
    assert json.loads(files["data.json"])["items"][0]["subject"]["name"] == name
    assert Shape(files["index.html"]).elements == CLEAN.elements
    assert [row[0] for row in xlsx_rows(files["data.xlsx"])[1:]] == [f"{n:032d}" for n in (1, 2)]


CLEAN = Shape(day([record(1, subject={"code": None, "name": "甲", "type": "other"}), record(2)])["index.html"])
