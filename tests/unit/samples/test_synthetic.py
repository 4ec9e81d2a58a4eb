"""Synthetic identifiers hold their standards' check digits, and a name always has the same one."""

from hypothesis import given
from hypothesis import strategies as st
from infra.local.synthetic import citizen_id, credit_code, firms

USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.text(min_size=1))
def test_credit_codes_are_valid_with_their_organisation_code(name: str) -> None:
    code = credit_code(name)
    assert len(code) == 18
    assert sum(USCC.index(c) * 3**i for i, c in enumerate(code[:17])) % 31 == -USCC.index(code[17]) % 31
    check = 10 if code[16] == "X" else int(code[16])
    assert (sum(int(c, 36) * w for c, w in zip(code[8:16], (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) + check) % 11 == 0
    assert credit_code(name) == code


@given(st.text(min_size=1))
def test_citizen_ids_are_valid_and_of_nobody_alive(name: str) -> None:
    number = citizen_id(name)
    assert 1911 <= int(number[6:10]) <= 1915
    digits = [10 if c == "X" else int(c) for c in number]
    assert sum(d * pow(2, 17 - i, 11) for i, d in enumerate(digits)) % 11 == 1


def test_firms_differ_in_name_and_code() -> None:
    many = firms(600, ["武汉某某有限公司"])
    assert many[0].name == "武汉某某有限公司"
    assert len({f.name for f in many}) == len({f.code for f in many}) == 600
