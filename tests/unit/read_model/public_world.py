"""What is public in memory, for tests: told of piece by piece, and read."""

from collections.abc import Iterable
from datetime import date, datetime

from tests.support.memory_shelf import MemoryShelf

from chengxin.read_model.model import IndexedRecord, Subject
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.update import Crosswalk, End, News, Update
from chengxin.times import SHANGHAI

TODAY = date(2026, 3, 2)
FIRM = "91420100MA4KXY8Q0X"
OTHER_FIRM = "91420100MA4KXY8R8N"
Thing = Subject | IndexedRecord | End | Crosswalk


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


def news(things: Iterable[Thing]) -> News:
    told = list(things)
    return News(
        records=[one for one in told if isinstance(one, IndexedRecord)],
        ends=[one for one in told if isinstance(one, End)],
        subjects=[one for one in told if isinstance(one, Subject)],
        crosswalks=[one for one in told if isinstance(one, Crosswalk)],
    )


def tell(shelf: MemoryShelf, *things: Thing) -> Update:
    """One publication."""
    update = Update(shelf)
    update.take(news(things))
    update.write()
    return update


def public(*things: Thing) -> ReadModel:
    """What is public after one publication of these."""
    shelf = MemoryShelf()
    tell(shelf, *things)
    return ReadModel(shelf)
