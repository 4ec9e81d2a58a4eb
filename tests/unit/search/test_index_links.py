"""Records without a unified code find their enterprise by an old number, an organisation code or a name."""

from pathlib import Path

import pytest
from tests.unit.search.index_support import FIRM, OTHER_FIRM, build, record

from chengxin.search import IndexedRecord, Subject

REGISTERED = Subject(
    FIRM, "武汉江汉百货有限公司", "2", registration_number="420100000012345", former_names=["江汉商场"]
)
OTHER = Subject(OTHER_FIRM, "武汉长江科技(集团)有限公司", "2")


@pytest.mark.parametrize(
    ("unmatched", "ground"),
    [
        (record("r", subject_name="别名", registration_number="420100000012345"), "registration_number"),
        (record("r", subject_name="别名", organisation_code="MA4KXY8Q-0"), "organisation_code"),
        (record("r", subject_name="武汉江汉百货有限公司"), "name"),
        (record("r", subject_name="江汉商场"), "name"),
        (record("r", subject_name="武汉长江科技（集团）有限公司", organisation_code="MA4KXY8Q0"), "organisation_code"),
    ],
)
def test_the_ground_is_kept(tmp_path: Path, unmatched: IndexedRecord, ground: str) -> None:
    row = build(tmp_path / "index.db", unmatched, REGISTERED, OTHER).record("r")
    assert row is not None
    assert (row.matched_code, row.matched_by) == (FIRM, ground)


def test_brackets_and_width_dont_matter(tmp_path: Path) -> None:
    row = build(tmp_path / "index.db", OTHER, record("r", subject_name="武汉长江科技（集团）有限公司 ")).record("r")
    assert row is not None
    assert row.matched_code == OTHER_FIRM


def test_two_candidates_are_no_answer_even_when_the_second_comes_later(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    unmatched = record("r", subject_name="武汉江汉百货有限公司")
    linked = build(path, REGISTERED, unmatched)
    row = linked.record("r")
    assert row is not None
    assert row.matched_code == FIRM
    linked.close()
    row = build(path, Subject(OTHER_FIRM, "武汉江汉百货有限公司", "3")).record("r")
    assert row is not None
    assert (row.matched_code, row.matched_by) == (None, None)


def test_a_code_of_its_own_beats_every_other_ground(tmp_path: Path) -> None:
    given = record("r", subject_code=OTHER_FIRM, subject_name=REGISTERED.name, registration_number="420100000012345")
    row = build(tmp_path / "index.db", REGISTERED, OTHER, given).record("r")
    assert row is not None
    assert (row.matched_code, row.matched_by) == (OTHER_FIRM, "code")


def test_a_registered_name_beats_what_records_say(tmp_path: Path) -> None:
    late = record("r", order="9", subject_code=FIRM, subject_name="江汉百货")
    from tests.unit.search.index_support import TODAY

    profile = build(tmp_path / "index.db", late, REGISTERED).subject(FIRM, TODAY)
    assert profile is not None
    assert profile.name == "武汉江汉百货有限公司"


def test_a_masked_name_links_nobody_though_its_number_does(tmp_path: Path) -> None:
    masked = Subject(FIRM, "王**", "2", "sole_trader", registration_number="420100000012345")
    other = record("r", subject_name="王**", subject_type="sole_trader")
    same = record("s", subject_name="王**", subject_type="sole_trader", registration_number="420100000012345")
    index = build(tmp_path / "index.db", masked, other, same)
    found = [(row.matched_code, row.matched_by) for name in "rs" if (row := index.record(name))]
    assert found == [(None, None), (FIRM, "registration_number")]
