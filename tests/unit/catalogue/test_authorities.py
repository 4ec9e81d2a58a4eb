"""Who may report which dataset and in whose name is data of the registry; names are taken as officers write them."""

import csv
from pathlib import Path

import pytest

from chengxin.catalogue import Catalogue

ALIASES = Path(__file__).parents[4] / "shared" / "data" / "wuhan_organ_aliases.csv"


@pytest.mark.parametrize(
    ("reporter", "name", "owner"),
    [
        ("transport", "武汉市交通运输局", "transport"),
        ("transport", "市交通局", "transport"),
        ("transport", "武汉市交通运输委员会", "transport-commission"),
        ("market-regulation", "武汉市　市场监督管理局 ", "market-regulation"),
        ("market-regulation", "武汉市工商行政管理局", "industry-commerce"),
        ("market-regulation", "武汉市市场监督管理局江汉分局", "market-regulation"),
        ("public-security", "武汉市公安局交通管理局", "traffic-police"),
        ("public-security", "武汉市公安局硚口区分局交通大队", "qiaokou-traffic-police"),
        ("jianghan", "江汉区水务局", "jianghan-water"),
        ("jianghan-market-regulation", "武汉市江汉区人民政府", "jianghan"),
        ("tax-service", "国家税务总局武汉市江岸区税务局", "jiangan-tax-service"),
        ("court-intermediate", "湖北省武汉市江岸区人民法院", "court-jiangan"),
    ],
)
def test_a_department_acts_for_itself_and_the_bodies_around_it(
    catalogue: Catalogue, reporter: str, name: str, owner: str
) -> None:
    department, named = catalogue.department(reporter), catalogue.authorities.owner(name)
    assert department
    assert named
    assert named.id == owner
    assert catalogue.authorities.acts_for(department, named)


@pytest.mark.parametrize(
    ("reporter", "name", "filers"),
    [
        ("transport", "武汉市市场监管局", ["market-regulation"]),
        ("transport", "武汉市中级人民法院", ["court-intermediate"]),
        ("transport", "江岸区人民法院", ["court-intermediate"]),
        ("transport", "武汉市江汉区水务局", ["jianghan"]),
        ("jianghan", "武汉市水务局", ["water"]),
        ("jianghan", "武汉市硚口区水务局", ["qiaokou"]),
        ("market-regulation", "武汉市环境保护局", ["ecology-environment"]),
    ],
)
def test_another_department_reports_for_itself(
    catalogue: Catalogue, reporter: str, name: str, filers: list[str]
) -> None:
    department, named = catalogue.department(reporter), catalogue.authorities.owner(name)
    assert department
    assert named
    assert not catalogue.authorities.acts_for(department, named)
    assert [one.id for one in catalogue.authorities.filers_for(named)] == filers


@pytest.mark.parametrize("name", ["税务局", "市场监管局", "湖北省交通运输厅", "武汉市", "某某局"])
def test_a_name_that_the_registry_lacks_is_nobody_s(catalogue: Catalogue, name: str) -> None:
    assert catalogue.authorities.owner(name) is None


def test_who_files_for_a_department_files_for_those_below_it(catalogue: Catalogue) -> None:
    for department in catalogue.departments:
        reporter = (
            next(one for one in catalogue.departments if one.id == department.parent) if department.parent else None
        )
        assert reporter is None or catalogue.authorities.acts_for(reporter, department)
        assert catalogue.authorities.acts_for(department, department)


def test_every_department_has_somebody_who_reports_for_it_or_ended(catalogue: Catalogue) -> None:
    orphans = [
        one.id for one in catalogue.departments if not catalogue.authorities.filers_for(one) and not one.valid_to
    ]
    assert orphans == []


def test_datasets_with_owners_are_theirs_alone(catalogue: Catalogue) -> None:
    authorities = catalogue.authorities
    able = {
        dataset.id: [one.id for one in catalogue.departments if authorities.may_report(one, dataset.id)]
        for dataset in catalogue.datasets
    }
    assert able["court-defaulter"] == ["court-intermediate"]
    assert able["illegal-vehicle"] == ["public-security"]
    assert able["housing-fund-blacklist"] == ["housing-fund"]
    assert able["enterprise-registry"] == ["market-regulation", "data"]
    assert len(able["administrative-penalty"]) == len(catalogue.departments)


def test_the_spellings_of_a_real_city_are_known(catalogue: Catalogue) -> None:
    if not ALIASES.exists():
        pytest.skip("the file is no part of the project")
    with ALIASES.open(encoding="utf-8-sig", newline="") as file:
        names = {row[key] for row in csv.DictReader(file) for key in ("canonical", "alias") if "%" not in row[key]}
    assert [name for name in sorted(names) if catalogue.authorities.owner(name) is None] == []
