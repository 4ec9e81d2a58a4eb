"""A `.zip` or `.gz` around one data file: unpacked to a temporary file, never further than the limits."""

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings.files import (
    ARCHIVE_MEMBERS,
    ENCRYPTED_ARCHIVE,
    NESTED_ARCHIVE,
    UNPACKED_TOO_LARGE,
    UNREADABLE_FILE,
    RefusedError,
)
from chengxin.formats.container.sniff import sniff
from chengxin.formats.container.temporary import until_done
from chengxin.formats.container.zip_file import open_zip
from chengxin.formats.model import Limits, Reading

BLOCK = 1 << 18
RATIO_FROM = 16 << 20
MEMBERS = 20
Open = Callable[[Path, Dataset, Catalogue, Limits, Reading], None]


def read_archive(
    path: Path, kind: str, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading, inner: Open
) -> None:
    """Reads the only data file inside with `inner`; raises RefusedError where there is not exactly one."""
    folder = tempfile.TemporaryDirectory(dir=path.parent)
    try:
        members = (
            _unpack_gz(path, Path(folder.name), limits)
            if kind == "gz"
            else _unpack_zip(path, Path(folder.name), limits)
        )
        if len(members) != 1:
            members = [member for member in members if _readable(member, dataset, catalogue, limits, inner)]
        if len(members) != 1:
            raise RefusedError(ARCHIVE_MEMBERS, count=str(len(members)))
        if sniff(members[0]) in ("zip", "gz"):
            raise RefusedError(NESTED_ARCHIVE)
        inner(members[0], dataset, catalogue, limits, reading)
    except BaseException:
        folder.cleanup()
        raise
    reading.format = f"{reading.format}.{kind}"
    reading.chunks = until_done(reading.chunks, folder)


def _readable(path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits, inner: Open) -> bool:
    try:
        if sniff(path) in ("zip", "gz"):
            return False
        inner(path, dataset, catalogue, limits, Reading())
    except RefusedError:
        return False
    return True


def _unpack_gz(path: Path, folder: Path, limits: Limits) -> list[Path]:
    try:
        with gzip.open(path) as packed:
            _copy(packed, folder / "0", path.stat().st_size, limits)
    except (OSError, EOFError, zlib.error) as error:
        raise RefusedError(UNREADABLE_FILE, reason="压缩内容不完整") from error
    return [folder / "0"]


def _unpack_zip(path: Path, folder: Path, limits: Limits) -> list[Path]:
    with open_zip(path) as archive:
        infos = [info for info in archive.infolist() if _is_data(info)]
        if any(info.flag_bits & 1 for info in infos):
            raise RefusedError(ENCRYPTED_ARCHIVE)
        if not infos or len(infos) > MEMBERS:
            raise RefusedError(ARCHIVE_MEMBERS, count=str(len(infos)))
        left = limits.unpacked_bytes
        members = []
        for number, info in enumerate(infos):
            member = folder / str(number)
            try:
                with archive.open(info) as packed:
                    left -= _copy(packed, member, info.compress_size, limits, left)
            except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError) as error:
                raise RefusedError(UNREADABLE_FILE, reason="压缩内容不完整") from error
            members.append(member)
    return members


def _is_data(info: zipfile.ZipInfo) -> bool:
    """Not a folder, nor what macOS and Windows add unasked."""
    name = info.filename.rpartition("/")[2].casefold()
    hidden = name.startswith(".") or name in ("thumbs.db", "desktop.ini")
    return not (info.is_dir() or hidden or info.filename.startswith("__MACOSX/"))


def _copy(
    packed: IO[bytes] | gzip.GzipFile, target: Path, packed_size: int, limits: Limits, most: int | None = None
) -> int:
    """Unpacks to a file, checking size and ratio on the way; answers the size."""
    size, allowed = 0, limits.unpacked_bytes if most is None else most
    with target.open("wb") as file:
        while block := packed.read(BLOCK):
            size += len(block)
            if size > allowed or (size > RATIO_FROM and size > limits.unpacked_ratio * packed_size):
                raise RefusedError(
                    UNPACKED_TOO_LARGE, limit=f"{limits.unpacked_bytes >> 20} MB、{limits.unpacked_ratio} 倍"
                )
            file.write(block)
    return size
