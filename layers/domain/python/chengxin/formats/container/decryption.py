"""Workbooks under the password that programs set by themselves: nobody is asked for it, so nobody knows of it."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings.files import ENCRYPTED_WORKBOOK, RefusedError
from chengxin.formats.container.isolation import done_apart
from chengxin.formats.container.sniff import sniff
from chengxin.formats.container.temporary import until_done
from chengxin.formats.model import Limits, Reading

PASSWORD = "VelvetSweatshop"
"""Of Excel and WPS for workbooks protected against changes ([MS-OFFCRYPTO] 2.3.7.2, [MS-XLS] 2.2.10)."""
LARGEST = 64 << 20

Open = Callable[[Path, Dataset, Catalogue, Limits, Reading], None]


def read_encrypted(
    path: Path, dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading, inner: Open
) -> None:
    """Reads the workbook inside with `inner`; raises RefusedError where it has a password of its own."""
    folder = tempfile.TemporaryDirectory(dir=path.parent)
    try:
        opened = decrypted(path, Path(folder.name))
        if sniff(opened) == "encrypted":
            raise RefusedError(ENCRYPTED_WORKBOOK)
        inner(opened, dataset, catalogue, limits, reading)
    except BaseException:
        folder.cleanup()
        raise
    reading.chunks = until_done(reading.chunks, folder)


def decrypted(path: Path, folder: Path) -> Path:
    """The workbook without its encryption, as a file in the folder."""
    target = folder / "decrypted"
    if path.stat().st_size > LARGEST or not done_apart(decrypt, path, target):
        raise RefusedError(ENCRYPTED_WORKBOOK)
    return target


def decrypt(source: str, target: str) -> None:
    """Writes what the password opens; raises whatever the library does for another password or damaged bytes."""
    from msoffcrypto import OfficeFile  # type: ignore[import-untyped]

    with Path(source).open("rb") as file, Path(target).open("wb") as out:
        office = OfficeFile(file)
        office.load_key(password=PASSWORD)
        office.decrypt(out)
