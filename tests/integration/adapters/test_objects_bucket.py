"""A bucket as the domain sees it."""

from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from tests.integration.adapters.aws import bucket

from chengxin_aws.objects import S3Objects


@pytest.fixture
def objects(aws: None) -> S3Objects:
    return S3Objects(bucket("files", versioned=True), "files", "site/")


def test_what_was_put_is_got_and_what_was_not_is_none(objects: S3Objects) -> None:
    objects.put("三月/a+b %.json", b"{}", "application/json", cache="max-age=60")
    objects.put("三月/a+b %.json", b"{}", "application/json", cache="max-age=60")
    assert objects.get("三月/a+b %.json") == b"{}"
    assert objects.get("三月") is None
    assert objects.etag("三月") is None
    assert objects.etag("三月/a+b %.json") is not None


def test_a_bucket_that_is_not_there_is_an_error_and_not_an_absent_object(objects: S3Objects) -> None:
    bucket("other", versioned=True).delete_bucket(Bucket="other")
    with pytest.raises(ClientError):
        S3Objects(bucket("third", versioned=True), "other").get("k")


def test_deleting_twice_is_harmless(objects: S3Objects) -> None:
    objects.put("k", b"1", "text/plain")
    objects.delete("k")
    objects.delete("k")
    assert objects.get("k") is None


def test_keys_are_told_below_a_prefix_without_that_of_the_bucket(objects: S3Objects) -> None:
    for key in ("b/2", "b/1", "a/1"):
        objects.put(key, b"", "text/plain")
    assert list(objects.keys("b/")) == ["b/1", "b/2"]
    assert list(objects.keys("")) == ["a/1", "b/1", "b/2"]


def test_files_go_up_and_come_down_whole(objects: S3Objects, tmp_path: Path) -> None:
    body = bytes(range(256)) * 50_000  # more than one part
    (tmp_path / "up").write_bytes(body)
    with (tmp_path / "up").open("rb") as file:
        assert objects.replace("index.db", file, "application/octet-stream", None)
    assert objects.download("index.db", tmp_path / "down") == objects.etag("index.db")
    assert (tmp_path / "down").read_bytes() == body
