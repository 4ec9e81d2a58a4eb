"""People's names that only the row's unpublished columns, or its party's name, tell of are nowhere in public."""

import json

import pytest
from tests.unit.normalise.penalties import firm, judged_in

from chengxin.identifiers import uscc
from chengxin.normalise.model import CleanRow

OWNER = {"party_type": "个体工商户", "party_code": "92420103MA4K2N6G5H", "legal_representative": "王小明"}

_BODY = "12420103441366237"
INSTITUTION = _BODY + uscc.check_character(_BODY)


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
        ("江汉区小明餐馆王小明", "江汉区小明餐馆王**"),
        ("王小明（个体）", "王**（个体）"),
        ("王小明(男)", "王**（男）"),
        ("个体工商户王小明", "个体工商户王**"),
        ("个体户（王小明）", "个体户（王**）"),
        ("江汉区小明餐馆（经营者：王某某）", "江汉区小明餐馆（经营者：王某某）"),
        ("江汉区业主委员会", "江汉区业主委员会"),
        ("江汉区个体协会", "江汉区个体协会"),
    ],
)
def test_an_owner_s_name_beside_the_business_s_is_masked(name: str, shown: str) -> None:
    row = published(party_name=name, **OWNER)
    assert row.content["party_name"].replace(":", "：") == shown.replace(":", "：")
    assert row.party.name.replace(":", "：") == name.replace("(", "（").replace(")", "）").replace(":", "：")


@pytest.mark.parametrize("kind", ["个体工商户", "法人及非法人组织"])
@pytest.mark.parametrize("owner", ["税清碧", "王小明", "尼玛扎西", "阿依古丽·买买提"])
def test_a_party_under_the_very_name_of_its_representative_is_a_person(owner: str, kind: str) -> None:
    code = OWNER["party_code"] if kind == "个体工商户" else INSTITUTION
    row = published(
        party_name=owner,
        party_type=kind,
        party_code=code,
        legal_representative=owner,
        violation_facts=f"{owner}无证经营",
    )
    assert row.content["party_name"] == f"{owner[0]}**"
    assert owner not in json.dumps(row.content, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("武汉长江百货有限公司王小明", "武汉长江百货有限公司王**"),
        ("武汉长江百货有限公司欧阳锋华", "武汉长江百货有限公司欧阳**"),
        ("武汉长江百货有限公司税清碧", "武汉长江百货有限公司税**"),
        ("武汉长江百货有限公司武\ue81e汉", "武汉长江百货有限公司武**"),
        ("武汉长江百货有限公司武汉分公司", None),
        ("武汉长江百货有限公司王家湾店", None),
        ("武汉长江百货有限公司王家湾", None),
        ("武汉长江百货有限公司江岸", None),
        ("武汉长江百货有限公司石牌巷", None),
        ("武汉江城酒店管理有限公司", None),
    ],
)
def test_a_person_glued_to_a_firm_s_name_is_not_published_in_full(name: str, shown: str | None) -> None:
    row = published(party_name=name, legal_representative="李小红" if "税" not in name else "税清碧")
    assert row.content["party_name"] == (shown or name)


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("欧阳锋华", "欧 阳 锋 华"),
        ("欧阳锋华", "欧阳\u3000锋华"),
        ("欧阳锋华", "欧阳\u200b锋华"),
        ("欧阳锋华", "歐陽鋒華"),
        ("欧 阳锋华", "欧阳锋华"),
        ("阿依古丽·买买提", "阿依古丽•买买提"),
        ("阿依古丽·买买提", "阿依古丽买买提"),
        ("阿依古丽·买买提", "阿依古丽．买买提"),
        ("John Smith", "JOHN  SMITH"),
        ("John Smith", "Ｊｏｈｎ Ｓｍｉｔｈ"),
        ("王小明", "王⼩明"),
        ("王小明", "（经营者：王小明）"),
    ],
)
def test_a_representative_is_hidden_in_every_spelling(stated: str, written: str) -> None:
    row = published(legal_representative=stated, violation_facts=f"当事人安排{written}销售过期糕点")
    shown = row.content["violation_facts"]
    assert written not in shown
    assert "**" in shown
    assert shown.endswith("销售过期糕点")


def test_a_name_hidden_already_stays_as_the_department_wrote_it() -> None:
    facts = "当事人法定代表人王某某在场"
    assert published(legal_representative="王某某", violation_facts=facts).content["violation_facts"] == facts


def test_a_trader_s_own_name_is_hidden_in_the_facts_in_every_spelling() -> None:
    row = published(
        party_name="王小明", **OWNER | {"legal_representative": "李小红"}, violation_facts="王 小明无证经营"
    )
    assert row.content["violation_facts"] == "王**无证经营"


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
