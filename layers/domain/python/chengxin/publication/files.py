"""A file of the public site."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import orjson

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATOM = "application/atom+xml; charset=utf-8"
CSS = "text/css; charset=utf-8"
JAVASCRIPT = "text/javascript; charset=utf-8"
SVG = "image/svg+xml"
GZIP = "application/gzip"
_HELD = 32 << 20


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file to be stored under `key` (no leading slash), whole."""

    key: str
    body: bytes
    content_type: str

    @property
    def sha256(self) -> str:
        """Of the body, in hex."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.body)


@dataclass(frozen=True, slots=True)
class LargeFile:
    """A public file that memory need not hold: `body` is open at its start until the next file is asked for."""

    key: str
    body: BinaryIO
    content_type: str
    sha256: str
    size: int


def streamed_file(key: str, chunks: Iterable[bytes], content_type: str) -> Iterator[PublicFile | LargeFile]:
    """The one file of these chunks: held in memory up to 32 MiB, on disk beyond."""
    held, size, rest = [], 0, iter(chunks)
    for chunk in rest:
        held.append(chunk)
        size += len(chunk)
        if size > _HELD:
            break
    else:
        yield PublicFile(key, b"".join(held), content_type)
        return
    with TemporaryFile() as file:
        digest = hashlib.sha256()
        for chunk in chain(held, rest):
            file.write(chunk)
            digest.update(chunk)
        size = file.tell()
        file.seek(0)
        yield LargeFile(key, file, content_type, digest.hexdigest(), size)


def json_file(key: str, data: Any) -> PublicFile:
    """Data as UTF-8 JSON, keys as given: the machine-readable truth, with nothing changed for spreadsheets."""
    return PublicFile(key, orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE), JSON)
