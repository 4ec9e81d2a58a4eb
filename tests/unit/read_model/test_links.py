"""Records without a unified code find their enterprise by an old number, an organisation code or a name."""

import pytest
from tests.support.memory_shelf import MemoryShelf
from tests.unit.read_model.public_world import FIRM, OTHER_FIRM, TODAY, public, record, tell

from chengxin.read_model.model import IndexedRecord, Subject
from chengxin.read_model.reader import ReadModel

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
def test_the_ground_is_kept(unmatched: IndexedRecord, ground: str) -> None:
    row = public(unmatched, REGISTERED, OTHER).record("r")
    assert row is not None
    assert (row.matched_code, row.matched_by) == (FIRM, ground)


def test_brackets_and_width_dont_matter() -> None:
    row = public(OTHER, record("r", subject_name="武汉长江科技（集团）有限公司 ")).record("r")
    assert row is not None
    assert row.matched_code == OTHER_FIRM


def test_two_candidates_are_no_answer_even_when_the_second_comes_later() -> None:
    shelf = MemoryShelf()
    tell(shelf, REGISTERED, record("r", subject_name="武汉江汉百货有限公司"))
    row = ReadModel(shelf).record("r")
    assert row is not None
    assert row.matched_code == FIRM
    tell(shelf, Subject(OTHER_FIRM, "武汉江汉百货有限公司", "3"))
    row = ReadModel(shelf).record("r")
    assert row is not None
    assert (row.matched_code, row.matched_by) == (None, None)


def test_a_code_of_its_own_beats_every_other_ground() -> None:
    given = record("r", subject_code=OTHER_FIRM, subject_name=REGISTERED.name, registration_number="420100000012345")
    row = public(REGISTERED, OTHER, given).record("r")
    assert row is not None
    assert (row.matched_code, row.matched_by) == (OTHER_FIRM, "code")


def test_a_registered_name_beats_what_records_say() -> None:
    late = record("r", order="9", subject_code=FIRM, subject_name="江汉百货")
    profile = public(late, REGISTERED).subject(FIRM, TODAY)
    assert profile is not None
    assert profile.name == "武汉江汉百货有限公司"


def test_a_masked_name_links_nobody_though_its_number_does() -> None:
    masked = Subject(FIRM, "王**", "2", "sole_trader", registration_number="420100000012345")
    other = record("r", subject_name="王**", subject_type="sole_trader")
    same = record("s", subject_name="王**", subject_type="sole_trader", registration_number="420100000012345")
    index = public(masked, other, same)
    found = [(row.matched_code, row.matched_by) for name in "rs" if (row := index.record(name))]
    assert found == [(None, None), (FIRM, "registration_number")]
