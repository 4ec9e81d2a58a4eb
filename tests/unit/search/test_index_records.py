"""Records in the index: versions, withdrawal, visibility, order and paging."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from tests.unit.search.index_support import FIRM, OTHER_FIRM, TODAY, at, build, record

from chengxin.search import IndexBuilder, IndexedRecord, PublicIndex, Subject


def ids(index: PublicIndex, **filters: object) -> list[str]:
    return [row.record_id for row in index.disclosures(TODAY, **filters).items]  # type: ignore[arg-type]


def test_newest_order_wins_and_first_publication_counts_in_any_order(tmp_path: Path) -> None:
    versions = [
        record("r1", order="1", published_at=at(3), document_number="甲1"),
        record("r1", order="2", published_at=at(5), department="hbj"),
        record("r1", order="3", published_at=at(9), department="wjw", subject_code=FIRM),
    ]
    for i, some in enumerate(permutations([*versions, versions[0]])):
        index = build(tmp_path / f"{i}.db", *some)
        row = index.record("r1")
        assert row is not None
        assert (row.order, row.department, row.published_at, row.matched_by) == ("3", "wjw", at(3), "code")
        assert row.version == 3
        history = [(version.order, version.published_at) for version in index.history("r1")]
        assert history == [("3", at(9)), ("2", at(5)), ("1", at(3))]
        index.close()


def test_a_withdrawn_record_leaves_the_lists_but_is_remembered(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    build(path, record("r1", subject_code=FIRM, list_id="black"), record("r2", subject_code=FIRM)).close()
    with IndexBuilder(path) as builder:
        builder.withdraw("r1", "处罚决定已撤销", at(7), order="5")
        builder.withdraw("r1", "处罚决定已撤销", at(7), order="5")
        builder.withdraw("never-public", "无", at(7))
        builder.add_record(record("r1", subject_code=FIRM, order="4"))
    index = PublicIndex(path)
    assert ids(index) == ["r2"]
    profile = index.subject(FIRM, TODAY)
    assert profile is not None
    assert (profile.counts, profile.lists) == ({"licence": 1}, [])
    row = index.record("r1")
    assert row is not None
    assert (row.withdrawn, row.withdrawn_at, row.visible(TODAY)) == ("处罚决定已撤销", at(7), False)
    assert row.version == 2
    assert [version.order for version in index.history("r1")] == ["4", "1"]
    assert index.record("never-public") is None


def test_a_newer_version_brings_a_withdrawn_record_back(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    build(path, record("r1", order="1")).close()
    with IndexBuilder(path) as builder:
        builder.withdraw("r1", "误报", at(7), order="2")
    assert ids(build(path, record("r1", order="3"))) == ["r1"]


def test_nothing_is_shown_after_its_last_day(tmp_path: Path) -> None:
    rows = [record("last-day", visible_until=TODAY), record("over", visible_until=date(2026, 3, 1)), record("open")]
    index = build(tmp_path / "index.db", *rows)
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
def test_disclosures_are_filtered_and_newest_first(
    tmp_path: Path, filters: dict[str, object], wanted: list[str]
) -> None:
    index = build(
        tmp_path / "index.db",
        record("a", published_at=at(3, 23)),
        record("b", published_at=at(4, 0), department="hbj"),
        record("c", published_at=at(5, 23), department="hbj", dataset="administrative-penalty"),
        record("d", published_at=at(6), dataset="administrative-penalty"),
    )
    assert ids(index, **filters) == wanted


def test_what_is_only_referred_to_is_not_among_the_newest_disclosures(tmp_path: Path) -> None:
    registry = record("firm", dataset="enterprise-registry", subject_code=FIRM, listed=False)
    index = build(tmp_path / "index.db", registry, record("licence", subject_code=FIRM))
    assert ids(index) == ids(index, department="scjgj") == ["licence"]
    assert ids(index, dataset="enterprise-registry") == ["firm"]
    assert {row.record_id for row in index.records_of(FIRM, TODAY).items} == {"firm", "licence"}
    assert index.record("firm") is not None


def test_pages_neither_repeat_nor_miss_while_records_come_in(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    build(path, *(record(f"r{i:02d}", subject_code=FIRM, published_at=at(3 + i % 4)) for i in range(20))).close()
    found, after = [], None
    for step in range(20):
        index = build(path, record(f"new{step}", subject_code=FIRM, published_at=at(20, step)))
        page = index.records_of(FIRM, TODAY, None, 3, after)
        index.close()
        found += [row.record_id for row in page.items]
        after = page.next
        if after is None:
            break
    assert len(found) == len(set(found))
    assert {f"r{i:02d}" for i in range(20)} <= set(found)


def test_a_profile_counts_kinds_and_lists(tmp_path: Path) -> None:
    index = build(
        tmp_path / "index.db",
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
    assert index.subjects("新名", TODAY).items[0].counts == {"licence": 1, "penalty": 2}
    assert index.subject("91420100000000000X", TODAY) is None


def test_a_natural_person_never_becomes_searchable(tmp_path: Path) -> None:
    person: IndexedRecord = record("p", subject_name="张三丰", subject_type="natural_person", subject_code=FIRM)
    index = build(tmp_path / "index.db", Subject(OTHER_FIRM, "张三丰"), person)
    row = index.record("p")
    assert row is not None
    assert (row.matched_code, row.matched_by) == (None, None)
    assert index.subject(FIRM, TODAY) is None


def test_a_file_of_another_schema_is_refused(tmp_path: Path) -> None:
    import sqlite3

    path = tmp_path / "index.db"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    with pytest.raises(ValueError, match="999"):
        IndexBuilder(path)
