"""Numbers of records among the files of a day and dataset: each for good, in the order of publication.

A reservation is written before the entries that bear its numbers, and settled after them, so that a run that dies
between gives the same numbers to the same records when it is repeated, and no number twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chengxin.read_model.places import day_text
from chengxin.read_model.shelf import ALONE, Key, Shelf, pack, unpack


@dataclass(frozen=True, slots=True)
class RowNumbers:
    """The numbers of one day and dataset."""

    shelf: Shelf
    day: date
    dataset: str

    def reserve(self, record_ids: Iterable[str]) -> dict[str, int]:
        """A number for each record."""
        following, reserved = self._read()
        news = [record_id for record_id in record_ids if record_id not in reserved]
        start = following + len(reserved)
        reserved |= {record_id: start + number for number, record_id in enumerate(news)}
        if news:
            self._write(following, reserved)
        return reserved

    def settle(self) -> None:
        """The entries bear their numbers now."""
        following, reserved = self._read()
        if reserved:
            self._write(following + len(reserved), {})

    def _read(self) -> tuple[int, dict[str, int]]:
        found = self.shelf.get([self._key])
        following, reserved = unpack(found[self._key]) if found else (0, {})
        return following, reserved

    def _write(self, following: int, reserved: dict[str, int]) -> None:
        self.shelf.put({self._key: pack([following, reserved])})

    @property
    def _key(self) -> Key:
        return f"n#{day_text(self.day)}#{self.dataset}", ALONE
