"""The read model's items in memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

Key = tuple[str, str]


class MemoryShelf:
    """`chengxin.read_model.shelf.Shelf`; `items` are all that lasts."""

    def __init__(self) -> None:
        self.items: dict[Key, bytes] = {}

    def get(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        return {key: self.items[key] for key in keys if key in self.items}

    def put(self, items: Mapping[Key, bytes]) -> None:
        for key, body in items.items():
            self.write(key, body)

    def listed(self) -> Iterator[Key]:
        return iter([*self.items])

    def delete(self, keys: Iterable[Key]) -> None:
        for key in list(keys):
            self.write(key, None)

    def last(self, partition: str, at_most: str, limit: int) -> Sequence[tuple[str, bytes]]:
        found = sorted((s, b) for (p, s), b in self.items.items() if p == partition and s <= at_most)
        return found[::-1][:limit]

    def write(self, key: Key, body: bytes | None) -> None:
        if body is None:
            self.items.pop(key, None)
        else:
            self.items[key] = body
