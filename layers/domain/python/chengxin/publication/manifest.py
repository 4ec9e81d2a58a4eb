"""`/manifest.json`: the name, size and digest of every public file. Written last, it is what makes a batch whole."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime

import orjson

from chengxin.publication.files import LargeFile, PublicFile, json_file
from chengxin.times import rfc3339

KEY = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A public file as the manifest names it; `size` in bytes, `sha256` in hex."""

    path: str
    sha256: str
    size: int
    content_type: str


def describe(file: PublicFile | LargeFile) -> FileEntry:
    """The entry of a file, so that its body need not be kept until the manifest is written."""
    return FileEntry(file.key, file.sha256, file.size, file.content_type)


def read_manifest(body: bytes | None) -> dict[str, FileEntry]:
    """The entries of a stored manifest by path; none where there is no manifest yet."""
    files = orjson.loads(body)["files"] if body else ()
    return {entry["path"]: FileEntry(**entry) for entry in files}


def manifest_file(
    previous: bytes | None, written: Iterable[FileEntry], now: datetime, removed: Iterable[str] = ()
) -> PublicFile:
    """The manifest after a run: what it named before, less what was removed, with what was written; by path."""
    entries = read_manifest(previous)
    for path in removed:
        entries.pop(path, None)
    entries.update((entry.path, entry) for entry in written)
    files = [asdict(entries[path]) for path in sorted(entries) if path != KEY]
    return json_file(KEY, {"generated_at": rfc3339(now), "files": files})


def disclosure_days(paths: Iterable[str]) -> Iterator[date]:
    """The days that have a page, from the paths a manifest names."""
    for path in paths:
        parts = path.split("/")
        if len(parts) == 5 and parts[0] == "disclosures" and parts[4] == "index.html":
            yield date(*map(int, parts[1:4]))


def scoreboard_months(paths: Iterable[str]) -> Iterator[str]:
    """The months (`2026-03`) that have a scoreboard page, from the paths a manifest names."""
    for path in paths:
        parts = path.split("/")
        if len(parts) == 3 and parts[0] == "compliance" and parts[2] == "index.html":
            yield parts[1]
