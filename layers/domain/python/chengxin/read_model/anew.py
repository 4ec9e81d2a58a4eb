"""A shelf that starts empty over one that is full: what is written anew replaces what was there, item by item, so that
readers find one or the other, and what wasn't written again is swept away at the end."""

from collections.abc import Iterable, Mapping, Sequence

from chengxin.read_model.shelf import Key, Listed


class Anew:
    """`chengxin.read_model.shelf.Shelf` over another, whose items it sees only where it wrote them."""

    def __init__(self, shelf: Listed) -> None:
        self._shelf = shelf
        self._written: set[int] = set()

    def get(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        return self._shelf.get(key for key in keys if hash(key) in self._written)

    def put(self, items: Mapping[Key, bytes]) -> None:
        self._written.update(map(hash, items))
        self._shelf.put(items)

    def delete(self, keys: Iterable[Key]) -> None:
        gone = list(keys)
        self._written.difference_update(map(hash, gone))
        self._shelf.delete(gone)

    def last(self, partition: str, at_most: str, limit: int) -> Sequence[tuple[str, bytes]]:
        mine: list[tuple[str, bytes]] = []
        while len(mine) < limit and (found := self._shelf.last(partition, at_most, limit)):
            mine += [one for one in found if hash((partition, one[0])) in self._written]
            at_most = _below(found[-1][0])
        return mine[:limit]

    def sweep(self) -> None:
        """Removes what was there before and isn't any more."""
        self._shelf.delete(key for key in self._shelf.listed() if hash(key) not in self._written)


def _below(sort: str) -> str:
    """A key below which all lesser sort keys of ASCII lie."""
    return f"{sort[:-1]}{chr(ord(sort[-1]) - 1)}\x7f"
