"""The manifest names what is there, with digests that hold."""

import hashlib
import json
from datetime import date

from tests.unit.publication.samples import NOW

from chengxin.publication import manifest
from chengxin.publication.files import PublicFile


def file(key: str, body: bytes = b"x") -> PublicFile:
    return PublicFile(key, body, "text/plain")


def test_every_file_is_named_with_its_digest_and_size() -> None:
    made = manifest.manifest_file(None, map(manifest.describe, [file("b", b"hello"), file("a")]), NOW)
    assert made.key == "manifest.json"
    assert json.loads(made.body) == {
        "generated_at": "2026-03-02T18:30:00+08:00",
        "files": [
            {"path": "a", "sha256": hashlib.sha256(b"x").hexdigest(), "size": 1, "content_type": "text/plain"},
            {"path": "b", "sha256": hashlib.sha256(b"hello").hexdigest(), "size": 5, "content_type": "text/plain"},
        ],
    }


def test_a_later_run_keeps_replaces_and_removes() -> None:
    first = manifest.manifest_file(None, map(manifest.describe, [file("a"), file("b"), file("c")]), NOW)
    second = manifest.manifest_file(first.body, [manifest.describe(file("b", b"new"))], NOW, removed=["c", "never"])
    entries = manifest.read_manifest(second.body)
    assert list(entries) == ["a", "b"]
    assert entries["b"].size == 3


def test_a_file_removed_and_written_again_is_named() -> None:
    made = manifest.manifest_file(None, [manifest.describe(file("a"))], NOW, removed=["a"])
    assert list(manifest.read_manifest(made.body)) == ["a"]


def test_days_and_months_are_read_off_the_paths() -> None:
    paths = [
        "disclosures/2026/03/02/index.html",
        "disclosures/2026/03/02/page-2.html",
        "disclosures/index.html",
        "compliance/2026-03/index.html",
        "compliance/index.html",
    ]
    assert list(manifest.disclosure_days(paths)) == [date(2026, 3, 2)]
    assert list(manifest.scoreboard_months(paths)) == ["2026-03"]
