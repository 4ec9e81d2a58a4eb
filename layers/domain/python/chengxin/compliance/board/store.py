"""Scoreboards as they are kept between runs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

LedgerEntryKey = tuple[str, str]
"""(month, id) of a ledger entry of a known department."""


@dataclass(frozen=True, slots=True)
class StoredBoard:
    """A department's month to be stored: the board, and the keys of entries of other months that it needs."""

    department: str
    month: str
    board: Mapping[str, Any]
    needs: Sequence[LedgerEntryKey] = ()


class ScoreboardStore(Protocol):
    def put(self, boards: Iterable[StoredBoard]) -> None:
        """Stores scoreboards over older ones."""

    def get(self, department: str, month: str) -> dict[str, Any] | None:
        """What is stored under a department and month."""

    def needs(self, department: str, month: str) -> Sequence[LedgerEntryKey]:
        """The `needs` that are stored with a board, none where there is no board."""
