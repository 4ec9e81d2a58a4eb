"""A ZIP archive of entries that are deflated already, written from front to back (APPNOTE 6.3.10, 4.3)."""

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION, _UTF8, _DEFLATED = 20, 1 << 11, 8
_DAY = 1 << 5 | 1
"""1980-01-01: archives of the same entries are the same."""
_RAW = -15
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive: its CRC-32, size and deflated size in bytes (each below 4 GiB), and the deflated bytes."""

    name: str
    crc: int
    size: int
    deflated: int
    chunks: Iterable[bytes]


def entry(name: str, data: bytes) -> Entry:
    """An entry made of its data."""
    deflated = deflated_end(data)
    return Entry(name, zlib.crc32(data), len(data), len(deflated), (deflated,))


def archived(entries: Sequence[Entry]) -> Iterator[bytes]:
    """The archive's bytes, below 4 GiB; chunks are asked for one after the other."""
    place, directory = 0, []
    for one in entries:
        name = one.name.encode()
        figures = struct.pack(
            "<5H3L2H", _VERSION, _UTF8, _DEFLATED, 0, _DAY, one.crc, one.deflated, one.size, len(name), 0
        )
        yield _LOCAL + figures + name
        yield from one.chunks
        attributes = struct.pack("<3H2L", 0, 0, 0, 0, place)
        directory.append(_CENTRAL + struct.pack("<H", _VERSION) + figures + attributes + name)
        place += 4 + len(figures) + len(name) + one.deflated
    listed = b"".join(directory)
    yield listed + _END + struct.pack("<4H2LH", 0, 0, len(entries), len(entries), len(listed), place, 0)


def deflated_piece(data: bytes) -> bytes:
    """Data as whole blocks of a raw deflate stream (RFC 1951) that others may precede and must follow."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
    return packer.compress(data) + packer.flush(zlib.Z_SYNC_FLUSH)


def deflated_end(data: bytes) -> bytes:
    """Data as the last blocks of a raw deflate stream."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
    return packer.compress(data) + packer.flush()
