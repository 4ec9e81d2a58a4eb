"""Identifiers against public test vectors and the shapes that real files hold."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengxin.identifiers import (
    bank_card,
    case_number,
    citizen_id,
    division,
    document_number,
    organisation_code,
    phone,
    plate,
    registration_number,
    uscc,
)

SHARED = Path(__file__).parents[4] / "shared" / "data"

VALID_CODES = [
    "91440300192181490G",
    "914201007071167872",
    "91110000710924945A",
    "91110000600037341L",
    "11420000MB15291767",
    "91230100128025258G",
]


@pytest.mark.parametrize("code", VALID_CODES)
def test_public_codes_are_valid(code: str) -> None:
    assert uscc.problem(uscc.normal(f" {code.lower()} ")) is None
    assert uscc.doubt(code) is None


@pytest.mark.parametrize(
    ("code", "problem", "suggestion"),
    [
        ("91310000132207158Q", "organisation", None),
        ("91440300192181490H", "check", None),
        ("91450100MA5KFCNUOY", "character", "91450100MA5KFCNU0Y"),
        ("91500233097123292", "length", "91500233097123292R"),
        ("914502001986013613X", "length", "91450200198601361X"),
        ("91440300192181409G", "organisation", "91440300192181490G"),
        ("", "length", None),
    ],
)
def test_what_is_wrong_with_a_code_is_named_and_mended_only_as_a_suggestion(
    code: str, problem: str, suggestion: str | None
) -> None:
    assert uscc.problem(code) == problem
    assert uscc.suggestion(code) == suggestion


@pytest.mark.parametrize("family", ["A1", "A9", "N1", "N2", "N3", "Y1", "11", "52", "93"])
def test_every_family_of_registering_authorities_is_known(family: str) -> None:
    body = f"{family}42010007071167{8}7"[:17].ljust(17, "0")
    code = body + uscc.check_character(body)
    assert uscc.problem(code) is None
    assert uscc.doubt(code) in (None, "organisation")


def test_an_unknown_authority_or_division_is_a_doubt_and_no_fault() -> None:
    for start, doubt in (("94420100", "authority"), ("91990000", "division")):
        body = start + "707116787"
        code = body + uscc.check_character(body)
        assert (uscc.problem(code), uscc.doubt(code)) == (None, doubt)


@given(st.sampled_from(VALID_CODES), st.integers(0, 17), st.sampled_from(uscc.ALPHABET))
def test_one_wrong_character_never_goes_unnoticed(code: str, position: int, character: str) -> None:
    changed = code[:position] + character + code[position + 1 :]
    assert (uscc.problem(changed) is None) == (changed == code)


def test_organisation_codes() -> None:
    assert organisation_code.normal("19218149-0") == "192181490"
    assert organisation_code.problem("192181490") is None
    assert organisation_code.problem("192181491") == "check"
    assert organisation_code.problem("19218149O") == "character"
    assert organisation_code.problem("1921814") == "length"


@pytest.mark.parametrize("number", ["360426199101010071", "44011320141005001X"])
def test_citizen_numbers(number: str) -> None:
    assert citizen_id.problem(number) is None
    assert citizen_id.is_valid(f" {number[:6]} {number[6:14]} {number[14:].lower()}")
    wrong = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    assert citizen_id.problem(wrong) == "check"
    assert citizen_id.problem(number[:10] + "1332" + number[14:]) == "birth-date"


def test_fifteen_digits_are_the_same_person() -> None:
    assert citizen_id.normal("360426910101007") == "360426199101010071"
    assert citizen_id.problem("360426910101007") is None


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("4201**********0011", True),
        ("51020219741123XXXX", True),
        ("91440300192181490G", False),
        ("360426199101010071", False),
        ("91420100MAXXXXX12X", False),
    ],
)
def test_blotted_out_citizen_numbers_are_recognised(text: str, hidden: bool) -> None:
    assert citizen_id.is_partly_hidden(text) is hidden


def test_registration_numbers() -> None:
    for number in ("430703600222560", "430281600281921", "440301102900139", "4403011029001"):
        assert registration_number.problem(number) is None
    assert registration_number.problem("430703600222561") == "check"
    assert registration_number.problem("43070360022256") == "length"
    assert registration_number.problem("43070360022256X") == "character"


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 14), st.sampled_from("0123456789"))
def test_one_wrong_digit_of_a_registration_number_is_noticed(body: str, position: int, digit: str) -> None:
    number = body + registration_number.check_digit(body)
    changed = number[:position] + digit + number[position + 1 :]
    assert (registration_number.problem(changed) is None) == (changed == number)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("（巴南）食罚〔2017〕第 007 号", "〔巴南〕食罚〔2017〕7号"),
        ("(渝铜)食行罚[2014]2号（生）", "〔渝铜〕食行罚〔2014〕2号〔生〕"),
        ("　渝旅罚字﹝2018﹞14-1号\u00a0", "渝旅罚字〔2018〕14-1号"),
        ("申环罚字{2018}1号", "申环罚字〔2018〕1号"),
        ("食罚【２０１７】３７号", "食罚〔2017〕37号"),
        ("食罚<2017>37号", "食罚〔2017〕37号"),
        ("（墨脱县）文罚字〔2018〕第F-000002号", "〔墨脱县〕文罚字〔2018〕F-2号"),
        ("（嘉）市监稽处字（2015）1号&nbsp;", "〔嘉〕市监稽处字〔2015〕1号"),
        ("542400-1900716850", "542400-1900716850"),
        ("昌农（农药）2017第03号", "昌农〔农药〕2017第3号"),
    ],
)
def test_one_document_has_one_key_however_it_is_written(written: str, key: str) -> None:
    assert document_number.normal(written) == key


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("武市监罚〔2026〕12号", None),
        ("[2019]琼建质监罚决字第1号", None),
        ("540102260001444", None),
        ("琼质监罚决字第64号", "year"),
        ("〔200929号", "bracket"),
        ("[2018]03", "serial"),
    ],
)
def test_unusual_document_numbers_are_told_apart(number: str, problem: str | None) -> None:
    assert document_number.problem(number) == problem


@given(st.text("武罚第0019aA（）()[]〔〕【】{}- 号\u3000\u200b.", max_size=30))
def test_the_key_of_a_key_is_the_key(text: str) -> None:
    key = document_number.normal(text)
    assert document_number.normal(key) == key


@pytest.mark.parametrize(
    "number",
    ["(2020)鲁1323执729号", "（2012）鄂武汉中执字第00123号", "（2019）最高法民终123号之一", "[2020]鲁 1323 执 729号"],
)
def test_case_numbers(number: str) -> None:
    assert case_number.problem(case_number.normal(number)) is None


@pytest.mark.parametrize("number", ["鲁1323执729号", "（2020）鲁1323执号", "（2020）", "729", ""])
def test_what_no_court_gave_out(number: str) -> None:
    assert case_number.problem(case_number.normal(number)) == "shape"


@pytest.mark.parametrize(
    "text",
    ["鄂A12345", "鄂a·12345", "鄂AD12345", "鄂A12345D", "京A1234警", "鄂A1234挂", "粤Z1234港", "WJ鄂12345", "使123456"],
)
def test_plates(text: str) -> None:
    assert plate.problem(plate.normal(text)) is None


@pytest.mark.parametrize("text", ["鄂AI2345", "鄂A1234", "A12345", "鄂A1234567", "鄂12345"])
def test_what_is_no_plate(text: str) -> None:
    assert plate.problem(plate.normal(text)) == "shape"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("420100", None),
        ("429004", None),
        ("542621", None),
        ("640423.0", None),
        ("420102000000", None),
        ("429900", "city"),
        ("990000", "province"),
        ("4201", "length"),
        ("42010A", "character"),
    ],
)
def test_divisions_with_their_history(code: str, problem: str | None) -> None:
    assert division.problem(division.normal(code)) == problem


def test_abolished_prefixes_lead_to_ones_in_force() -> None:
    assert set(division.ABOLISHED.values()) <= division.CITIES
    assert not set(division.ABOLISHED) & division.CITIES


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+86 138-0013-8000", "13800138000"),
        ("（027）82345678", "027-82345678"),
        ("02782345678", "027-82345678"),
        ("0710-3456789转12", "0710-3456789-12"),
        ("400-123-4567", "4001234567"),
        ("12345", "12345"),
    ],
)
def test_telephone_numbers(text: str, number: str) -> None:
    assert phone.normal(text) == number
    assert phone.problem(number) is None


def test_what_is_no_telephone_number() -> None:
    for text in ("8234567", "23800138000", "1380013800", "电话"):
        assert phone.problem(phone.normal(text)) == "shape"


def test_bank_cards() -> None:
    assert bank_card.problem(bank_card.normal("6222 0000 0000 0000 005")) == "check"
    assert bank_card.problem("4111111111111111") is None
    assert bank_card.problem("411111111111111") == "shape"


@pytest.mark.skipif(not SHARED.exists(), reason="the research data isn't part of the project")
def test_real_codes_are_accepted() -> None:
    codes = (SHARED / "uscc_valid.txt").read_text().split()
    real = [code for code in codes if not citizen_id.is_partly_hidden(code)]
    assert len(real) > 500
    assert [code for code in real if uscc.problem(code)] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the research data isn't part of the project")
def test_every_real_shape_of_document_numbers_has_a_key() -> None:
    for line in (SHARED / "docno_shapes.tsv").read_text().splitlines()[1:]:
        written = line.split("\t")[2].strip("'").replace("\\u3000", "\u3000").replace("\\xa0", "\xa0")
        key = document_number.normal(written)
        assert key
        assert not set(key) & set("()[]（）【】﹝﹞［］{} \xa0\u3000"), written
        assert not re.search("(?<![0-9])第|第(?![0-9])", key), written
