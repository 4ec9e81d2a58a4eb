"""The bulk files: what the index names is there, old deltas go, nothing is copied that did not change."""

import gzip
import hashlib
import json
from datetime import date, timedelta
from typing import Any

from tests.unit.publication.day.site import SmallSite
from tests.unit.publication.samples import NOW, record

from chengxin.publication.bulk.deltas import delta_files
from chengxin.publication.day.parts import records_member

DATASET, FEBRUARY, MARCH = "administrative-penalty", date(2026, 2, 27), date(2026, 3, 2)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def index(site: SmallSite) -> Any:
    return json.loads(site.public.files["bulk/index.json"])


def begun() -> SmallSite:
    """A site with a snapshot of a record in each of two months."""
    site = SmallSite()
    site.publish_bulk(FEBRUARY, DATASET, {1: record(1)}, NOW)
    site.publish_bulk(MARCH, DATASET, {2: record(2)}, NOW + MINUTE)
    site.consolidate(NOW + 2 * MINUTE)
    return site


def test_the_snapshot_is_made_of_the_very_bytes_of_the_parts() -> None:
    site = begun()
    assert [file["path"] for file in index(site)["full"]["files"]] == [
        f"bulk/{DATASET}/2026-02.jsonl.gz",
        f"bulk/{DATASET}/2026-03.jsonl.gz",
    ]
    part = site.work.files[f"day-parts/2026-03-02/{DATASET}/000000"]
    assert site.public.files[f"bulk/{DATASET}/2026-03.jsonl.gz"] == records_member(part)[0]
    lines = gzip.decompress(site.public.files[f"bulk/{DATASET}/2026-03.jsonl.gz"]).splitlines()
    assert list(map(json.loads, lines)) == [record(2)]


def test_a_run_writes_its_delta_and_the_index_and_nothing_that_did_not_change() -> None:
    site = begun()
    before = dict(site.public.files)
    site.publish_bulk(MARCH, DATASET, {3: record(3)}, NOW + 3 * MINUTE)
    changed = {key for key, body in site.public.files.items() if before.get(key) != body}
    assert changed == {"bulk/index.json", "bulk/20260302T103100Z-20260302T103300Z.jsonl.gz"}
    (line,) = gzip.decompress(site.public.files["bulk/20260302T103100Z-20260302T103300Z.jsonl.gz"]).splitlines()
    assert json.loads(line) == {"op": "put", "record_id": f"{3:032d}", "record": record(3)}
    assert list(delta_files(site.work, site.public, {}, {}, NOW + 4 * MINUTE)) == []


def test_an_end_leaves_snapshot_and_deltas_at_once() -> None:
    site = begun()
    site.publish_bulk(MARCH, DATASET, {3: record(3, content={"facts": "秘密"})}, NOW + 3 * MINUTE)
    site.consolidate(NOW + 4 * MINUTE)
    february = site.public.files[f"bulk/{DATASET}/2026-02.jsonl.gz"]
    site.publish_bulk(MARCH, DATASET, {3: None}, NOW + 5 * MINUTE)
    told = [gzip.decompress(body).decode() for key, body in site.public.files.items() if key.endswith(".gz")]
    assert not [text for text in told if "秘密" in text]
    assert sum(f"{3:032d}" in text for text in told) == 1
    assert site.public.files[f"bulk/{DATASET}/2026-02.jsonl.gz"] == february
    site.publish_bulk(MARCH, DATASET, {2: None}, NOW + 6 * MINUTE)
    assert f"bulk/{DATASET}/2026-03.jsonl.gz" not in site.public.files


def test_a_past_days_deltas_become_one_and_those_of_400_days_ago_go() -> None:
    site = begun()
    for minute in (3, 4, 5):
        site.publish_bulk(MARCH, DATASET, {minute: record(minute)}, NOW + minute * MINUTE)
    site.consolidate(NOW + DAY)
    (delta,) = index(site)["deltas"]
    assert (delta["from"], delta["to"]) == ("2026-03-02T18:30:00+08:00", "2026-03-02T18:35:00+08:00")
    assert {key for key in site.public.files if key.endswith("Z.jsonl.gz")} == {delta["path"]}
    site.consolidate(NOW + 402 * DAY)
    assert index(site)["deltas"] == []


def test_the_index_tells_the_digest_of_every_file_and_comes_last() -> None:
    site = begun()
    site.publish_bulk(MARCH, DATASET, {3: record(3)}, NOW + 3 * MINUTE)
    for file in (*index(site)["full"]["files"], *index(site)["deltas"]):
        body = site.public.files[file["path"]]
        assert (hashlib.sha256(body).hexdigest(), len(body)) == (file["sha256"], file["size"])
    files = list(delta_files(site.work, site.public, {f"{4:032d}": record(4)}, {}, NOW + 4 * MINUTE))
    assert files[-1].key == "bulk/index.json"
