"""Searching a base of names with its delta: held against a filter and a sort, page by page."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.search.names_support import (
    all_pages,
    base_of,
    changed,
    changes,
    combined,
    plainly,
    queries,
    registers,
    split_small,
)

from chengxin.search import QueryTooShortError
from chengxin.search.names.absent_words import absent_words
from chengxin.search.names.delta import Changes
from chengxin.search.names.search import code_asked

FIRM = "91420100MA4KXY8Q0X"


@pytest.fixture(autouse=True, scope="module")
def small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        split_small(patch)
        yield


@settings(max_examples=300, deadline=None)
@given(registers, changes, st.lists(queries, min_size=1, max_size=6), st.integers(1, 8))
def test_search_equals_a_plain_scan(register: dict[str, str], since: Changes, asked: list[str], limit: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        names = combined(register, since, Path(folder))
    now = changed(register, since)
    for q in [*asked, *(name[:n] for name in list(now.values())[:4] for n in (2, 4, 300) if len(name[:n].strip()) > 1)]:
        try:
            found = all_pages(names, q, limit)
        except QueryTooShortError:
            continue
        assert found == plainly(now.items(), q)


@settings(max_examples=100, deadline=None)
@given(registers, st.lists(changes, min_size=1, max_size=3), queries, st.integers(1, 3), st.data())
def test_pages_go_on_in_another_base(
    register: dict[str, str], steps: list[Changes], q: str, limit: int, data: st.DataObject
) -> None:
    """Between pages others come and go, and the base is built anew; who stays as it is, is shown once."""
    found: list[str] = []
    now, touched, after, start = register, set[str](), None, plainly(register.items(), q)
    with tempfile.TemporaryDirectory() as folder:
        names = combined(register, {}, Path(folder))
        while True:
            page = names.search(q, limit, after)
            found += [hit.code for hit in page.items]
            if page.next is None:
                break
            after = page.next
            if steps:
                step = steps.pop()
                touched |= set(step)
                built, now = now, changed(now, step)
                rebuilt = data.draw(st.booleans())
                names = combined(now, {}, Path(folder)) if rebuilt else combined(built, step, Path(folder))
    settled = [code for code in found if code not in touched]
    assert len(settled) == len(set(settled))
    assert [code for code in start if code not in touched] == [code for code in settled if code in start]


@settings(max_examples=50, deadline=None)
@given(registers, st.data())
def test_the_same_names_give_the_same_bytes(register: dict[str, str], data: st.DataObject) -> None:
    turned = data.draw(st.permutations(list(register.items())))
    with tempfile.TemporaryDirectory() as folder:
        assert base_of(register, Path(folder)) == base_of(dict(turned), Path(folder))


@given(st.text("abc", max_size=12))
def test_absent_words_are_what_a_text_lacks_though_it_has_their_parts(text: str) -> None:
    parts = {text[i:j] for i in range(len(text)) for j in range(i + 2, len(text) + 1)}
    lacked = {part + last for part in parts for last in text if part[1:] + last in parts} - parts
    assert absent_words(text) == {word for word in lacked if len(word) <= 5}


def test_names_that_many_bear_come_by_code(tmp_path: Path) -> None:
    register = {f"C{i:03d}": "武汉科技公司" for i in range(40)}
    names = combined(register, {"C007": "科技公司", "C011": None}, tmp_path)
    assert all_pages(names, "武汉科技公司", 3) == sorted(set(register) - {"C007", "C011"})


def test_who_is_asked_for_by_code_is_not_among_the_names(tmp_path: Path) -> None:
    names = combined({FIRM: f"{FIRM}公司", "C001": f"甲{FIRM}公司"}, {}, tmp_path)
    assert [hit.code for hit in names.search(FIRM.lower()).items] == ["C001"]


@pytest.mark.parametrize(
    ("q", "code"),
    [
        (FIRM.lower(), FIRM),
        ("９１４２０１００ MA4KXY8Q0X", FIRM),
        ("武汉科技", None),
        (FIRM[:17], None),
        (FIRM + "1", None),
        ("武" * 18, None),
    ],
)
def test_a_code_is_told_from_words(q: str, code: str | None) -> None:
    assert code_asked(q) == code


@pytest.mark.parametrize("q", ["武", "", "  ", "武汉 科", "武\u200b"])
def test_a_word_of_one_character_is_refused(q: str, tmp_path: Path) -> None:
    with pytest.raises(QueryTooShortError):
        combined({FIRM: "武汉江汉百货有限公司"}, {}, tmp_path).search(q)


def test_what_folding_takes_away_whole_is_not_found(tmp_path: Path) -> None:
    names = combined(
        {"C1": "\u200b", " ": "武汉公司", "C2": "武汉公司"}, {"C2": "\ud800", "C3": "武汉\ud800\x00公司"}, tmp_path
    )
    assert [(hit.code, hit.name) for hit in names.search("武汉公司").items] == [("C3", "武汉\ud800\x00公司")]
