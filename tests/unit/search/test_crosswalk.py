"""Old numbers and names find their enterprise once a crosswalk tells of them."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from chengxin.search import IndexBuilder, IndexedRecord, PublicIndex
from chengxin.times import SHANGHAI

CODE = "914201007071167872"
AT = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)


def linked(path: Path, **known: Any) -> tuple[str | None, str | None]:
    """What a record that gives no code is found to mean."""
    given: dict[str, Any] = {"subject_name": "无人知晓公司", **known}
    record = IndexedRecord(
        record_id="r", order="1", dataset="d", kind="penalty", department="x", published_at=AT, **given
    )
    with IndexBuilder(path) as builder:
        builder.add_record(record)
        builder.add_crosswalk(CODE, "430703600222560", "19218149-0", ["铁道第四勘察设计院"])
        builder.link_unmatched()
    index = PublicIndex(path)
    row = index.record("r")
    index.close()
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
def test_a_record_with_an_old_ground_is_linked(tmp_path: Path, known: dict[str, str], ground: str) -> None:
    assert linked(tmp_path / "i.db", **known) == (CODE, ground)


def test_two_enterprises_behind_one_old_number_are_no_answer(tmp_path: Path) -> None:
    with IndexBuilder(tmp_path / "i.db") as builder:
        builder.add_crosswalk("91420100MA4KXXXX0A", "430703600222560", None, [])
    assert linked(tmp_path / "i.db", registration_number="430703600222560") == (None, None)
