"""Builders for index tests."""

from datetime import date, datetime
from pathlib import Path

from chengxin.search import IndexBuilder, IndexedRecord, PublicIndex, Subject
from chengxin.times import SHANGHAI

TODAY = date(2026, 3, 2)
FIRM = "91420100MA4KXY8Q0X"
OTHER_FIRM = "91420100MA4KXY8R8N"


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 2, day, hour, tzinfo=SHANGHAI)


def record(record_id: str, **fields: object) -> IndexedRecord:
    defaults: dict[str, object] = {
        "order": "1",
        "dataset": "administrative-licence",
        "kind": "licence",
        "department": "scjgj",
        "subject_name": "武汉江汉百货有限公司",
        "published_at": at(3),
    }
    return IndexedRecord(record_id=record_id, **{**defaults, **fields})  # type: ignore[arg-type]


def build(path: Path, *things: Subject | IndexedRecord) -> PublicIndex:
    """Adds what is given to the index at `path`, links, and opens it for reading."""
    with IndexBuilder(path) as builder:
        for thing in things:
            if isinstance(thing, Subject):
                builder.add_subject(thing)
            else:
                builder.add_record(thing)
        builder.link_unmatched()
    return PublicIndex(path)
