"""Searching by name: held against a plain scan, and page by page."""

import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.search.index_support import FIRM, TODAY, build

from chengxin.search import IndexBuilder, PublicIndex, QueryTooShortError, Subject, normalise_name

LETTERS = '武汉科技ABab（(）)〔〕·-"*%_ 𬭊é'
names = st.text(LETTERS, min_size=1, max_size=7).filter(normalise_name)
queries = st.lists(st.text(LETTERS.replace(" ", ""), min_size=2, max_size=3), min_size=1, max_size=2).map(" ".join)


def all_pages(index: PublicIndex, q: str, limit: int = 3) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        page = index.subjects(q, TODAY, limit, after)
        assert len(page.items) <= limit
        found += [hit.code for hit in page.items]
        after = page.next
        if after is None:
            return found


def scan(subjects: dict[str, str], q: str) -> tuple[set[str], dict[str, int]]:
    """The plain answer: which codes match, and in which tier each belongs."""
    pieces = [normalise_name(word) for word in q.split()]
    tiers = {}
    for code, name in subjects.items():
        norm = normalise_name(name)
        if all(piece in norm for piece in pieces):
            tiers[code] = 0 if norm == "".join(pieces) else 1 if norm.startswith(pieces[0]) else 2
    return set(tiers), tiers


@pytest.mark.parametrize("rare", [0, 2, 5_000])
@settings(max_examples=100, deadline=None)
@given(st.lists(names, min_size=1, max_size=25), st.lists(queries, min_size=1, max_size=8), st.lists(names, max_size=5))
def test_search_equals_a_plain_scan(rare: int, first: list[str], asked: list[str], renamed: list[str]) -> None:
    subjects = {f"C{i:03d}": name for i, name in enumerate(first)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.db"
        build(path, *(Subject(code, name, "1") for code, name in subjects.items())).close()
        changes = dict(zip(subjects, renamed, strict=False))
        index = build(path, *(Subject(code, name, "2") for code, name in changes.items()))
        subjects |= changes
        for q in asked:
            wanted, tiers = scan(subjects, q)
            with patch("chengxin.search.name_search.RARE", rare):
                found = all_pages(index, q)
            assert len(found) == len(set(found))
            assert set(found) == wanted
            assert [tiers[code] for code in found] == sorted(tiers.values())
        index.close()


@pytest.mark.parametrize("q", ["石墨 武汉", "武汉 石墨", "武汉某石墨"])
def test_a_rare_word_beside_a_common_one_is_found_without_a_look_at_all_names(tmp_path: Path, q: str) -> None:
    firms = [Subject(f"C{i:05d}", f"武汉某贸易{i}有限公司", "1") for i in range(8_000)]
    index = build(tmp_path / "index.db", *firms, Subject("D", "武汉某石墨有限公司", "1"))
    steps = 0

    def one_step() -> int:
        nonlocal steps
        steps += 1
        return 0

    index._db.set_progress_handler(one_step, 1)
    assert [hit.code for hit in index.subjects(q, TODAY, 20).items] == ["D"]
    assert 0 < steps < 2_000
    index.close()


def test_a_code_is_found_whatever_its_case_and_width(tmp_path: Path) -> None:
    index = build(tmp_path / "index.db", Subject(FIRM, "武汉江汉百货有限公司"))
    assert [hit.name for hit in index.subjects(FIRM.lower(), TODAY).items] == ["武汉江汉百货有限公司"]
    assert [hit.code for hit in index.subjects("\ufeff 江汉\u200b百货　", TODAY).items] == [FIRM]
    assert [hit.code for hit in index.subjects("９１４２０１００MA4KXY8Q0X", TODAY).items] == [FIRM]


@pytest.mark.parametrize("q", ["武", "", "  ", "武汉 科", "武\u200b"])
def test_a_word_of_one_character_is_refused(tmp_path: Path, q: str) -> None:
    index = build(tmp_path / "index.db", Subject(FIRM, "武汉江汉百货有限公司"))
    with pytest.raises(QueryTooShortError) as refused:
        index.subjects(q, TODAY)
    assert (refused.value.code, refused.value.status) == ("query-too-short", 400)


@pytest.mark.parametrize("q", ['""OR""', "bigrams:*", "NEAR(ab", "a*", "%%", "__", "';DROP", "\x00\x00ab", "*" * 99])
def test_query_syntax_is_only_text(tmp_path: Path, q: str) -> None:
    index = build(tmp_path / "index.db", Subject(FIRM, "武汉江汉百货有限公司"))
    assert index.subjects(q, TODAY).items == []


def test_pages_are_stable_while_subjects_come_in(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    before = [Subject(f"C{i:03d}", f"甲{i:03d}科技公司", "1") for i in range(0, 30, 2)]
    build(path, *before).close()
    found, after = [], None
    for step in range(50):
        with IndexBuilder(path) as builder:
            builder.add_subject(Subject(f"D{step:03d}", f"乙{step:03d}科技公司", "1"))
        index = PublicIndex(path)
        page = index.subjects("科技", TODAY, 4, after)
        index.close()
        found += [hit.code for hit in page.items]
        after = page.next
        if after is None:
            break
    assert len(found) == len(set(found))
    assert {s.code for s in before} <= set(found)
