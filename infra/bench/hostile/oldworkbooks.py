"""XLS workbooks whose records promise too much, or lie."""

import random
import struct
from collections.abc import Iterable
from pathlib import Path

from xlwt.CompoundDoc import XlsDoc  # type: ignore[import-untyped]

from infra.bench.hostile.files import HEADER, ROW, case


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _biff8(path: Path, cells: Iterable[bytes], strings: bytes = b"") -> None:
    """A workbook of one sheet with these cell records, in its OLE container."""
    opened = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    sheet = struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)
    formats = _record(0x00E0, b"\0" * 20)
    head = _record(0x0809, opened) + _record(0x0042, struct.pack("<H", 1200)) + formats
    listed = 4 + 6 + 2 + 1
    at = len(head) + listed + len(strings) + 4
    book = head + _record(0x0085, struct.pack("<IHBB", at, 0, 1, 0) + b"a") + strings + _record(0x000A, b"")
    stream = b"".join([book, _record(0x0809, sheet), *cells, _record(0x000A, b"")])
    XlsDoc().save(str(path), stream)


def _labels(row: int, texts: list[str]) -> bytes:
    return b"".join(
        _record(0x0204, struct.pack("<HHHHB", row, at, 0, len(text), 1) + text.encode("utf-16-le"))
        for at, text in enumerate(texts)
    )


def _table(*more: bytes) -> list[bytes]:
    return [_labels(0, HEADER), _labels(1, ROW), *more]


@case("old workbook: with a password", "encrypted-workbook")
def _(path: Path) -> None:
    unreadable = struct.pack("<II", 0xDEADBEEF, 0xDEADBEEF) + b"\xff" * 20
    _biff8(path, _table(), _record(0x002F, b"\1\0" + b"\0" * 52) + _record(0x00FC, unreadable))


@case("old workbook: a record longer than the file", "unreadable-file")
def _(path: Path) -> None:
    _biff8(path, _table(struct.pack("<HH", 0x0204, 0xFFFF) + b"\0" * 10))


@case("old workbook: a cell that claims more text than it has")
def _(path: Path) -> None:
    _biff8(path, _table(_record(0x0204, struct.pack("<HHHHB", 2, 0, 0, 0x7FFF, 1) + b"a\0")))


@case("old workbook: 4,000,000,000 shared strings promised", "workbook-too-large")
def _(path: Path) -> None:
    _biff8(path, _table(), _record(0x00FC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF) + b"\1\0\0a"))


@case("old workbook: 1,400,000 shared strings of two letters")
def _(path: Path) -> None:
    text, per_record = struct.pack("<HB", 2, 0), 1_600
    strings = [b"".join(text + struct.pack(">H", n % 60_000 + 300) for n in range(per_record))] * 875
    first = _record(0x00FC, struct.pack("<II", 8_000_000, per_record * len(strings)) + strings[0])
    _biff8(path, _table(), first + b"".join(_record(0x003C, one) for one in strings[1:]))


@case("old workbook: 2,100,000 numbers")
def _(path: Path) -> None:
    number = struct.pack("<Hi", 0, 7 << 2 | 2)
    rows = (
        _record(0x00BD, struct.pack("<HH", row, 0) + number * 250 + struct.pack("<H", 249)) for row in range(2, 8_400)
    )
    _biff8(path, _table(*rows))


def _numbers(row: int, first: int) -> bytes:
    """33 cells with the smallest numbers there are, from this multiple of the least on: they take longest to write."""
    cells = (struct.pack("<HHHHHQ", 0x0203, 14, row, at, 0, first + at) for at in range(33))
    return b"".join(cells)


@case("old workbook: 2,100,000 of the smallest numbers")
def _(path: Path) -> None:
    _biff8(path, _table(*(_numbers(row, 33 * row) for row in range(2, 65_000))))


@case("old workbook: 16,000,000 blank cells", "too-many-blank-cells")
def _(path: Path) -> None:
    blanks = b"\0\0" * 256 + struct.pack("<H", 255)
    _biff8(path, _table(*(_record(0x00BE, struct.pack("<HH", row, 0) + blanks) for row in range(2, 65_000))))


@case("old workbook: a table of sectors that runs in a circle", "unreadable-file")
def _(path: Path) -> None:
    _biff8(path, _table(*[_labels(row, ROW) for row in range(2, 200)]))
    data = bytearray(path.read_bytes())
    table = 512 * (1 + struct.unpack_from("<i", data, 0x4C)[0])
    data[table : table + 4] = struct.pack("<i", 0)
    path.write_bytes(data)


@case("old workbook: 15 MB of noise behind its head", "unreadable-file")
def _(path: Path) -> None:
    _biff8(path, _table())
    whole = path.read_bytes()
    path.write_bytes(whole[:600] + random.Random(1).randbytes(15 << 20) + whole[600:])


@case("old workbook: sectors that follow each other in a circle", "unreadable-file")
def _(path: Path) -> None:
    _biff8(path, _table(*(_numbers(row, 33 * row) for row in range(2, 2_000))))
    data = bytearray(path.read_bytes())
    table = struct.unpack_from("<I", data, 76)[0] * 512 + 512
    for at in range(128):
        struct.pack_into("<I", data, table + 4 * at, at // 2)
    path.write_bytes(data)
