"""Archives that unpack to far more than they are, or to nothing."""

import gzip
import io
import random
import zipfile
from pathlib import Path

from infra.bench.hostile.files import HEAD, LINE, MEGABYTE, archive, case


@case("zip bomb: 1 GB of zeros in 1 MB", "unpacked-too-large")
def _(path: Path) -> None:
    archive(path, "a.csv", (b"\0" * MEGABYTE for _ in range(1024)))


@case("zip bomb: 1 GB just under the ratio", "too-many-rows")
def _(path: Path) -> None:
    noise = random.Random(1)
    archive(path, "a.csv", (HEAD + noise.randbytes(10_000).hex().encode() + b"\n" * MEGABYTE for n in range(1_000)))


@case("zip of 1,000,000 members", "archive-members")
def _(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for number in range(1_000_000):
            packed.writestr(zipfile.ZipInfo(f"{number}.csv"), b"")


@case("zip in a zip in a zip", "nested-archive")
def _(path: Path) -> None:
    inner = b"a"
    for name in ("a.csv", "b.zip", "c.zip"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, inner)
        inner = buffer.getvalue()
    path.write_bytes(inner)


@case("zip of 20 large tables", "archive-members")
def _(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        noise = random.Random(1).randbytes(300_000).hex().encode()
        for number in range(20):
            packed.writestr(f"{number}.csv", HEAD + (LINE + b"," + noise[:2_000] + b"\n") * 20_000)


@case("gzip bomb: 1 GB of zeros in 1 MB", "unpacked-too-large")
def _(path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=1) as packed:
        for _ in range(1024):
            packed.write(b"\0" * MEGABYTE)


@case("truncated zip", "unreadable-file")
def _(path: Path) -> None:
    archive(path, "a.csv", (HEAD, LINE * 100_000))
    path.write_bytes(path.read_bytes()[:-200])


@case("truncated gzip", "unreadable-file")
def _(path: Path) -> None:
    path.write_bytes(gzip.compress(HEAD + LINE + random.Random(1).randbytes(20 * MEGABYTE))[:-2_000])


@case("encrypted zip", "encrypted-archive")
def _(path: Path) -> None:
    archive(path, "a.csv", (HEAD, LINE))
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    path.write_bytes(data)
