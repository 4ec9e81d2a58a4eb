"""The newest names, the base in a local file for as long as it is the newest."""

from pathlib import Path
from typing import Protocol

from chengxin.search.names.delta import Delta
from chengxin.search.names.names_file import NamesFile
from chengxin.search.names.search import Names
from chengxin_aws.names_pointer import POINTER_KEY, NamesPointer


class NamesSource(Protocol):
    """A bucket that names are read from."""

    def tagged(self, key: str) -> tuple[bytes, str] | None:
        """The object's bytes and its tag, or None where there is none."""

    def get(self, key: str) -> bytes | None:
        """The object's bytes, or None where there is none."""

    def download(self, key: str, path: Path) -> str | None:
        """Streams the object into a file; answers its tag, or None where there is none."""


class LatestNames:
    """Call it for the names as they are now: what was recorded shows in the very next search.

    A call reads one small object; a delta is read when it changed, a base when another one took its place. The old base
    is let go before the new one is fetched, so the disk needs room for one; names that were answered before are not to
    be searched any more. Raises what the bucket raises; the next call tries again.
    """

    def __init__(self, source: NamesSource, folder: Path) -> None:
        self._source, self._path = source, folder / "names-base"
        self._tag: str | None = None
        self._base_key: str | None = None
        self._base = NamesFile.empty()
        self._names = Names(self._base, Delta.of("", {}))

    def __call__(self) -> Names:
        found = self._source.tagged(POINTER_KEY)
        if found and found[1] != self._tag:
            self._follow(NamesPointer.read(found[0]))
            self._tag = found[1]
        return self._names

    def _follow(self, pointer: NamesPointer) -> None:
        data = self._source.get(pointer.delta)
        if data is None:
            raise LookupError("the delta was retired while its pointer was read")
        delta = Delta(data)
        if delta.base != pointer.digest:
            raise ValueError("a delta of another base")
        if pointer.base != self._base_key:
            self._fetch(pointer.base)
        self._names = Names(self._base, delta)

    def _fetch(self, key: str) -> None:
        self._base.close()
        self._base_key = self._tag = None
        self._path.unlink(missing_ok=True)
        self._source.download(key, self._path)
        self._base, self._base_key = NamesFile.open(self._path), key
