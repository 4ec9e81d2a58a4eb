"""What is known of a submission until it has its final receipt."""

from dataclasses import dataclass
from datetime import datetime

from chengxin.records import Drop


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A submission that runs or has failed; `seen` is its last sign of life."""

    submission_id: str
    order: str
    key: str
    version_id: str
    seen: datetime


def unfinished(drop: Drop, seen: datetime) -> Unfinished:
    """The entry of a drop."""
    return Unfinished(drop.submission_id, drop.order, drop.key, drop.version_id, seen)
