"""Lists in pages that continue by key, so that they neither repeat nor miss what was there when they began."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Position = Sequence[str | int]
"""Where a list continues: the key of the last item shown."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list; `next` continues it (None at the end)."""

    items: Sequence[T]
    next: Position | None = None
