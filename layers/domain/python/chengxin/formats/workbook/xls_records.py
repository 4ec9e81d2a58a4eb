"""A look through an XLS file's records ([MS-XLS] 2.3, 2.4) before xlrd takes it all into memory."""

import struct
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from chengxin.findings.files import (
    ENCRYPTED_WORKBOOK,
    TOO_MANY_BLANK_CELLS,
    UNREADABLE_FILE,
    WORKBOOK_TOO_LARGE,
    RefusedError,
)

MOST_RECORDS, MOST_CELLS, MOST_BLANKS, MOST_STRINGS = 4_000_000, 2_200_000, 2_200_000, 1_500_000
"""More than a full sheet of 65,536 rows with 33 columns. A cell takes about 60 bytes of memory, a string 100."""
_OLE = b"\xd0\xcf\x11\xe0"
_BOF, _FILE_PASS, _SST, _NUMBERS, _BLANKS = 0x0809, 0x002F, 0x00FC, 0x00BD, 0x00BE
_BIFF8 = 0x0600
_HEAD = struct.Struct("<HH").unpack_from
"""A record's kind and the length of its body."""
_ONE_CELL = frozenset((0x0006, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6))


@dataclass(slots=True)
class Survey:
    """What the records say there is."""

    biff8: bool = False
    records: int = 0
    cells: int = 0
    blanks: int = 0
    strings: int = 0

    def check(self) -> None:
        """Raises RefusedError past one of the limits."""
        for count, most, unit in (
            (self.records, MOST_RECORDS, "条记录"),
            (self.cells, MOST_CELLS, "个单元格"),
            (self.strings, MOST_STRINGS, "条文字"),
        ):
            if count > most:
                raise RefusedError(WORKBOOK_TOO_LARGE, limit=f"{most:,} {unit}")
        if self.blanks > MOST_BLANKS:
            raise RefusedError(TOO_MANY_BLANK_CELLS, limit=f"{MOST_BLANKS:,}")


def survey(path: Path, *, lenient: bool = False) -> Survey:
    """Counts cells and strings; raises RefusedError where there are too many, for a password, or without a workbook.

    `lenient` overlooks that sectors of the container are used twice.
    """
    data, at, end = _stream(path.read_bytes(), lenient=lenient)
    found = Survey()
    while at + 4 <= end:
        kind, size = _HEAD(data, at)
        found.records += 1
        if kind in _ONE_CELL:
            found.cells += 1
        elif kind == _NUMBERS:
            found.cells += max(size - 6, 0) // 6
        elif kind == _BLANKS:
            found.blanks += max(size - 6, 0) // 2
        elif kind == _SST and at + 12 <= end:
            found.strings += struct.unpack_from("<I", data, at + 8)[0]
        elif kind == _FILE_PASS:
            raise RefusedError(ENCRYPTED_WORKBOOK)
        elif kind == _BOF and at + 6 <= end:
            found.biff8 = found.biff8 or struct.unpack_from("<H", data, at + 4)[0] == _BIFF8
        if found.records % 4096 == 0:
            found.check()
        at += 4 + size
    found.check()
    return found


def _stream(data: bytes, *, lenient: bool) -> tuple[bytes, int, int]:
    """The bytes that hold the workbook's records, where they start and end."""
    if not data.startswith(_OLE):
        return data, 0, len(data)
    from xlrd.compdoc import CompDoc, CompDocError  # type: ignore[import-untyped]

    try:
        document = CompDoc(data, logfile=StringIO(), ignore_workbook_corruption=lenient)
        for name in ("Workbook", "Book"):
            inside, base, length = document.locate_named_stream(name)
            if inside:
                return inside, base, base + length
    except (CompDocError, struct.error, IndexError, AssertionError) as error:
        raise RefusedError(UNREADABLE_FILE, reason="工作簿结构有误") from error
    raise RefusedError(UNREADABLE_FILE, reason="工作簿结构有误")
