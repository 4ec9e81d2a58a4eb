"""What a row says of a record without a click."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.unit.publication.html_shape import Shape
from tests.unit.publication.samples import CATALOGUE, NOW, files_of_day, record, renderer

from chengxin.catalogue.load import load
from chengxin.catalogue.model import Catalogue, Dataset
from chengxin.publication.feeds import embed_file
from chengxin.publication.record_rows import row_of
from chengxin.publication.summary import MOST_CHARACTERS, grouped, shortened, summary_text
from chengxin.times import local_date

REAL: Catalogue = load(Path(__file__).parents[3] / "infra" / "catalogue")


def test_a_penalty_says_its_kind_its_amount_with_the_unit_and_the_act() -> None:
    assert list(row_of(record(), CATALOGUE).summary) == [
        "处罚类别：警告、罚款",
        "罚款金额：5,000.00 元",
        "违法事实：销售的食品标签不符合食品安全标准",
    ]


def test_a_licence_says_what_was_permitted_until_when() -> None:
    content = {"licence_kind": "普通", "licence_content": "食品销售", "valid_until": "2029-03-01", "facts": ""}
    row = row_of(record(dataset="administrative-licence", content=content), REAL)
    assert "许可内容：食品销售" in row.summary
    assert "有效期至：2029-03-01" in row.summary


@pytest.mark.parametrize("dataset", [one for one in REAL.datasets if one.purpose == "record"], ids=lambda one: one.id)
def test_every_public_dataset_has_a_summary_of_fields_that_are_public(dataset: Dataset) -> None:
    if dataset.disclosure.access == "public":
        assert dataset.summary
        assert all(dataset.by_name[name].sensitivity == "public" for name in dataset.summary)


def test_day_pages_embeds_and_the_front_page_say_the_same() -> None:
    files = {file.key: file.body for file in files_of_day(local_date(NOW), [record()])}
    embedded = embed_file(renderer(), CATALOGUE.departments[0], [record()], NOW).body
    for body in (files["disclosures/2026/03/02/index.html"], embedded):
        assert "罚款金额：5,000.00 元" in Shape(body).text


@given(some.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_grouping_changes_no_digit(number: object) -> None:
    text = f"{number:f}"
    assert grouped(text).replace(",", "") == text


@given(some.text())
def test_a_long_text_is_one_short_line(text: str) -> None:
    line = shortened(text)
    assert len(line) <= MOST_CHARACTERS
    assert "\n" not in line


@given(some.text())
def test_whatever_a_value_holds_it_can_be_told(value: str) -> None:
    for field in REAL.datasets[0].fields:
        told = summary_text(REAL, field, value)
        assert bool(told) is bool(value)
