"""The names in the work bucket: bases and deltas that never change, and the pointer that says which two count.

What a writer puts is nobody's until the pointer names it, and the pointer is replaced only in the state that the writer
read. So a crash anywhere leaves the pair that was there, and of two writers one wins. What the pointer no longer names
stays for `GRACE`, since readers may be fetching it, and goes with the first write thereafter; what it never named goes
with the first base a day after it was put.
"""

from collections.abc import Container, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from chengxin.ports import Clock, Objects
from chengxin.search.names.delta import Changes, Delta
from chengxin.search.names.entry import NameEntry
from chengxin.search.names.external_sort import in_order
from chengxin.search.names.names_file import NamesFile, write_names
from chengxin.search.names.search import Names
from chengxin_aws.names_pointer import FOLDER, POINTER_KEY, NamesPointer, made_at, new_key

GRACE = timedelta(hours=1)
_UNCLAIMED = timedelta(days=1)
_ATTEMPTS = 8
_BINARY, _JSON = "application/octet-stream", "application/json"


class NamesBucket(Objects, Protocol):
    """The work bucket."""

    def download(self, key: str, path: Path) -> str | None:
        """Streams the object into a file; answers its tag, or None where there is none."""


class ContendedNamesError(RuntimeError):
    """Others wrote the names again and again meanwhile; nothing of this call counts, it may be repeated."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """What counts: the pointer, the tag of its state, and its delta."""

    pointer: NamesPointer
    tag: str
    delta: Delta


class NamesStore:
    """Writes names. `folder` has room for what is built: the base, beside it the old one or the names deflated."""

    def __init__(self, bucket: NamesBucket, folder: Path, clock: Clock) -> None:
        self._bucket, self._folder, self._clock = bucket, folder, clock

    def record(self, changes: Changes) -> None:
        """Adds changes to the delta; the newest of a code wins. Repeating the call is harmless.

        Raises `ContendedNamesError` where others were always faster.
        """
        for _ in range(_ATTEMPTS):
            pair = self._current()
            if pair is None:
                self._build(None, ())
                continue
            delta = pair.delta.followed_by(changes)
            if delta.data == pair.delta.data or self._swap(pair, pair.pointer.base, delta):
                return
        raise ContendedNamesError

    def rebuild(self, names: Iterable[tuple[str, str]]) -> bool:
        """Builds a base from the outset, of (code, name) in any order, each code once; answers whether it counts now.

        It doesn't where another base was built meanwhile. `names` is read after the call begins; what was recorded
        before, and doesn't show in them, stays in the delta, as does what is recorded meanwhile. Raises
        `ContendedNamesError` where others were always faster.
        """
        begun = self._current()
        with TemporaryDirectory(dir=self._folder) as folder:
            return self._build(begun, in_order(names, Path(folder)))

    def consolidate(self) -> bool:
        """Builds a base of the one there is and its delta; answers and raises as `rebuild` does."""
        begun = self._current()
        if begun is None:
            return False
        with TemporaryDirectory(dir=self._folder) as folder:
            path = Path(folder) / "base"
            self._bucket.download(begun.pointer.base, path)
            with closing(Names(NamesFile.open(path), begun.delta)) as names:
                return self._build(begun, names)

    def _current(self) -> _Pair | None:
        for _ in range(_ATTEMPTS):
            found = self._bucket.tagged(POINTER_KEY)
            if found is None:
                return None
            pointer = NamesPointer.read(found[0])
            # Where it is gone the pointer is another by now: what it names is never deleted.
            if data := self._bucket.get(pointer.delta):
                return _Pair(pointer, found[1], Delta(data))
        raise ContendedNamesError

    def _build(self, begun: _Pair | None, entries: Iterable[NameEntry]) -> bool:
        told: dict[str, str] = {}
        base, digest = self._put_base(begun, _noted(entries, begun.delta.hidden if begun else (), told))
        before = begun.pointer.base if begun else None
        for _ in range(_ATTEMPTS):
            pair = self._current()
            now = pair.pointer.base if pair else None
            if now == base != before:
                return True  # The swap counted though its answer was lost.
            if now != before:
                return False
            later = pair.delta.since(begun.delta, told) if pair and begun else {}
            if self._swap(pair, base, Delta.of(digest, later)):
                self._sweep()
                return True
        raise ContendedNamesError

    def _put_base(self, begun: _Pair | None, entries: Iterable[NameEntry]) -> tuple[str, str]:
        """The key and the digest of a base; of the one there is where it would be the same."""
        with TemporaryDirectory(dir=self._folder) as folder, (Path(folder) / "base").open("w+b") as file:
            digest = write_names(entries, file)
            if begun and begun.pointer.digest == digest:
                return begun.pointer.base, digest
            key = new_key("base", digest, self._clock.now())
            file.seek(0)
            self._bucket.put(key, file, _BINARY)
        return key, digest

    def _swap(self, pair: _Pair | None, base: str, delta: Delta) -> bool:
        """Has the pointer name these two if it is still what it was; answers whether."""
        now = self._clock.now()
        key = new_key("delta", delta.base, now)
        self._bucket.put(key, delta.data, _BINARY)
        if pair is None:
            return self._bucket.replace(POINTER_KEY, NamesPointer(base, delta.base, key).written(), _JSON, None)
        following = pair.pointer.followed_by(base, delta.base, key, now)
        expired = following.retired_before(now - GRACE)
        for old in expired:
            self._bucket.delete(old)
        return self._bucket.replace(POINTER_KEY, following.without(expired).written(), _JSON, pair.tag)

    def _sweep(self) -> None:
        """Deletes what writers put that crashed or lost."""
        pair = self._current()
        if pair is None:
            return
        oldest = self._clock.now() - _UNCLAIMED
        for key in list(self._bucket.keys(FOLDER)):
            if key not in pair.pointer.keys and made_at(key) < oldest:
                self._bucket.delete(key)


def _noted(entries: Iterable[NameEntry], codes: Container[str], told: dict[str, str]) -> Iterator[NameEntry]:
    """The entries as they come; the names of some codes are noted."""
    for entry in entries:
        if entry.code in codes:
            told[entry.code] = entry.name
        yield entry
