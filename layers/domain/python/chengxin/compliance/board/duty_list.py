"""Duties that stand alike, told by how many they are: of millions only the first are kept one by one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from chengxin.compliance.duty.obligations import Obligation, Told
from chengxin.compliance.duty.timeliness import Timeliness

LISTED = 5_000
"""Decisions listed for each number of a department: the oldest of what is overdue or due soon, else the newest."""
KEPT = 2 * LISTED
SHOWN = 200
"""Of these on a page, and of all departments' in the city's lists."""

Key = Callable[[Obligation], Any]


class Kind(NamedTuple):
    """What duties have in common that need not be told apart: the verdict, and when the platform learned of them."""

    verdict: Timeliness
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How many duties of each kind there are, and at most `LISTED` of them in the order in which they are shown."""

    kinds: Mapping[Kind, int] = field(default_factory=dict)
    first: Sequence[Obligation] = ()

    def __len__(self) -> int:
        return sum(self.kinds.values())

    def of(self, fits: Callable[[Kind], bool]) -> int:
        """How many of them are of such kinds."""
        return sum(count for kind, count in self.kinds.items() if fits(kind))


def together(standings: Iterable[Standing], key: Key | None = None) -> Standing:
    """Several standings as one: the first `SHOWN` by `key`, without one those of one standing after another."""
    kinds: Counter[Kind] = Counter()
    first: list[Obligation] = []
    for one in standings:
        kinds.update(one.kinds)
        first += one.first
    return Standing(kinds, (sorted(first, key=key) if key else first)[:SHOWN])


class Listing:
    """Makes a `Standing` of duties that come one by one: its first are those by `key`, without one as they came; or
    the `newest`, last come first."""

    def __init__(self, key: Key | None = None, *, newest: bool = False) -> None:
        self._key, self._newest = key, newest
        self._kinds: Counter[Kind] = Counter()
        self._kept: list[Obligation] = []

    def add(self, one: Obligation) -> None:
        """Counts a duty, and keeps it as long as it may be among the first."""
        self._kinds[Kind(one.verdict, one.told.entry.received_at)] += 1
        self._kept.append(one)
        if len(self._kept) > KEPT:
            self._cut()

    @property
    def standing(self) -> Standing:
        """What has come so far."""
        self._cut()
        shown = reversed(self._kept) if self._newest else self._kept
        return Standing(dict(self._kinds), [replace(one, told=alone(one.told)) for one in shown])

    def _cut(self) -> None:
        """Sorting is stable, so that cutting now and then leaves the same as cutting once at the end."""
        if self._key:
            self._kept.sort(key=self._key)
        self._kept = self._kept[-LISTED:] if self._newest else self._kept[:LISTED]


def alone(told: Told) -> Told:
    """A decision without the others of its entry, so that those need not stay in memory with it."""
    return replace(told, entry=replace(told.entry, decisions=(), closed={}))
