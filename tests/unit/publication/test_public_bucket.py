"""Two jobs write the front page: nothing that ended comes back, and the manifest says what there is."""

from tests.unit.publication.samples import NOW
from tests.unit.steps.memory import MemoryObjects

from chengxin.publication.files import HTML, PublicFile
from chengxin.publication.manifest import KEY, describe, read_manifest
from chengxin.publication.public_bucket import PublicBucket

HOME = "index.html"


def page(text: str) -> PublicFile:
    return PublicFile(HOME, text.encode(), HTML)


def test_a_page_made_before_another_job_wrote_is_made_again() -> None:
    objects = MemoryObjects()
    bucket = PublicBucket(objects)
    bucket.put(page("有甲"), {})
    records = ["有甲"]

    def make() -> PublicFile:
        made = page(records[-1] + "，有数字")
        if len(records) == 1:  # a publication takes 甲 out while this page is being made
            records.append("无甲")
            bucket.put(page("无甲"), {})
        return made

    entry = bucket.replace(HOME, make, {})
    assert objects.get(HOME) == "无甲，有数字".encode()
    assert entry == describe(page("无甲，有数字"))


def test_the_manifest_names_what_stands_whoever_names_last() -> None:
    objects = MemoryObjects()
    bucket = PublicBucket(objects)
    first, second = describe(page("一")), describe(page("二"))
    bucket.put(page("一"), {})
    bucket.put(page("二"), {})
    bucket.name([second], NOW)
    bucket.name([first], NOW)
    assert read_manifest(objects.get(KEY))[HOME] == second


def test_a_page_that_was_written_and_never_named_is_named_by_the_next_run() -> None:
    objects = MemoryObjects()
    bucket = PublicBucket(objects)
    bucket.replace(HOME, lambda: page("一"), {})  # dies here
    entry = bucket.replace(HOME, lambda: page("一"), bucket.known())
    assert entry == describe(page("一"))
