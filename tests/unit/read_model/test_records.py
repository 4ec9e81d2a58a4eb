"""Records in the read model: versions, withdrawal, visibility, order and paging."""

from datetime import date
from itertools import permutations

import pytest
from tests.support.memory_shelf import MemoryShelf
from tests.unit.read_model.public_world import FIRM, OTHER_FIRM, TODAY, at, public, record, tell

from chengxin.read_model.model import IndexedRecord, Subject
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.update import End


def ids(index: ReadModel, **filters: object) -> list[str]:
    return [row.record_id for row in index.disclosures(TODAY, **filters).items]  # type: ignore[arg-type]


def test_newest_order_wins_and_first_publication_counts_in_any_order() -> None:
    versions = [
        record("r1", order="1", published_at=at(3), document_number="甲1"),
        record("r1", order="2", published_at=at(5), department="hbj"),
        record("r1", order="3", published_at=at(9), department="wjw", subject_code=FIRM),
    ]
    for some in permutations([*versions, versions[0]]):
        shelf = MemoryShelf()
        for one in some:
            tell(shelf, one)
        entry = ReadModel(shelf).entry("r1")
        row = entry.public() if entry else None
        assert entry is not None
        assert row is not None
        assert (row.order, row.department, row.published_at, row.matched_by) == ("3", "wjw", at(3), "code")
        assert row.version == 3
        history = [(version.order, version.published_at) for version in entry.history()]
        assert history == [("3", at(9)), ("2", at(5)), ("1", at(3))]


def test_a_withdrawn_record_leaves_the_lists_but_is_remembered() -> None:
    shelf = MemoryShelf()
    tell(shelf, record("r1", subject_code=FIRM, list_id="black"), record("r2", subject_code=FIRM))
    end = End("r1", "处罚决定已撤销", at(7), order="5")
    tell(shelf, end, end, End("never-public", "无", at(7)), record("r1", subject_code=FIRM, order="4"))
    index = ReadModel(shelf)
    assert ids(index) == ["r2"]
    profile = index.subject(FIRM, TODAY)
    assert profile is not None
    assert (profile.counts, profile.lists) == ({"licence": 1}, [])
    row = index.record("r1")
    assert row is not None
    assert (row.withdrawn, row.withdrawn_at, row.visible(TODAY)) == ("处罚决定已撤销", at(7), False)
    assert row.version == 2
    entry = index.entry("r1")
    assert entry is not None
    assert [version.order for version in entry.history()] == ["4", "1"]
    assert index.record("never-public") is None


def test_a_newer_version_brings_a_withdrawn_record_back() -> None:
    shelf = MemoryShelf()
    tell(shelf, record("r1", order="1"))
    tell(shelf, End("r1", "误报", at(7), order="2"))
    tell(shelf, record("r1", order="3"))
    assert ids(ReadModel(shelf)) == ["r1"]


def test_nothing_is_shown_after_its_last_day() -> None:
    rows = [record("last-day", visible_until=TODAY), record("over", visible_until=date(2026, 3, 1)), record("open")]
    index = public(*rows)
    assert set(ids(index)) == {"last-day", "open"}


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({}, ["d", "c", "b", "a"]),
        ({"department": "hbj"}, ["c", "b"]),
        ({"dataset": "administrative-penalty"}, ["d", "c"]),
        ({"department": "hbj", "dataset": "administrative-penalty"}, ["c"]),
        ({"date_from": date(2026, 2, 5)}, ["d", "c"]),
        ({"date_to": date(2026, 2, 5)}, ["c", "b", "a"]),
        ({"date_from": date(2026, 2, 4), "date_to": date(2026, 2, 4)}, ["b"]),
        ({"department": "nobody"}, []),
    ],
)
def test_disclosures_are_filtered_and_newest_first(filters: dict[str, object], wanted: list[str]) -> None:
    index = public(
        record("a", published_at=at(3, 23)),
        record("b", published_at=at(4, 0), department="hbj"),
        record("c", published_at=at(5, 23), department="hbj", dataset="administrative-penalty"),
        record("d", published_at=at(6), dataset="administrative-penalty"),
    )
    assert ids(index, **filters) == wanted


def test_what_is_only_referred_to_is_not_among_the_newest_disclosures() -> None:
    registry = record("firm", dataset="enterprise-registry", subject_code=FIRM, listed=False)
    index = public(registry, record("licence", subject_code=FIRM))
    assert ids(index) == ids(index, department="scjgj") == ["licence"]
    assert ids(index, dataset="enterprise-registry") == ["firm"]
    assert {row.record_id for row in index.records_of(FIRM, TODAY).items} == {"firm", "licence"}
    assert index.record("firm") is not None


def test_pages_neither_repeat_nor_miss_while_records_come_in() -> None:
    shelf = MemoryShelf()
    tell(shelf, *(record(f"r{i:02d}", subject_code=FIRM, published_at=at(3 + i % 4)) for i in range(20)))
    found, after = [], None
    for step in range(20):
        tell(shelf, record(f"new{step}", subject_code=FIRM, published_at=at(20, step)))
        page = ReadModel(shelf).records_of(FIRM, TODAY, None, 3, after)
        found += [row.record_id for row in page.items]
        after = page.next
        if after is None:
            break
    assert len(found) == len(set(found))
    assert {f"r{i:02d}" for i in range(20)} <= set(found)


def test_a_profile_counts_kinds_and_lists() -> None:
    index = public(
        Subject(FIRM, "旧名有限公司", "1"),
        Subject(FIRM, "新名有限公司", "2"),
        record("a", subject_code=FIRM),
        record("b", subject_code=FIRM, kind="penalty"),
        record("c", subject_code=FIRM, kind="penalty", list_id="quality-blacklist"),
        record("d", subject_code=OTHER_FIRM),
    )
    profile = index.subject(FIRM.lower(), TODAY)
    assert profile is not None
    assert (profile.name, profile.counts) == ("新名有限公司", {"licence": 1, "penalty": 2})
    assert "旧名有限公司" in profile.former_names
    assert [(m.list_id, m.record_id) for m in profile.lists] == [("quality-blacklist", "c")]
    assert [row.record_id for row in index.records_of(FIRM, TODAY, "licence").items] == ["a"]
    assert index.hits([FIRM], TODAY)[FIRM].counts == {"licence": 1, "penalty": 2}
    assert index.subject("91420100000000000X", TODAY) is None


def test_a_natural_person_never_becomes_searchable() -> None:
    person: IndexedRecord = record("p", subject_name="张三丰", subject_type="natural_person", subject_code=FIRM)
    index = public(Subject(OTHER_FIRM, "张三丰"), person)
    row = index.record("p")
    assert row is not None
    assert (row.matched_code, row.matched_by) == (None, None)
    assert index.subject(FIRM, TODAY) is None
