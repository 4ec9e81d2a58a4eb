"""Entries that belong to an item: within it while they are few, on a timeline of its partition once they are many."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chengxin.read_model.shelf import Shelf
from chengxin.read_model.timeline import Entries, Timeline

WITHIN = 200
"""Entries that an item holds itself: with all their bytes it stays far below DynamoDB's 400 kB."""


@dataclass(slots=True)
class Members:
    """Entries by place, all in memory while they are changed."""

    entries: Entries = field(default_factory=dict)
    spilled: Entries = field(default_factory=dict)
    """What the timeline holds, as it was read."""

    @classmethod
    def read(cls, shelf: Shelf, partition: str, within: Mapping[str, Any] | None) -> "Members":
        """The entries of an item that holds `within`; None says that they are on the timeline."""
        if within is not None:
            return cls(dict(within))
        spilled = Timeline(shelf, partition).all()
        return cls(dict(spilled), spilled)

    def store(self, shelf: Shelf, partition: str) -> Entries | None:
        """Writes to the timeline what belongs there; answers what the item is to hold within itself."""
        few = len(self.entries) <= WITHIN
        entries = dict(sorted(self.entries.items()))
        if self.spilled or not few:
            Timeline(shelf, partition).replace(self.spilled, {} if few else entries)
        return entries if few else None
