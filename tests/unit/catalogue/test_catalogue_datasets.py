"""The datasets are complete, sound as Frictionless schemas, and say what the 790 standard says."""

from datetime import date
from pathlib import Path

import frictionless
import pytest

from chengxin.catalogue import Catalogue, Dataset, vocabulary
from chengxin.catalogue.dataset import Field
from chengxin.celltypes import CELL_TYPES, CellContext, cell_type, is_null
from chengxin.compliance.board.assessment import MEASURES
from chengxin.normalise.rules.registry import RULES

SOURCE = Path(__file__).parents[3] / "infra" / "catalogue"
CONTRACT = {
    *("administrative-licence", "administrative-penalty", "decision-register", "zero-report", "withdrawal"),
    *("court-defaulter", "quality-blacklist", "ip-infringement-blacklist", "illegal-vehicle"),
    *("honest-enterprise-redlist", "taxpayer-redlist", "tax-credit-rating", "environment-credit-rating"),
    *("housing-fund-blacklist", "credit-commitment", "enterprise-registry", "social-credit-code-crosswalk"),
}
LATER = {
    *("contract-keeping-enterprise", "property-service-rating", "micro-enterprise-star-rating"),
    *("administrative-coercion", "criminal-judgment"),
}
PARTY = ("XDR_MC", "XDR_LB", "XDR_SHXYM", "XDR_GSZC", "XDR_ZZJG", "XDR_SWDJ", "XDR_SYDW", "XDR_SHZZ", "FRDB")
PERSON = ("FR_ZJLX", "FR_ZJHM", "XDR_ZJLX", "XDR_ZJHM")
LICENCE = [
    *(f"XK_{code}" for code in (*PARTY, *PERSON, "XKWS", "WSH", "XKLB", "XKZS", "XKBH", "NR", "JDRQ")),
    *(f"XK_{code}" for code in ("YXQZ", "YXQZI", "XKJG", "XKJGDM", "ZT", "LYDW", "LYDWDM")),
    "BZ",
]
PENALTY = [
    *(f"CF_{code}" for code in (*PARTY, *PERSON, "WSH", "WFXW", "SY", "YJ", "CFLB", "NR", "NR_FK", "NR_WFFF")),
    *(f"CF_{code}" for code in ("NR_ZKDX", "JDRQ", "YXQ", "GSJZQ", "CFJG", "CFJGDM", "SJLY", "SJLYDM")),
    "BZ",
]


def dataset(catalogue: Catalogue, dataset_id: str) -> Dataset:
    found = catalogue.dataset(dataset_id)
    assert found
    return found


def test_all_datasets_of_the_contract_exist(catalogue: Catalogue) -> None:
    assert {one.id for one in catalogue.datasets} == CONTRACT | {"objection-register"} | LATER


@pytest.mark.parametrize("path", sorted(SOURCE.glob("datasets/*.yaml")), ids=lambda path: path.stem)
def test_frictionless_accepts_each_schema(path: Path) -> None:
    report = frictionless.validate(str(path), type="schema", basepath="")
    assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize(
    ("dataset_id", "codes"), [("administrative-licence", LICENCE), ("administrative-penalty", PENALTY)]
)
def test_the_790_standard_is_complete_and_in_its_order(catalogue: Catalogue, dataset_id: str, codes: list[str]) -> None:
    found = dataset(catalogue, dataset_id)
    assert [field.code for field in found.fields if field.code] == codes
    layout = found.layout("790-2018")
    assert layout
    assert [found.by_name[name].code for name in layout.fields] == codes
    assert [found.by_name[name].title for name in layout.fields] == list(layout.headers)


def test_required_columns_are_those_of_the_standard(catalogue: Catalogue) -> None:
    required = {f.code for f in dataset(catalogue, "administrative-penalty").fields if f.constraints.required}
    named = (
        "XDR_MC",
        "XDR_LB",
        "WSH",
        "WFXW",
        "SY",
        "YJ",
        "CFLB",
        "NR",
        "JDRQ",
        "YXQ",
        "CFJG",
        "CFJGDM",
        "SJLY",
        "SJLYDM",
    )
    assert required == {f"CF_{code}" for code in named}


