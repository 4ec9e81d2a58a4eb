"""For how long a record is public: the class of severity, the rule of its day, the rule of today, the basis."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.unit.api.api_world import version

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load
from chengxin.catalogue.model import Catalogue as Model
from chengxin.publication.period import visible_until
from chengxin.records import Party
from chengxin.times import SHANGHAI

CATALOGUE = load(Path(__file__).parents[3] / "infra" / "catalogue")
TODAY = date(2026, 11, 27)
CONFIRMED = {"by": "武汉市司法局 某某", "on": "2026-11-20"}


def changed(**parts: Any) -> Catalogue:
    """The project's catalogue with some parts of it changed by the functions given: `periods`, `lists`, `datasets`."""
    data = CATALOGUE.model_dump(mode="json", by_alias=True)
    for name, change in parts.items():
        for one in data[name]:
            change(one)
    return Model.model_validate(data)


def fine(
    decided: date = date(2026, 5, 6), *, today: date = TODAY, catalogue: Catalogue = CATALOGUE, **content: Any
) -> date | None:
    """The last day of a penalty that is published on the day of its decision."""
    facts = {"penalty_kind": "罚款", "heaviest_kind": "罚款", "fine_amount": "12000.00", **content}
    kept = version(
        1,
        dataset="administrative-penalty",
        kind="penalty",
        decision_date=decided,
        valid_until=None,
        content=facts,
        document_number=facts.pop("number", "武市监罚〔2026〕64号"),
        party=Party("武汉江汉百货有限公司", None, facts.pop("party", "legal_person")),
    )
    return visible_until(kept, datetime(decided.year, decided.month, decided.day, 9, tzinfo=SHANGHAI), catalogue, today)


def shown(last: date | None, decided: date = date(2026, 5, 6)) -> bool:
    return last is None or last >= decided


@pytest.mark.parametrize(
    ("decided", "until"),
    [
        (date(2026, 4, 1), date(2027, 4, 1)),
        (date(2026, 3, 31), date(2027, 3, 31)),
        (date(2024, 1, 10), date(2025, 1, 10)),
        (date(2020, 2, 29), date(2021, 2, 28)),
    ],
)
def test_nothing_is_shown_for_longer_than_the_rule_of_today_allows(decided: date, until: date) -> None:
    assert fine(decided) == until


def test_before_a_rule_is_in_force_it_caps_nothing() -> None:
    assert fine(date(2026, 3, 30), today=date(2026, 3, 31)) == date(2029, 3, 30)


def test_an_operator_can_let_the_rule_of_its_own_day_alone_count() -> None:
    catalogue = changed(periods=lambda one: one.update(laterRule="ignored"))
    assert fine(date(2026, 3, 31), catalogue=catalogue) == date(2029, 3, 31)


