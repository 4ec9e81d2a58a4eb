"""Text that a spreadsheet would run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengxin.publication.formula_injection import defused

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "\nx", "\0x", "＝1", "＋1", "－1", "＠a"]


@pytest.mark.parametrize("text", DANGEROUS)
@pytest.mark.parametrize("before", ["", " ", "\u3000", "\xa0", "\u200b", "\ufeff", " \t "])
def test_a_formula_is_defused_whatever_hides_it(before: str, text: str) -> None:
    assert defused(before + text) == "'" + before + text


@pytest.mark.parametrize("text", ["", "甲公司", "武市监罚〔2026〕1号", "a=b", "2026-03-02", "'=1", "（=）"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


@given(st.text())
def test_only_an_apostrophe_is_ever_added(text: str) -> None:
    assert defused(text) in (text, "'" + text)
    assert defused(text)[:1] not in tuple("=+-@\t\r\n\0＝＋－＠") or not text