def test_identity_numbers_are_personal_everywhere(catalogue: Catalogue) -> None:
    for one in catalogue.datasets:
        for field in one.fields:
            if field.cell in ("identity-number", "citizen-id"):
                assert field.sensitivity == "personal", f"{one.id}.{field.name}"
            if field.name == "legal_representative":
                assert field.sensitivity != "public", f"{one.id}.{field.name}"


def test_old_status_numbers_mean_the_opposite_of_the_new_ones(catalogue: Catalogue) -> None:
    found = dataset(catalogue, "administrative-licence")
    context = CellContext(date(2026, 11, 23), catalogue)
    today, old = found.by_name["current_status"], found.in_layout("2015-new").by_name["current_status"]
    assert cell_type("code-list").clean("1", today, context).value == "有效"
    assert cell_type("code-list").clean("1", old, context).value == "无效"


def test_an_older_layout_demands_only_what_it_has(catalogue: Catalogue) -> None:
    found = dataset(catalogue, "administrative-penalty")
    assert found.by_name["party_type"].constraints.required
    assert not found.in_layout("2015-old").by_name["party_type"].constraints.required
    assert found.in_layout("2015-old").by_name["party_name"].constraints.required
    assert found.in_layout(None) is found


def test_every_example_is_a_clean_value(catalogue: Catalogue) -> None:
    for one in catalogue.datasets:
        for field in one.fields:
            if field.example:
                context = CellContext(date(2026, 11, 23), catalogue, field.unit)
                cleaned = cell_type(field.cell).clean(field.example, field, context)
                assert cleaned.value, f"{one.id}.{field.name}"
                assert not cleaned.notes, f"{one.id}.{field.name}"
                assert not is_null(field.example, one.null_words(field)), f"{one.id}.{field.name}"


def test_the_names_that_files_may_use_are_those_that_code_implements() -> None:
    assert set(vocabulary.CELL_TYPE_OPTIONS) == set(CELL_TYPES)
    assert set(vocabulary.RULE_PARAMETERS) == set(RULES)
    assert set(vocabulary.MEASURES) == set(MEASURES)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("罚款金额(万元)", "罚款金额（元）"),
        ("罚款金额（单位：万元，保留6位小数）", "罚款金额（元）"),
        ("注册资本【千元】", "注册资本（元）"),
        ("涉案金额(¥)", "涉案金额（元）"),
        ("货值（估算）", "货值（估算）（元）"),
        ("滞纳金", "滞纳金（元）"),
    ],
)
def test_an_amount_is_shown_under_the_unit_it_is_kept_in(title: str, shown: str) -> None:
    assert Field(name="amount", title=title, cell="money", unit="wan_yuan").public_title == shown
    assert Field(name="text", title=title).public_title == title, "what is no amount stands as it was written"


def test_every_kind_has_a_chinese_title(catalogue: Catalogue) -> None:
    titles = {kind: catalogue.kind_title(kind) for kind in {one.kind for one in catalogue.datasets}}
    assert titles["black_list"] == "黑名单"
    assert not any(title.isascii() for title in titles.values())


def test_lists_state_their_law_and_their_exit(catalogue: Catalogue) -> None:
    for one in catalogue.lists:
        assert one.legal_basis
        assert one.entry
        assert one.exit
        assert one.remedy
    named = {one.list_id for one in catalogue.datasets if one.list_id}
    assert named == {one.id for one in catalogue.lists}


def test_what_only_the_special_report_needs_is_never_public(catalogue: Catalogue) -> None:
    for name in ("administrative-coercion", "criminal-judgment"):
        assert dataset(catalogue, name).disclosure.access == "government"


def test_people_within_firms_are_not_public(catalogue: Catalogue) -> None:
    assert dataset(catalogue, "property-service-rating").by_name["manager_name"].sensitivity == "personal"
    consent = dataset(catalogue, "micro-enterprise-star-rating").by_name["consent"]
    assert (consent.constraints.required, consent.constraints.enum) == (True, ("是",))
