"""Who dropped what: a dataset of one department's own is refused from any other, and told whose it is."""

from datetime import date
from pathlib import Path

import pytest

from chengxin.catalogue.load import load
from chengxin.steps.object_key import Address, ObjectKey, resolve_address

CATALOGUE = load(Path(__file__).parents[3] / "infra" / "catalogue")


def dropped(department: str, dataset: str) -> Address:
    return resolve_address(ObjectKey.parse(f"{department}/{dataset}/名单.xlsx"), CATALOGUE, date(2026, 11, 27))


@pytest.mark.parametrize(
    ("department", "dataset"),
    [
        ("court-intermediate", "court-defaulter"),
        ("public-security", "illegal-vehicle"),
        ("tax-service", "tax-credit-rating"),
        ("data", "enterprise-registry"),
        ("transport", "administrative-penalty"),
        ("transport", "honest-enterprise-redlist"),
        ("transport", "withdrawal"),
    ],
)
def test_its_own_and_everybody_s(department: str, dataset: str) -> None:
    assert dropped(department, dataset).errors == ()


@pytest.mark.parametrize(
    ("department", "dataset", "owner"),
    [
        ("transport", "court-defaulter", "湖北省武汉市中级人民法院"),
        ("transport", "illegal-vehicle", "武汉市公安局"),
        ("market-regulation", "taxpayer-redlist", "国家税务总局武汉市税务局"),
        ("jianghan", "enterprise-registry", "武汉市市场监督管理局、武汉市数据局"),
    ],
)
def test_a_dataset_of_others_is_refused_and_told_whose_it_is(department: str, dataset: str, owner: str) -> None:
    (finding,) = dropped(department, dataset).errors
    assert finding.kind.code == "dataset-of-others"
    assert f"由{owner}报送" in finding.message
