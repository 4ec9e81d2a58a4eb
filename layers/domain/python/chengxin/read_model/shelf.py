"""What the read model is kept in: items of bytes by partition and sort key."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import orjson

Key = tuple[str, str]
"""Partition and sort key."""
ALONE = "-"
"""The sort key of an item that is alone in its partition."""
_WORTH_PACKING = 300
_ZLIB = b"\x78"


class Shelf(Protocol):
    """A table of items. Reads see what was written before."""

    def get(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        """The items that exist."""

    def put(self, items: Mapping[Key, bytes]) -> None:
        """Writes items whole; the same again changes nothing."""

    def delete(self, keys: Iterable[Key]) -> None:
        """Removes items; absent ones are fine."""

    def last(self, partition: str, at_most: str, limit: int) -> Sequence[tuple[str, bytes]]:
        """Up to `limit` items of a partition with sort keys of at most that, highest first."""


class Listed(Shelf, Protocol):
    """A shelf that tells all that lies on it."""

    def listed(self) -> Iterator[Key]:
        """Every key."""


def pack(data: Any) -> bytes:
    """JSON-able data as bytes."""
    plain = orjson.dumps(data)
    return plain if len(plain) < _WORTH_PACKING else zlib.compress(plain, 1)


def unpack(body: bytes) -> Any:
    """The reverse of `pack`."""
    return orjson.loads(zlib.decompress(body) if body[:1] == _ZLIB else body)
