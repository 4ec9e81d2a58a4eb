"""Old numbers and names find their enterprise once a crosswalk tells of them."""

from typing import Any

import pytest
from tests.support.memory_shelf import MemoryShelf
from tests.unit.read_model.public_world import record, tell

from chengxin.read_model.reader import ReadModel
from chengxin.read_model.update import Crosswalk

CODE = "914201007071167872"
CROSSWALK = Crosswalk(CODE, "430703600222560", "19218149-0", ["铁道第四勘察设计院"])


def linked(*others: Crosswalk, **known: Any) -> tuple[str | None, str | None]:
    """What a record that gives no code is found to mean."""
    shelf = MemoryShelf()
    tell(shelf, record("r", **{"subject_name": "无人知晓公司", **known}))
    tell(shelf, CROSSWALK, *others)
    row = ReadModel(shelf).record("r")
    assert row is not None
    return row.matched_code, row.matched_by


@pytest.mark.parametrize(
    ("known", "ground"),
    [
        ({"registration_number": "430703600222560"}, "registration_number"),
        ({"organisation_code": "192181490"}, "organisation_code"),
        ({"subject_name": "铁道第四勘察设计院"}, "name"),
    ],
)
def test_a_record_with_an_old_ground_is_linked(known: dict[str, str], ground: str) -> None:
    assert linked(**known) == (CODE, ground)


def test_two_enterprises_behind_one_old_number_are_no_answer() -> None:
    other = Crosswalk("91420100MA4KXXXX0A", "430703600222560", None, [])
    assert linked(other, registration_number="430703600222560") == (None, None)
