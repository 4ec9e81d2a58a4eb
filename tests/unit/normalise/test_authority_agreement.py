"""A department reports in its own name: another's is an error that names it, an unknown one is told of."""

import pytest
from tests.unit.normalise.penalties import firm, judged_in
from tests.unit.normalise.test_engine import context


@pytest.mark.parametrize(
    ("reporter", "authority", "told"),
    [
        ("market-regulation", "武汉市市场监督管理局", []),
        ("market-regulation", "武汉市市场监管局", []),
        ("market-regulation", "武汉市工商行政管理局", []),
        ("jianghan", "武汉市江汉区水务局", []),
        ("transport", "武汉市市场监督管理局", ["authority-of-others"]),
        ("market-regulation", "武汉市中级人民法院", ["authority-of-others"]),
        ("market-regulation", "税务局", ["authority-unknown"]),
    ],
)
@pytest.mark.parametrize("layout", ["790-2018", "2015-new"])
def test_the_authority_is_one_that_the_department_acts_for(
    layout: str, reporter: str, authority: str, told: list[str]
) -> None:
    verdict = judged_in(layout, [firm(authority_name=authority, penalty_kind_1="罚款")], reporter)
    findings = [one for one in verdict.findings if one.field == "authority_name"]
    assert [one.kind.code for one in findings] == told
    assert bool(verdict.rejected) == (told == ["authority-of-others"])


def test_the_receipt_names_whose_decision_it_is_and_who_reports_it() -> None:
    finding = judged_in("790-2018", [firm(authority_name="江岸区人民法院")], "transport").findings[0]
    assert finding.message == "“处罚机关”是武汉市江岸区人民法院，本文件由武汉市交通运输局报送，不能代其报送。"
    assert "请由湖北省武汉市中级人民法院报送" in finding.remedy


def test_every_public_dataset_with_an_authority_asks() -> None:
    datasets = [one for one in context().catalogue.datasets if one.purpose == "record" and one.role("authority_name")]
    assert [one.id for one in datasets if "authority_agreement" not in {rule.name for rule in one.rules}] == []
