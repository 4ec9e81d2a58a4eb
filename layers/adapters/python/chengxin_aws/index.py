"""The public index, kept as one object and opened from local disk."""

import tempfile
from pathlib import Path

from chengxin.jobs.index import KEY
from chengxin.search import PublicIndex

from chengxin_aws.objects import S3Objects

SQLITE = "application/vnd.sqlite3"


class S3Index:
    """`chengxin.jobs.index.IndexFiles`, and the reader that follows what was last stored."""

    def __init__(self, objects: S3Objects) -> None:
        self._objects = objects
        self._etag: str | None = None
        self._open: tuple[PublicIndex, Path] | None = None

    def fetch(self, path: Path) -> bool:
        if self._objects.etag(KEY) is None:
            return False
        self._objects.download(KEY, str(path))
        return True

    def store(self, path: Path) -> None:
        self._objects.put_file(KEY, str(path), SQLITE)

    def newest(self) -> PublicIndex:
        """The index as last published, asked for anew each time: a publication shows in the very next answer."""
        etag = self._objects.etag(KEY)
        if self._open is None or etag != self._etag:
            self._replace(etag)
        assert self._open is not None
        return self._open[0]

    def _replace(self, etag: str | None) -> None:
        path = Path(tempfile.mkdtemp()) / "public.db"
        if etag is None or not self.fetch(path):
            make_empty(path)
        if self._open:
            index, old = self._open
            index.close()
            old.unlink(missing_ok=True)
            old.parent.rmdir()
        self._open, self._etag = (PublicIndex(path), path), etag


def make_empty(path: Path) -> None:
    """An index without anything in it, for the time before the first publication."""
    from chengxin.search import IndexBuilder

    IndexBuilder(path).finish()
