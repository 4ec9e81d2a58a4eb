"""What to do with a drop, given the other drops of its dataset.

Rows that repeat what is known are not written again. That alone would make the outcome depend on the order in
which files are processed: an older file that arrives late would overtake a newer one that was found unchanged.
So a late file calls for the newer ones to be written out in full after it, and a file that starts while an older
one still runs is written out in full itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class SeenDrop:
    """A drop as its dataset's list keeps it; `order` sorts drops as they happened."""

    order: str
    submission_id: str
    sha256: str
    key: str
    version_id: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`duplicate_of`: the submission that claimed the same bytes, where nothing else came between.

    `in_full`: write every row, known or not. `after`: the newer drops to be written out in full afterwards.
    """

    duplicate_of: str | None
    in_full: bool
    after: tuple[SeenDrop, ...]


def plan(
    mine: SeenDrop, others: Sequence[SeenDrop], claimant: str, unfinished: frozenset[str], void: frozenset[str]
) -> Plan:
    """Decides on a drop that is already in its dataset's list.

    `others` are the dataset's drops around it, in any order; `claimant` is the submission that claimed these bytes
    first; `unfinished` are the ids that still run, `void` those that ended rejected or failed: their rows never
    counted, so nothing is a duplicate of them.
    """
    live = sorted((d for d in others if d.submission_id not in void), key=lambda d: d.order)
    older = [d for d in live if d.order < mine.order]
    newer = [d for d in live if d.order > mine.order]
    if claimant != mine.submission_id and claimant in _same_bytes_around(mine, older, newer):
        return Plan(claimant, in_full=False, after=())
    return Plan(None, in_full=any(d.submission_id in unfinished for d in older), after=tuple(newer))


def _same_bytes_around(mine: SeenDrop, older: Sequence[SeenDrop], newer: Sequence[SeenDrop]) -> set[str]:
    """The drops with the same bytes that no other content separates from this one."""
    alike = (takewhile(lambda d: d.sha256 == mine.sha256, side) for side in (reversed(older), newer))
    return {drop.submission_id for side in alike for drop in side}
