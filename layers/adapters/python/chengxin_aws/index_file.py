"""The public index, kept as one object."""

from pathlib import Path

from chengxin.search import INDEX_KEY
from chengxin_aws.objects import S3Objects

SQLITE = "application/vnd.sqlite3"


class S3Index:
    """`chengxin.steps.publish.IndexFiles` in the work bucket."""

    def __init__(self, objects: S3Objects) -> None:
        self._objects = objects

    def fetch(self, path: Path) -> bool:
        if self._objects.etag(INDEX_KEY) is None:
            return False
        self._objects.download(INDEX_KEY, str(path))
        return True

    def store(self, path: Path) -> None:
        self._objects.put_file(INDEX_KEY, str(path), SQLITE)
