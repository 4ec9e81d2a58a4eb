"""Opening a zip whose directory may have been made to fill the memory."""

import struct
import zipfile
from pathlib import Path

from chengxin.findings.files import ARCHIVE_MEMBERS, UNREADABLE_FILE, RefusedError

MOST_MEMBERS = 10_000
_SMALLEST_ENTRY = 46
_END, _END_64, _LOCATOR_64 = 22, 56, 20
_COMMENT = 0xFFFF


def open_zip(path: Path) -> zipfile.ZipFile:
    """The archive; raises RefusedError where it is damaged or lists more than 10,000 members."""
    if _directory_size(path) > MOST_MEMBERS * _SMALLEST_ENTRY * 4:
        raise RefusedError(ARCHIVE_MEMBERS, count=f"超过{MOST_MEMBERS:,}")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise RefusedError(UNREADABLE_FILE, reason="压缩结构不完整") from error
    return archive


def _directory_size(path: Path) -> int:
    """Bytes that the zip's directory is said to take (APPNOTE 4.3.14, 4.3.16), before any of it is read."""
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - _END - _COMMENT - _END_64 - _LOCATOR_64, 0))
        tail = file.read()
    end = tail.rfind(b"PK\5\6")
    if end < 0 or len(tail) < end + _END:
        return 0
    size: int = struct.unpack_from("<I", tail, end + 12)[0]
    start_64 = end - _LOCATOR_64 - _END_64
    if start_64 >= 0 and tail.startswith(b"PK\6\7", end - _LOCATOR_64):
        size = max(size if size < 0xFFFFFFFF else 0, struct.unpack_from("<Q", tail, start_64 + 40)[0])
    return size
