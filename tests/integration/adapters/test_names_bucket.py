"""The names in a bucket of S3: written, read, replaced."""

from datetime import datetime
from pathlib import Path

from tests.integration.adapters.aws import bucket

from chengxin_aws.latest_names import LatestNames
from chengxin_aws.names_store import NamesStore
from chengxin_aws.objects import S3Objects


class Wall:
    """A clock that stands."""

    def __init__(self, time: datetime) -> None:
        self._time = time

    def now(self) -> datetime:
        return self._time


def test_names_are_read_as_they_were_written(aws: None, now: datetime, tmp_path: Path) -> None:
    files = S3Objects(bucket("files", versioned=True), "files")
    store, latest = NamesStore(files, tmp_path, Wall(now)), LatestNames(files, tmp_path)
    assert list(latest()) == []
    assert store.rebuild([("C1", "武汉甲公司"), ("C2", "武汉乙公司")])
    store.record({"C2": "湖北乙公司", "C3": "武汉丙公司"})
    assert [hit.code for hit in latest().search("武汉").items] == ["C3", "C1"]
    assert store.consolidate()
    assert [hit.code for hit in latest().search("公司").items] == ["C3", "C1", "C2"]
    assert sorted(key.split("-")[0] for key in files.keys("names/"))[-1] == "names/delta"
