"""People's names that only the row's unpublished columns, or its party's name, tell of are nowhere in public."""

import json

import pytest
from tests.unit.normalise.penalties import firm, judged_in

from chengxin.normalise.model import CleanRow

OWNER = {"party_type": "个体工商户", "party_code": "92420103MA4K2N6G5H", "legal_representative": "王小明"}


def published(**changes: str) -> CleanRow:
    (row,) = judged_in("790-2018", [firm(**changes)]).accepted
    return row


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("江汉区小明餐馆（经营者王小明）", "江汉区小明餐馆（经营者王**）"),
        ("江汉区小明餐馆(业主：王小明)", "江汉区小明餐馆（业主:王**）"),
        ("江汉区小明餐馆（王小明）", "江汉区小明餐馆（王**）"),
        ("王小明（江汉区小明餐馆）", "王**（江汉区小明餐馆）"),
        ("江汉区小明餐馆，负责人王小明", "江汉区小明餐馆，负责人王**"),
        ("江汉区小明餐馆经营者王小明", "江汉区小明餐馆经营者王**"),
        ("江汉区小明餐馆业主：税小明", "江汉区小明餐馆业主：税**"),
        ("武汉法人及非法人组织", "武汉法人及非法人组织"),
        ("王小明", "王**"),
        ("江汉区王小明餐馆", "江汉区王小明餐馆"),
    ],
)
def test_an_owner_s_name_beside_the_business_s_is_masked(name: str, shown: str) -> None:
    row = published(party_name=name, **OWNER)
    assert row.content["party_name"].replace(":", "：") == shown.replace(":", "：")
    assert row.party.name.replace(":", "：") == name.replace("(", "（").replace(")", "）").replace(":", "：")


@pytest.mark.parametrize("owner", ["王小明", ""])
def test_wherever_the_owner_s_name_stands_it_is_masked(owner: str) -> None:
    changes = {**OWNER, "legal_representative": owner or "李小红", "violation_facts": "王小明经营的餐馆超范围经营"}
    row = published(party_name="江汉区小明餐馆（经营者王小明）", **changes)
    assert "王小明" not in json.dumps(row.content, ensure_ascii=False)
    assert row.content["violation_facts"] == "王**经营的餐馆超范围经营"


def test_a_representative_who_is_not_published_is_not_read_in_the_facts() -> None:
    facts = "当事人法定代表人欧阳锋华安排销售，武汉江汉百货有限公司无异议"
    row = published(legal_representative="欧阳锋华", violation_facts=facts, penalty_content="对欧阳锋华单位罚款12000元")
    assert "欧阳锋华" not in json.dumps(row.content, ensure_ascii=False)
    assert "欧阳**" in row.content["violation_facts"]
    assert "武汉江汉百货有限公司" in row.content["violation_facts"]
    assert row.private["violation_facts__original"] == facts, "those entitled to it can still read it"


def test_a_firm_that_bears_its_representative_s_name_keeps_its_own() -> None:
    facts = "武汉张小伟百货有限公司的张小伟在场"
    row = published(party_name="武汉张小伟百货有限公司", legal_representative="张小伟", violation_facts=facts)
    assert row.content["violation_facts"] == "武汉张小伟百货有限公司的张**在场"
    assert row.content["party_name"] == "武汉张小伟百货有限公司"


@pytest.mark.parametrize("word", ["当事人", "负责人", "经营者", "某某公司"])
def test_a_word_in_the_representative_s_column_hides_nothing(word: str) -> None:
    row = published(legal_representative=word, violation_facts=f"{word}销售过期糕点")
    assert row.content["violation_facts"] == f"{word}销售过期糕点"


def test_a_note_to_a_kind_is_public_text_too() -> None:
    row = published(legal_representative="欧阳锋华", penalty_kind="罚款;其他-对欧阳锋华批评教育")
    assert row.content["penalty_kind"] == "其他-对欧阳**批评教育;罚款"
