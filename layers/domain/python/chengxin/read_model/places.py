"""Places in time: where a record stands in every list, newest publication first.

A place is text that sorts as lists do: the moment of first publication, the decision's date, the record's id. It stays
when the record is corrected. Lists are kept by days of Asia/Shanghai.
"""

from collections.abc import Sequence
from datetime import date, datetime

from chengxin.times import SHANGHAI

_EPOCH = date(1970, 1, 1)
_SECONDS, _ORDINAL = 10, 7


def place_of(published_at: datetime, decision_date: date | None, record_id: str) -> str:
    """The place of a record that was first published then."""
    ordinal = decision_date.toordinal() if decision_date else 0
    return f"{int(published_at.timestamp()):0{_SECONDS}d}{ordinal:0{_ORDINAL}d}{record_id}"


def record_at(place: str) -> str:
    """The id of the record at a place."""
    return place[_SECONDS + _ORDINAL :]


def day_at(place: str) -> date:
    """The day of a place, in Asia/Shanghai."""
    return datetime.fromtimestamp(int(place[:_SECONDS]), SHANGHAI).date()


def day_text(day: date) -> str:
    """A day as the sort keys of lists begin: five digits."""
    return f"{(day - _EPOCH).days:05d}"


def position_of(place: str) -> list[str | int]:
    """A place as the position that continues a list."""
    return [int(place[:_SECONDS]), int(place[_SECONDS : _SECONDS + _ORDINAL]), record_at(place)]


def place_at(position: Sequence[str | int]) -> str:
    """The reverse of `position_of`; raises ValueError for what is none."""
    moment, ordinal, record_id = position
    return f"{int(moment):0{_SECONDS}d}{int(ordinal):0{_ORDINAL}d}{record_id}"
