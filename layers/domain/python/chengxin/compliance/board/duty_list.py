"""Lists of duties that may be millions: counted by kind, with only the first kept one by one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from chengxin.compliance.duty.obligations import Obligation
from chengxin.compliance.duty.statements import LedgerLine
from chengxin.compliance.duty.timeliness import Timeliness

LISTED = 5_000
"""Decisions listed for each number of a department: the oldest of what is overdue or due soon, else the newest."""
KEPT = 2 * LISTED
SHOWN = 200
"""Of these on a page, and of all departments' in the city's lists."""

Key = Callable[[Obligation], Any]


class DutyKind(NamedTuple):
    """What makes duties equal for counting: their verdict, and when the platform learned of them."""

    verdict: Timeliness
    received_at: datetime


@dataclass(frozen=True, slots=True)
class DutyList:
    """How many duties of each kind there are, and the first `LISTED` of them in the order in which they are shown."""

    kinds: Mapping[DutyKind, int] = field(default_factory=dict)
    first: Sequence[Obligation] = ()

    def __len__(self) -> int:
        return sum(self.kinds.values())

    def of(self, fits: Callable[[DutyKind], bool]) -> int:
        """How many of them are of such kinds."""
        return sum(count for kind, count in self.kinds.items() if fits(kind))


def merged(lists: Iterable[DutyList], key: Key | None = None) -> DutyList:
    """Several lists as one, with the first `SHOWN` duties by `key`, or list after list without a key."""
    kinds: Counter[DutyKind] = Counter()
    first: list[Obligation] = []
    for one in lists:
        kinds.update(one.kinds)
        first += one.first
    return DutyList(kinds, (sorted(first, key=key) if key else first)[:SHOWN])


class DutyListBuilder:
    """Makes a `DutyList` of duties that come one by one. Its first are the smallest by `key`, or in the order of coming
    without a key, or with `newest` the last ones in reverse."""

    def __init__(self, key: Key | None = None, *, newest: bool = False) -> None:
        self._key, self._newest = key, newest
        self._kinds: Counter[DutyKind] = Counter()
        self._kept: list[Obligation] = []

    def add(self, one: Obligation) -> None:
        """Counts a duty, and keeps it as long as it may be among the first."""
        self._kinds[DutyKind(one.verdict, one.line.entry.received_at)] += 1
        self._kept.append(one)
        if len(self._kept) > KEPT:
            self._cut()

    @property
    def duties(self) -> DutyList:
        """What has come so far."""
        self._cut()
        shown = reversed(self._kept) if self._newest else self._kept
        return DutyList(dict(self._kinds), [replace(one, line=without_siblings(one.line)) for one in shown])

    def _cut(self) -> None:
        """Sorting is stable, so that cutting now and then leaves the same as cutting once at the end."""
        if self._key:
            self._kept.sort(key=self._key)
        self._kept = self._kept[-LISTED:] if self._newest else self._kept[:LISTED]


def without_siblings(told: LedgerLine) -> LedgerLine:
    """A ledger line whose entry holds no decisions, so that the others need not stay in memory with it."""
    return replace(told, entry=replace(told.entry, decisions=(), closed={}))
