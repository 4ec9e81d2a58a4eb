"""Which months of which dataset the bulk files don't tell truly any more: marks in the work bucket, put before parts
change and removed when the files that tell of it are named."""

from collections.abc import Iterable, Iterator
from datetime import date

from chengxin.ports import Objects

ROOT = "bulk-marks/"
ENDED, CHANGED = "ended", "changed"


def mark(work: Objects, day: date, dataset: str, *, ended: bool) -> None:
    """Notes that records of a day are about to change; those that end must leave the snapshot at once."""
    work.put(f"{ROOT}{ENDED if ended else CHANGED}/{day:%Y-%m}/{dataset}", b"", "text/plain")


def marked(work: Objects, *, ended: bool = False) -> Iterator[tuple[str, str]]:
    """Month and dataset of each mark; with `ended` of those of ended records alone."""
    for key in _keys(work, ended):
        _, _, month, dataset = key.split("/")
        yield month, dataset


def forget_marks(work: Objects, *, ended: bool = False) -> None:
    """Removes what `marked` answers."""
    for key in list(_keys(work, ended)):
        work.delete(key)


def _keys(work: Objects, ended: bool) -> Iterable[str]:
    return work.keys(f"{ROOT}{ENDED}/" if ended else ROOT)
