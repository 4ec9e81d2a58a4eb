"""New names of enterprises, kept until the names file tells of them: a run tells of all of its at once, at its end, and
one that dies leaves them to the next."""

from collections.abc import Mapping
from dataclasses import dataclass

from chengxin.read_model.shelf import Shelf, pack, unpack

PARTITION = "x#new-names"
READ_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class NewNames:
    """The names that the names file lacks, in items of one batch each."""

    shelf: Shelf

    def keep(self, names: Mapping[str, str]) -> None:
        """Keeps names by code, before the enterprises' own items tell of them."""
        if names:
            self.shelf.put({(PARTITION, min(names)): pack(dict(names))})

    def all(self) -> dict[str, str]:
        """Every name that is kept."""
        found: dict[str, str] = {}
        for _, body in self._items():
            found |= unpack(body)
        return found

    def forget(self) -> None:
        """The names file tells of them."""
        self.shelf.delete((PARTITION, sort) for sort, _ in self._items())

    def _items(self) -> list[tuple[str, bytes]]:
        found: list[tuple[str, bytes]] = []
        at_most = "~"
        while some := [one for one in self.shelf.last(PARTITION, at_most, READ_AT_ONCE) if one not in found]:
            found += some
            at_most = some[-1][0]
        return found
