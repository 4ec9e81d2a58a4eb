"""The bar charts: legible with one month and with sixty."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chengxin.publication.charts import count_chart, rate_chart

VALUES = some.lists(some.none() | some.integers(0, 10**9).map(float), min_size=1, max_size=80)


def months(number: int) -> list[str]:
    return [f"{2021 + place // 12}-{place % 12 + 1:02d}" for place in range(number)]


def test_a_higher_rate_has_the_higher_bar_and_no_rate_has_none() -> None:
    chart = rate_chart([("2026-01", 0.5), ("2026-02", None), ("2026-03", 1.0)])
    assert [label for _, label in chart.months] == ["2026-01", "2026-02", "2026-03"]
    assert [bar.month for bar in chart.bars] == ["2026-01", "2026-03"]
    assert chart.bars[0].height < chart.bars[1].height
    assert chart.told == "2026-01 50.0%，2026-03 100.0%"


def test_one_month_is_a_bar_with_its_value_not_an_empty_plot() -> None:
    chart = rate_chart([("2026-03", 0.9)])
    (bar,) = chart.bars
    assert bar.width > 20
    assert bar.labelled
    assert bar.text == "90.0%"


@pytest.mark.parametrize("number", [1, 12, 13, 60])
def test_labels_of_months_never_overlap_and_the_newest_has_one(number: int) -> None:
    chart = rate_chart([(month, 1.0) for month in months(number)])
    places = [x for x, _ in chart.months]
    assert all(later - earlier > 50 for earlier, later in pairwise(places))
    assert chart.months[-1][1] == months(number)[-1]


@given(VALUES)
def test_every_bar_lies_within_the_picture_and_ticks_are_round(values: list[float | None]) -> None:
    chart = count_chart(list(zip(months(len(values)), values, strict=True)))
    assert len(chart.bars) == sum(value is not None for value in values)
    for bar in chart.bars:
        assert chart.left <= bar.x <= bar.x + bar.width <= chart.width
        assert 0 <= bar.y <= bar.y + bar.height <= chart.height
    assert all(re.fullmatch(r"[\d,]+", label) for _, label in chart.ticks)
    assert len({label for _, label in chart.ticks}) == 5


def test_nothing_to_draw_is_said_not_drawn() -> None:
    assert not rate_chart([("2026-03", None)]).anything
    assert not count_chart([("2026-03", 0.0)]).anything
    assert count_chart([("2026-02", 0.0), ("2026-03", 1.0)]).anything
