"""How long a record is public, by the real rules of the catalogue."""

from datetime import date, datetime
from pathlib import Path

import pytest
from tests.unit.api.api_world import version

from chengxin.catalogue.load import load
from chengxin.catalogue.model import Catalogue
from chengxin.publication.period import visible_until
from chengxin.times import SHANGHAI


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(Path(__file__).parents[3] / "infra" / "catalogue")


DECIDED, PUBLISHED = date(2026, 4, 10), datetime(2026, 4, 20, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("dataset", "own_end", "last_day"),
    [
        ("court-defaulter", date(2027, 1, 1), date(2027, 1, 1)),
        ("court-defaulter", date(2099, 12, 31), date(2028, 4, 20)),
        ("administrative-licence", date(2030, 6, 30), date(2030, 6, 30)),
        ("administrative-licence", None, None),
    ],
)
def test_of_a_records_own_end_and_the_rules_months_the_earlier_counts(
    catalogue: Catalogue, dataset: str, own_end: date | None, last_day: date | None
) -> None:
    one = version(1, dataset=dataset, decision_date=DECIDED, valid_until=own_end, content={})
    assert visible_until(one, PUBLISHED, catalogue) == last_day


@pytest.mark.parametrize(
    ("content", "last_day"),
    [
        ({"heaviest_kind": "罚款"}, date(2027, 4, 10)),
        ({"heaviest_kind": "吊销许可证件"}, date(2029, 4, 10)),
        ({}, date(2027, 4, 10)),
    ],
)
def test_a_penalty_is_shown_as_long_as_its_heaviest_kind_calls_for(
    catalogue: Catalogue, content: dict[str, str], last_day: date
) -> None:
    one = version(
        1, dataset="administrative-penalty", decision_date=DECIDED, valid_until=date(2026, 5, 1), content=content
    )
    assert visible_until(one, PUBLISHED, catalogue) == last_day


@pytest.mark.parametrize(("decided", "last_day"), [(date(2026, 3, 31), 2027), (date(2026, 4, 1), 2027)])
def test_no_period_is_longer_than_the_rule_in_force_today_allows(
    catalogue: Catalogue, decided: date, last_day: int
) -> None:
    one = version(1, dataset="administrative-penalty", decision_date=decided, content={"heaviest_kind": "罚款"})
    assert visible_until(one, PUBLISHED, catalogue) == decided.replace(year=last_day)
