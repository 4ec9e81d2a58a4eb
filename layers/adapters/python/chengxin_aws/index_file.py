"""The public index, kept as one object."""

from pathlib import Path

from chengxin.errors import ChengxinError
from chengxin.search import INDEX_KEY
from chengxin_aws.objects import S3Objects

SQLITE = "application/vnd.sqlite3"


class IndexChangedError(ChengxinError):
    """Another run stored an index after this one fetched it: nothing of it is overwritten."""

    code, title = "index-changed", "公示索引已被其他任务更新"


class S3Index:
    """`chengxin.steps.publish.IndexFiles` in the work bucket."""

    def __init__(self, objects: S3Objects) -> None:
        self._objects = objects
        self._tag: str | None = None

    def fetch(self, path: Path) -> bool:
        self._tag = self._objects.download(INDEX_KEY, path)
        return self._tag is not None

    def store(self, path: Path) -> None:
        with path.open("rb") as file:
            if not self._objects.replace(INDEX_KEY, file, SQLITE, self._tag):
                raise IndexChangedError
