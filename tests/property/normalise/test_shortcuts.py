"""The shortcut over a column never says more than the rule over a cell."""

from collections.abc import Callable, Sequence
from datetime import date

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.unit.celltypes.cells import CONTEXT, make_field

from chengxin.catalogue import Field
from chengxin.celltypes import CellError, Cleaned, cell_type, is_null, read_cell
from chengxin.celltypes.nulls import NULL_WORDS
from chengxin.identifiers import citizen_id, organisation_code, registration_number, uscc
from chengxin.normalise.redaction import FREE_TEXT
from chengxin.normalise.shortcuts.surely_clean import surely_clean as shortcut
from chengxin.privacy.scan import find_personal

ODD = "0OＯ1I Z\u00a0\u3000\u200b\ufeff\x00\n\r\t（(）)〔[-.·/;、&*Ａ１武无零〇é\u0301\ufffdK豈⼀號𠮷"

digits = st.text("0123456789", min_size=1, max_size=19)
divisions = st.sampled_from(["420100", "110000", "429004", "542621", "990000", "100000", "659012"])


@st.composite
def organisation_codes(draw: st.DrawFn) -> str:
    body = draw(st.text("0123456789ABMX", min_size=8, max_size=8))
    return body + organisation_code.check_character(body)


@st.composite
def social_credit_codes(draw: st.DrawFn) -> str:
    part = draw(organisation_codes() | st.text("0123456789X", min_size=9, max_size=9))
    body = draw(st.sampled_from(["91", "92", "11", "N2", "A1", "42", "Y1", "99"])) + draw(divisions) + part
    return body + uscc.check_character(body)


@st.composite
def citizen_ids(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1890, 1, 1), date(2030, 12, 31)))
    body = draw(divisions) + born.strftime("%Y%m%d") + draw(st.text("0123456789", min_size=3, max_size=3))
    return body + citizen_id.check_character(body)


@st.composite
def registration_numbers(draw: st.DrawFn) -> str:
    body = draw(st.text("0123456789", min_size=14, max_size=14))
    return body + registration_number.check_digit(body)


days = st.dates(date(1890, 1, 1), date(2110, 12, 31)).map(date.isoformat)
prose = st.text("武汉市Ab9（）()，。、；：“”-—…· \n无空/&〔〕", max_size=24) | st.from_regex(
    r"\A电话1[358][0-9](-?[0-9]{4}){2}[。，]?\Z|\A武汉0?[0-9 ]{8,20}\Z|\A[1-9](\.[0-9]{1,5})?[Ee]\+[0-9]{2}\Z"
)
numbers = st.from_regex(r"\A(武市监罚|（渝）药)[〔\[（(【](2026|1899)[〕\])）】]第?[0-9]{1,4}(-1)?号?\Z")
cases = st.from_regex(r"\A[（(](2026|1899)[）)][鄂鲁][0-9]{2,5}[执民]{1,2}(字第)?[0-9]{1,4}号?\Z")
plates = st.from_regex(r"\A[鄂京X][A-Z][DF]?[A-Z0-9]{4,5}[挂学]?\Z")
money = st.from_regex(r"\A-?0?[0-9]{1,16}(\.[0-9]{0,5})?元?\Z")
several = st.lists(st.sampled_from(["1", "2", "罚款", "其他", "9", "9-补办", "没收违法所得"]), min_size=1).map(";".join)

USUAL: dict[str, st.SearchStrategy[str]] = {
    "text": prose,
    "name": prose,
    "address": prose,
    "uscc": social_credit_codes(),
    "organisation-code": organisation_codes(),
    "citizen-id": citizen_ids(),
    "identity-number": citizen_ids(),
    "registration-number": registration_numbers(),
    "document-number": numbers,
    "case-number": cases,
    "plate": plates,
    "division": divisions,
    "date": days,
    "money": money,
    "decimal": money,
    "integer": money,
    "code-list": several,
    "phone": st.from_regex(r"\A(1[0-9]{10}|027-[0-9]{8})\Z"),
}
SETTINGS: dict[str, list[dict[str, object]]] = {
    "date": [
        {},
        {"options": {"past": True}},
        {"options": {"open_end": True}},
        {"constraints": {"minimum": "2014-01-01"}},
    ],
    "money": [{}, {"unit": "wan_yuan"}, {"constraints": {"minimum": 0}}, {"constraints": {"maximum": 5}}],
    "text": [
        {},
        {"constraints": {"maxLength": 9}},
        {"constraints": {"minLength": 3}},
        {"constraints": {"pattern": "武.*"}},
    ],
    "name": [{}, {"constraints": {"maxLength": 9}}, {"constraints": {"enum": ["武汉", "无"]}}],
    "document-number": [{}, {"constraints": {"maxLength": 12}}],
    "code-list": [{}, {"multiple": True}],
}


