"""Departments answer to every spelling in use, and mergers are history."""

from datetime import date

import pytest

from chengxin.catalogue import Catalogue


@pytest.mark.parametrize(
    ("spelling", "department"),
    [
        ("武汉市市场监督管理局", "market-regulation"),
        ("市市场监管局", "market-regulation"),
        ("武汉市　城乡        建设委员会", "urban-construction-commission"),
        ("硚口大队", "qiaokou-traffic-police"),
        ("江夏行政审批局", "jiangxia-administrative-approval"),
        ("武汉市武经区国税局", "economic-development-national-tax"),
        ("武汉经济技术开发区(汉南区)卫生和计划生育局", "economic-development-health-family-planning"),
        ("市发改委", "development-reform"),
    ],
)
def test_a_department_is_found_by_any_of_its_spellings(catalogue: Catalogue, spelling: str, department: str) -> None:
    found = catalogue.department_named(spelling)
    assert found
    assert found.id == department


def test_nobody_answers_to_a_stranger_s_name(catalogue: Catalogue) -> None:
    assert catalogue.department_named("长沙市水务局") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("市工商局", "market-regulation"),
        ("市质监局", "market-regulation"),
        ("市食药监局", "market-regulation"),
        ("市国税局", "tax-service"),
        ("市地税局", "tax-service"),
        ("江汉区食品药品监督管理局", "jianghan-market-regulation"),
    ],
)
def test_a_merged_department_keeps_its_past_and_leads_to_its_successor(
    catalogue: Catalogue, old: str, new: str
) -> None:
    former = catalogue.department_named(old)
    assert former
    assert not former.reports
    assert catalogue.in_force(former, date(2016, 5, 1)) is former
    assert catalogue.in_force(former, date(2026, 11, 23)).id == new


def test_members_districts_and_zones_report(catalogue: Catalogue) -> None:
    reporting = {one.id for one in catalogue.departments if one.reports}
    districts = (
        *("jiangan", "jianghan", "qiaokou", "hanyang", "wuchang", "qingshan", "hongshan", "dongxihu", "caidian"),
        *("jiangxia", "hannan", "huangpi", "xinzhou", "east-lake-high-tech", "economic-development"),
    )
    assert reporting.issuperset(districts)
    city = {one for one in reporting if not one.startswith(districts)}
    assert len(city) >= 33 + 12
    assert {"ecology-environment", "housing-urban", "transport", "tax-service", "court-intermediate", "health"} <= city
