"""Drop order: the newest drop wins, in whatever order the files are processed.

Decides for a drop whether it is a duplicate and whether all its rows have to be written, and for a drop that is done
which others have to be rewritten. Rows that repeat a stored version are not written again. That alone would make the
outcome depend on the order of processing: an older file that comes late would overtake a newer one that was found
unchanged, and two files of the same records that run at once can't see each other. So:

- a file that starts while an older one of its dataset runs, or after it failed halfway, is written in full: what its
  rows repeat may change yet, or may never become public;
- drops that ran at once are noted with the newer of them, which is rewritten when the last of the others is done;
- a late file that meets records which other drops told of calls for the newer drops to be rewritten after it;
- a withdrawal acts on what was dropped before it, in other datasets too, so every file calls for the newer withdrawals
  to be rewritten after it; a rewrite calls for those that are newer than the drop that made it necessary.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, takewhile

DONE = frozenset({"accepted", "partially_accepted"})
"""The states of a submission whose rows are stored."""
RUNNING, FAILED = "running", "failed"
VOID = frozenset({"rejected", FAILED})
"""The states of a submission of which nothing is a duplicate."""
JUDGED = DONE | {"duplicate"}
"""The states of a submission of which what it states is settled: a duplicate may be one no longer once another file
comes between it and what it repeats."""


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
class RequestedRewrite:
    """A rewrite that is not done yet."""

    drop: ListedDrop
    why: Rewrite
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class DropDecision:
    """What to do with a drop.

    `duplicate_of`: the submission that claimed the same bytes first, where no other content came between. A duplicate
    that was dropped before all others of these bytes `is_first`: what it states came earlier than what they did.
    `in_full`: every row is written, known or not. `older_running`, `newer_running`: the drops of the dataset that are
    being processed at the same time, and whose rows these may concern. `since`: withdrawals that were dropped later
    than this order are rewritten after it.
    """

    duplicate_of: str | None
    older_running: tuple[ListedDrop, ...]
    newer_running: tuple[ListedDrop, ...]
    since: str
    in_full: bool
    is_first: bool = False

    @property
    def states(self) -> bool:
        """Whether the drop's rows are stored as statements of its own."""
        return self.duplicate_of is None or self.is_first


def decide(mine: ListedDrop, others: Iterable[ListedDrop], claimant: str, statuses: Mapping[str, str]) -> DropDecision:
    """Decides on a drop that is already in its dataset's list.

    `others` are the dataset's drops around it, in any order, with their `statuses`; `claimant` is the submission that
    claimed these bytes first.
    """
    around = sorted(others, key=lambda d: d.order)
    told = [d for d in around if statuses.get(d.submission_id) not in VOID]
    older = [d for d in told if d.order < mine.order]
    newer = [d for d in told if d.order > mine.order]
    before = tuple(d for d in older if statuses.get(d.submission_id) == RUNNING)
    since = min((d.order for d in before), default=mine.order)
    in_full = bool(before) or any(statuses.get(d.submission_id) == FAILED for d in around if d.order < mine.order)
    earlier, later = _alike(mine, reversed(older)), _alike(mine, newer)
    # Newer drops that only repeat this one have nothing to learn from it.
    after = tuple(d for d in newer[len(later) :] if statuses.get(d.submission_id) == RUNNING)
    if claimant not in earlier | later:
        return DropDecision(None, before, after, since, in_full)
    if earlier:
        return DropDecision(claimant, (), (), since, in_full)
    return DropDecision(claimant, before, after, since, in_full, is_first=True)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What the drop `mine`, which is done now, finds of its dataset: the `newer` drops; for each of them and for itself
    the orders of the older drops that ran while it was judged; the statuses of all of these."""

    mine: ListedDrop
    newer: Sequence[ListedDrop]
    beside: Mapping[str, Mapping[str, str]]
    statuses: Mapping[str, str]

    def to_rewrite(self, *, late: bool) -> list[tuple[ListedDrop, str]]:
        """The drops that have to be rewritten now, each with the order of the oldest drop that may have changed what
        its rows repeat. `late`: this one met records that other drops told of, so that every newer drop that is done
        may have been judged without it."""
        done = self._first_of_their_bytes()
        met = [drop for drop in (self.mine, *done) if self._is_judged_early(drop)]
        since = {drop: min(self.beside[drop.submission_id].values()) for drop in met}
        if late:
            since |= {drop: min(self.mine.order, since.get(drop, self.mine.order)) for drop in done}
        return sorted(since.items(), key=lambda one: one[0].order)

    def _first_of_their_bytes(self) -> list[ListedDrop]:
        """The newer drops that are done, without those that only repeat another one, or this one, right before them."""
        told = [drop for drop in self.newer if self.statuses.get(drop.submission_id) not in VOID]
        blocks = groupby(sorted([self.mine, *told], key=lambda drop: drop.order), key=lambda drop: drop.sha256)
        firsts = (next(filter(self._is_done, block), None) for _, block in blocks)
        return [drop for drop in firsts if drop is not None and drop != self.mine]

    def _is_done(self, drop: ListedDrop) -> bool:
        return drop == self.mine or self.statuses.get(drop.submission_id) in JUDGED

    def _is_judged_early(self, drop: ListedDrop) -> bool:
        """Whether a drop was judged beside others, this one or its own run the last of them to be done."""
        beside = self.beside[drop.submission_id]
        concerns = drop == self.mine or self.mine.submission_id in beside
        return bool(beside) and concerns and all(self.statuses.get(one) != RUNNING for one in beside)


def _alike(mine: ListedDrop, side: Iterable[ListedDrop]) -> set[str]:
    """The drops with the same bytes that no other content separates from this one, on one side of it."""
    return {drop.submission_id for drop in takewhile(lambda d: d.sha256 == mine.sha256, side)}
