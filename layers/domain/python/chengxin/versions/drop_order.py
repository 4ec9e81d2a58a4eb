"""Drop order: the newest drop wins, in whatever order the files are processed.

Decides for a drop whether it is a duplicate, whether all its rows have to be written, and which newer drops have to be
rewritten after it. Rows that repeat a stored version are not written again. That alone would make the outcome depend
on the order of processing: an older file that arrives late would overtake a newer one that was found unchanged. So:

- a late file calls for the newer drops of its dataset to be rewritten in full after it;
- a file that starts while an older one still runs, or has failed half-way, is itself written in full;
- a withdrawal acts on what was dropped before it, in other datasets too, so every file calls for the newer withdrawals
  to be rewritten after it; a rewrite calls for those that are newer than the drop that made it necessary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile


@dataclass(frozen=True, slots=True)
class ListedDrop:
    """A drop in the list of its department's dataset; `order` sorts drops as they happened."""

    order: str
    submission_id: str
    sha256: str
    key: str
    version_id: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Why a drop is written in full once more: after which run (`cause`), because of which drop order (`since`)."""

    cause: str
    since: str


@dataclass(frozen=True, slots=True)
class DropDecision:
    """What to do with a drop.

    `duplicate_of`: the submission that claimed the same bytes first, where no other content came between.
    `in_full`: write every row, known or not. `after`: the newer drops to be rewritten in full afterwards.
    `since`: withdrawals that were dropped later than this order are rewritten as well.
    """

    duplicate_of: str | None
    in_full: bool
    after: tuple[ListedDrop, ...]
    since: str


def decide(
    mine: ListedDrop, others: Sequence[ListedDrop], claimant: str, unfinished: frozenset[str], void: frozenset[str]
) -> DropDecision:
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
        return DropDecision(claimant, in_full=False, after=(), since=since)
    after = tuple(d for d in newer if d.submission_id not in void)
    return DropDecision(None, in_full=bool(open_ones), after=after, since=since)


def _same_bytes_around(mine: ListedDrop, older: Sequence[ListedDrop], newer: Sequence[ListedDrop]) -> set[str]:
    """The drops with the same bytes that no other content separates from this one."""
    alike = (takewhile(lambda d: d.sha256 == mine.sha256, side) for side in (reversed(older), newer))
    return {drop.submission_id for side in alike for drop in side}
