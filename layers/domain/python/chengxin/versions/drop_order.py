"""What to do with a drop, given the other drops of its dataset.

Rows that repeat what is known are not written again. That alone would make the outcome depend on the order in
which files are processed: an older file that arrives late would overtake a newer one that was found unchanged.
So a late file calls for the newer ones to be written out in full after it, and a file that starts while an older
one still runs, or has failed half-way, is written out in full itself.

A withdrawal acts on what was dropped before it, in other datasets too. So every file calls for the withdrawals that
are newer to be written out after it; and one that is written out in full, for those that are newer than whatever
made that necessary.
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
class Rewriting:
    """Why a drop is written out in full once more: after which run, and after which order in the list of drops."""

    cause: str
    since: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`duplicate_of`: the submission that claimed the same bytes, where nothing else came between.

    `in_full`: write every row, known or not. `after`: the newer drops to be written out in full afterwards.
    `since`: withdrawals that were dropped later than this order have to follow.
    """

    duplicate_of: str | None
    in_full: bool
    after: tuple[SeenDrop, ...]
    since: str


def plan(
    mine: SeenDrop, others: Sequence[SeenDrop], claimant: str, unfinished: frozenset[str], void: frozenset[str]
) -> Plan:
    """Decides on a drop that is already in its dataset's list.

    `others` are the dataset's drops around it, in any order; `claimant` is the submission that claimed these bytes
    first; `unfinished` are the ids that still run or have failed, which may have written anything; `void` those that
    ended rejected or failed: nothing is a duplicate of them.
    """
    wrote = sorted((d for d in others if d.submission_id not in void - unfinished), key=lambda d: d.order)
    older = [d for d in wrote if d.order < mine.order]
    newer = [d for d in wrote if d.order > mine.order]
    open_ones = [d.order for d in older if d.submission_id in unfinished]
    since = min(open_ones, default=mine.order)
    if claimant != mine.submission_id and claimant in _same_bytes_around(mine, older, newer):
        return Plan(claimant, in_full=False, after=(), since=since)
    after = tuple(d for d in newer if d.submission_id not in void)
    return Plan(None, in_full=bool(open_ones), after=after, since=since)


def _same_bytes_around(mine: SeenDrop, older: Sequence[SeenDrop], newer: Sequence[SeenDrop]) -> set[str]:
    """The drops with the same bytes that no other content separates from this one."""
    alike = (takewhile(lambda d: d.sha256 == mine.sha256, side) for side in (reversed(older), newer))
    return {drop.submission_id for side in alike for drop in side}
