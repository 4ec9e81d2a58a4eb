"""The index that the API reads is always the newest published."""

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from chengxin.search import INDEX_KEY, IndexBuilder, Subject
from chengxin_aws.latest_index import LatestIndex

TODAY = date(2026, 3, 2)


@dataclass
class Bucket:
    published: Path | None = None
    tag: int = 0
    downloads: list[str] = field(default_factory=list)

    def publish(self, path: Path, *names: str) -> None:
        with IndexBuilder(path) as builder:
            for i, name in enumerate(names):
                builder.add_subject(Subject(f"{i}", name, "1"))
        self.published, self.tag = path, self.tag + 1

    def etag(self, key: str) -> str | None:
        assert key == INDEX_KEY
        return f'"{self.tag}"' if self.published else None

    def download(self, key: str, path: Path) -> str | None:
        assert self.published is not None
        self.downloads.append(str(path))
        shutil.copy(self.published, path)
        return self.etag(key)


def test_each_publication_shows_at_once_and_is_fetched_once(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    bucket = Bucket()
    latest = LatestIndex(bucket, tmp_path / "local")
    assert latest().subjects("武汉", TODAY).items == []
    bucket.publish(tmp_path / "1.db", "武汉一")
    assert [hit.name for hit in latest().subjects("武汉", TODAY).items] == ["武汉一"]
    assert latest() is latest()
    bucket.publish(tmp_path / "2.db", "武汉一", "武汉二")
    assert len(latest().subjects("武汉", TODAY).items) == 2
    assert len(bucket.downloads) == 2
    assert len(list((tmp_path / "local").iterdir())) == 1


def test_an_index_that_can_t_be_fetched_isn_t_replaced_by_an_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = Bucket()
    bucket.publish(tmp_path / "1.db", "武汉一")
    (tmp_path / "local").mkdir()
    latest = LatestIndex(bucket, tmp_path / "local")
    latest()
    bucket.tag += 1

    def broken(key: str, path: str) -> None:
        Path(path).write_bytes(b"half")
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(bucket, "download", broken)
        with pytest.raises(ConnectionError):
            latest()
    assert len(latest().subjects("武汉", TODAY).items) == 1
