"""The newest published index, kept in a local file for as long as it is the newest."""

from pathlib import Path
from typing import Protocol

from chengxin.search import INDEX_KEY, IndexBuilder, PublicIndex


class Versioned(Protocol):
    """A bucket that tells an object's version cheaply."""

    def etag(self, key: str) -> str | None:
        """The object's current entity tag, or None where there is none."""

    def download(self, key: str, path: Path) -> str | None:
        """Streams the object into a file; answers its entity tag."""


class LatestIndex:
    """Call it for the index as it is now: a publication shows in the very next request.

    Before the first publication it is an empty index. Raises what the bucket raises; an index that can't be
    proved current isn't used, since something may have been withdrawn.
    """

    def __init__(self, bucket: Versioned, folder: Path) -> None:
        self._bucket, self._folder = bucket, folder
        self._etag: str | None = None
        self._opened: PublicIndex | None = None
        self._generation = 0

    def __call__(self) -> PublicIndex:
        etag = self._bucket.etag(INDEX_KEY)
        if self._opened is None or etag != self._etag:
            self._replace(etag)
        assert self._opened is not None
        return self._opened

    def _replace(self, etag: str | None) -> None:
        fresh = self._path(self._generation + 1)
        fresh.unlink(missing_ok=True)
        if etag is None:
            IndexBuilder(fresh).finish()
        else:
            etag = self._bucket.download(INDEX_KEY, fresh)
        opened, previous = PublicIndex(fresh), self._opened
        self._opened, self._etag = opened, etag
        if previous is not None:
            previous.close()
            self._path(self._generation).unlink(missing_ok=True)
        self._generation += 1

    def _path(self, generation: int) -> Path:
        return self._folder / f"index-{generation}.db"