def broken(usual: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The usual with one slip: a character put in, left out or replaced."""

    def slip(parts: tuple[str, int, str, int]) -> str:
        text, at, put, skip = parts
        at = at % (len(text) + 1)
        return text[:at] + put + text[at + skip :]

    return st.tuples(usual, st.integers(0, 40), st.sampled_from(["", *ODD]), st.integers(0, 1)).map(slip)


def surely_clean(cell: str, texts: Sequence[str | None], field: Field) -> list[bool | None]:
    """What the shortcut says of each text; nothing where the type has none."""
    frame = pl.DataFrame({"texts": texts}, schema={"texts": pl.String})
    sure = shortcut(pl.col("texts"), field, CONTEXT)
    return [None] * len(texts) if sure is None else frame.select(sure).to_series().to_list()


def check(cell: str, texts: list[str]) -> None:
    """Wherever the shortcut says yes, the rule returns the text itself, without notes."""
    rule = cell_type(cell)
    for options in SETTINGS.get(cell, [{}]):
        field = make_field(cell, **options)
        for text in [t for t, yes in zip(texts, surely_clean(cell, texts, field), strict=True) if yes]:
            assert not is_null(text)
            assert cell not in FREE_TEXT or find_personal(text) == []
            assert read_cell(text, field, CONTEXT, rule) == Cleaned(text), (cell, text, options)


@pytest.mark.parametrize("cell", USUAL)
def test_what_is_surely_clean_is_clean(cell: str) -> None:
    usual = USUAL[cell]

    @settings(max_examples=50, deadline=None)
    @given(st.lists(usual | broken(usual) | st.text(ODD, max_size=20) | st.text(max_size=20), min_size=1, max_size=40))
    @example([*sorted(NULL_WORDS), *ODD, *(f"武{c}" for c in ODD), *(f"武{c}汉" for c in ODD)])
    @example(["1" * n for n in range(20)])
    def holds(texts: list[str]) -> None:
        check(cell, texts)

    holds()


def test_every_character_that_the_text_shortcuts_let_through_stays_as_it_is() -> None:
    everything = [f"武{chr(c)}汉" for c in range(0x11000) if not 0xD800 <= c < 0xE000]
    for cell in ("text", "name", "document-number"):
        check(cell, everything)


CLEAN_MAKERS: dict[str, Callable[[int], str]] = {
    "uscc": lambda n: (
        (body := f"91420100{n:08}" + organisation_code.check_character(f"{n:08}")) + uscc.check_character(body)
    ),
    "organisation-code": lambda n: f"{n:08}" + organisation_code.check_character(f"{n:08}"),
    "citizen-id": lambda n: (body := f"42010119800101{n % 1000:03}") + citizen_id.check_character(body),
    "registration-number": lambda n: (body := f"420100{n:08}") + registration_number.check_digit(body),
    "money": lambda n: f"{n}.50",
    "name": lambda n: f"武汉第{n}建筑工程有限公司（洪山分公司）",
    "text": lambda n: f"违反《广告法》第{n}条，罚款“{n}”元；没收 A-{n} 型。",
    "document-number": lambda n: f"武市监罚〔2026〕{n + 1}号",
    "division": lambda n: f"4201{n % 100:02}",
}


@pytest.mark.parametrize("cell", CLEAN_MAKERS)
def test_ordinary_clean_columns_take_the_shortcut(cell: str) -> None:
    texts = [CLEAN_MAKERS[cell](n) for n in range(500)]
    assert surely_clean(cell, texts, make_field(cell, constraints={"maxLength": 200})).count(True) > 495


@pytest.mark.parametrize("cell", USUAL)
def test_what_is_clean_stays_clean_and_nothing_but_a_verdict_comes_out(cell: str) -> None:
    usual, field, rule = USUAL[cell], make_field(cell), cell_type(cell)

    @settings(max_examples=120, deadline=None)
    @given(usual | broken(usual) | st.text(ODD, max_size=20) | st.text(max_size=40))
    def holds(text: str) -> None:
        try:
            first = read_cell(text, field, CONTEXT, rule)
        except CellError:
            return
        assert all(note.kind.level == "warning" for note in first.notes)
        if first.value:
            assert read_cell(first.value, field, CONTEXT, rule).value == first.value

    holds()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.none() | st.sampled_from(["2026-03-02", "91440300192181490G", "x"]), max_size=5))
def test_nulls_and_empty_columns_are_no_obstacle(texts: list[str | None]) -> None:
    for cell in USUAL:
        sure = surely_clean(cell, texts, make_field(cell))
        assert all(yes is not True for yes, text in zip(sure, texts, strict=True) if text is None)
