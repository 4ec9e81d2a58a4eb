"""Name, code and stated kind of a party agree, or the row says so."""

from random import Random

import pytest
from infra.bench.penalty_rows import uscc_code
from tests.unit.normalise.penalties import OLD, firm, found, judged_in
from tests.unit.normalise.test_engine import context

LEGAL, SOLE, PERSON = "法人及非法人组织", "个体工商户", "自然人"


def code(kind: str) -> str:
    """A made-up code of a class of subjects, both check characters right."""
    return uscc_code(Random(kind), kind)


def codes(**changes: str) -> list[str]:
    return [one[2] for one in found(judged_in("790-2018", [firm(**changes)])) if one[2] != "uscc-authority"]


@pytest.mark.parametrize(
    ("kind", "prefix", "name", "told"),
    [
        (LEGAL, "91", "武汉长江百货有限公司", []),
        (LEGAL, "93", "江汉区绿丰种植专业合作社", []),
        (LEGAL, "12", "武汉市第一医院", []),
        (LEGAL, "11", "武汉市水务局", []),
        (LEGAL, "N2", "江夏区向阳村股份经济合作社", []),
        (LEGAL, "A1", "某部队", []),
        (LEGAL, "51", "文联", []),
        (SOLE, "92", "江汉区小明餐馆", []),
        (SOLE, "92", "王小明", []),
        (LEGAL, "92", "江汉区小明餐馆", ["party-kind-contradicted"]),
        (LEGAL, "92", "王小明", ["party-kind-contradicted", "person-as-legal-person"]),
        (SOLE, "91", "武汉长江百货有限公司", ["party-kind-contradicted"]),
        (SOLE, "93", "江汉区绿丰种植专业合作社", ["party-kind-contradicted"]),
        (LEGAL, "91", "王小明", ["person-as-legal-person"]),
        (LEGAL, "93", "欧阳锋华", ["person-as-legal-person"]),
        (LEGAL, "91", "阿依古丽·买买提", ["person-as-legal-person"]),
        (SOLE, "92", "武汉长江百货有限公司", ["party-name-doubt"]),
        (LEGAL, "11", "武汉长江百货有限公司", ["party-name-doubt"]),
        (LEGAL, "93", "武汉长江百货有限公司", ["party-name-doubt"]),
        (LEGAL, "91", "武汉市水务局", ["party-name-doubt"]),
    ],
)
def test_the_code_says_what_the_party_is(kind: str, prefix: str, name: str, told: list[str]) -> None:
    assert codes(party_type=kind, party_code=code(prefix), party_name=name) == told


def test_a_person_without_code_is_no_firm_either() -> None:
    found_codes = codes(party_name="王小明", party_code="")
    assert "person-as-legal-person" in found_codes


@pytest.mark.parametrize(
    ("changes", "kind", "errors"),
    [
        ({"party_name": "王小明", "party_code": code("91")}, None, ["person-as-legal-person"]),
        ({"party_name": "王小明", "party_code": code("92")}, "sole_trader", []),
        ({"party_name": "王小明", "party_code": "", "registration_number": "430703600222560"}, "sole_trader", []),
        ({"party_name": "王小明超市", "party_code": "", "registration_number": "430703600222560"}, "legal_person", []),
    ],
)
def test_older_templates_leave_the_kind_to_name_and_code(
    changes: dict[str, str], kind: str | None, errors: list[str]
) -> None:
    verdict = judged_in("2015-wuhan", [{**OLD, "penalty_kind_1": "警告", **changes}])
    assert [one[2] for one in found(verdict)] == errors
    if kind:
        assert verdict.accepted[0].party.type == kind
        assert verdict.accepted[0].content["party_name"] == ("王**" if kind == "sole_trader" else changes["party_name"])


def test_every_dataset_with_public_subjects_asks() -> None:
    asking = {one.id for one in context().catalogue.datasets if any(r.name == "party_agreement" for r in one.rules)}
    public = {
        one.id
        for one in context().catalogue.datasets
        if one.purpose == "record" and one.disclosure.access == "public" and "subject_code" in one.roles
    }
    assert public <= asking


@pytest.mark.parametrize("written", ["91350203M0008QKTXK", " 91350203m0008qktxk "])
def test_a_pilot_code_is_in_force_as_it_is(written: str) -> None:
    verdict = judged_in("790-2018", [firm(party_code=written)])
    assert found(verdict) == [(2, "party_code", "uscc-pilot")]
    assert verdict.accepted[0].party.code == "91350203M0008QKTXK"
    assert "是否应为" not in verdict.findings[0].remedy


@pytest.mark.parametrize("wrong", ["91420203M0008QKTXK", "91350203MA008QKTXK"])
def test_elsewhere_a_wrong_check_character_stays_an_error(wrong: str) -> None:
    assert set(codes(party_code=wrong)) <= {"uscc-organisation-part", "uscc-check-digit"}
    assert codes(party_code=wrong)