@pytest.mark.parametrize(
    ("kind", "months"),
    [
        ("罚款", 12),
        ("没收违法所得", 12),
        ("暂扣许可证件", 36),
        ("暂扣或者吊销许可证件", 36),
        ("降低资质等级", 36),
        ("吊销许可证件", 36),
        ("责令停产停业", 36),
        ("其他", 12),
    ],
)
def test_the_classes_of_order_36(kind: str, months: int) -> None:
    assert fine(heaviest_kind=kind, penalty_kind=kind) == date(2026 + months // 12, 5, 6)


@pytest.mark.parametrize("kind", ["警告", "通报批评"])
def test_a_minor_one_is_public_on_its_department_s_ground_alone_and_for_three_months(kind: str) -> None:
    assert not shown(fine(heaviest_kind=kind, penalty_kind=kind))
    grounded: dict[str, Any] = {"must_publish": "true", "publication_ground": "涉及校园食品安全"}
    assert fine(heaviest_kind=kind, penalty_kind=kind, **grounded) == date(2026, 8, 6)
    assert fine(**grounded) == date(2027, 5, 6), "what is public anyway needs no ground and is not cut short"


@pytest.mark.parametrize(
    "told",
    [
        {"penalty_kind": "其他-简易处罚", "heaviest_kind": "其他"},
        {"penalty_kind": "其他-当场处罚;罚款"},
        {"number": "堆税简罚〔2026〕1327号"},
    ],
)
def test_what_a_simplified_procedure_imposed_is_minor(told: dict[str, Any]) -> None:
    assert not shown(fine(**told))
    assert fine(**told, must_publish="true", publication_ground="公众关注") == date(2026, 8, 6)
    serious: dict[str, Any] = {"penalty_kind": "吊销许可证件;其他-简易处罚", "heaviest_kind": "吊销许可证件"}
    assert fine(**serious) == date(2029, 5, 6)


def test_the_department_s_own_class_goes_before_any_other() -> None:
    assert fine(severity="serious") == date(2029, 5, 6)
    assert not shown(fine(severity="minor"))


def graded(**fields: Any) -> Catalogue:
    def grade(period: dict[str, Any]) -> None:
        if period["id"] == "penalty-publicity":
            period["versions"][-1]["fines"] = [{"source": "某规定", "confirmed": CONFIRMED, **fields}]

    return changed(periods=grade)


@pytest.mark.parametrize(
    ("thresholds", "amount", "until"),
    [
        ({"seriousFrom": 100000}, "99999.99", date(2027, 5, 6)),
        ({"seriousFrom": 100000}, "100000.00", date(2029, 5, 6)),
        ({"minorBelow": 3000}, "3000.00", date(2027, 5, 6)),
        ({"seriousFrom": 100000, "departments": ["housing-urban"]}, "100000.00", date(2027, 5, 6)),
        ({"seriousFrom": 100000, "departments": ["market-regulation"]}, "100000.00", date(2029, 5, 6)),
        ({"seriousFrom": 100000, "partyTypes": ["sole_trader"]}, "100000.00", date(2027, 5, 6)),
        ({"seriousFrom": 100000, "confirmed": None}, "100000.00", date(2027, 5, 6)),
        ({"seriousFrom": 100000, "confirmed": None, "evidence": "seen"}, "100000.00", date(2029, 5, 6)),
    ],
)
def test_a_sector_s_amounts_move_a_fine_to_another_class(thresholds: dict[str, Any], amount: str, until: date) -> None:
    assert fine(catalogue=graded(**thresholds), fine_amount=amount) == until


def test_a_small_fine_is_minor_unless_something_heavier_stands_beside_it() -> None:
    catalogue = graded(minorBelow=3000)
    assert not shown(fine(catalogue=catalogue, fine_amount="2999.99"))
    heavier: dict[str, Any] = {"penalty_kind": "罚款;没收违法所得", "heaviest_kind": "没收违法所得"}
    assert fine(catalogue=catalogue, fine_amount="200.00", **heavier) == date(2027, 5, 6)


def entry(dataset: str, catalogue: Catalogue = CATALOGUE, decided: date = date(2026, 5, 6)) -> date | None:
    kept = version(1, dataset=dataset, kind="black_list", decision_date=decided, valid_until=None, content={})
    return visible_until(kept, datetime(2026, 5, 20, 9, tzinfo=SHANGHAI), catalogue, TODAY)


@pytest.mark.parametrize(
    "dataset", ["housing-fund-blacklist", "illegal-vehicle", "quality-blacklist", "ip-infringement-blacklist"]
)
def test_a_list_without_a_settled_basis_is_off(dataset: str) -> None:
    assert not shown(entry(dataset), date(2026, 5, 20))


def test_a_list_is_on_once_somebody_confirmed_its_basis_by_name_and_date() -> None:
    def confirm(one: dict[str, Any]) -> None:
        one.get("disclosure", one)["confirmed"] = CONFIRMED

    settled = changed(lists=confirm, datasets=confirm)
    assert entry("quality-blacklist", settled) == date(2029, 5, 6)
    assert entry("housing-fund-blacklist", settled) == date(2029, 5, 6), "three years, not the five of the city's order"
    assert entry("housing-fund-blacklist", settled, date(2026, 2, 1)) == date(2029, 2, 1)
    one_of_two = changed(lists=confirm)
    assert not shown(entry("quality-blacklist", one_of_two), date(2026, 5, 20))


def test_what_speaks_for_somebody_needs_no_confirmation() -> None:
    assert shown(entry("honest-enterprise-redlist"), date(2026, 5, 20))
    assert shown(entry("court-defaulter"), date(2026, 5, 20)), "its basis was seen"
