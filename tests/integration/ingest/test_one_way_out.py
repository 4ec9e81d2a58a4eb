"""One way out: whatever ends a record takes it from every surface, by the next run of publication.

The canary is the record's party and its document number. Of an annulled decision alone the record's own address tells,
with the reason (CONTRACT, "Public, and no longer public").
"""

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from functions.api import app
from functions.api import root as api_root
from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties
from tests.faults.world import World
from tests.unit.api.api_world import event

CANARY = Penalty(77, party="武汉金丝雀建筑有限公司")
OTHER = Penalty(1)
DELETE = r'\{"op":"delete","record_id":"[a-z2-7]{32}"\}'
PAGE = "text/html,*/*;q=0.8"


def texts(key: str, body: bytes) -> Iterator[str]:
    """What a reader finds in a file, packed or not."""
    if key.endswith(".gz"):
        yield gzip.decompress(body).decode()
    elif key.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            yield from (book.read(name).decode(errors="replace") for name in book.namelist())
    else:
        yield body.decode(errors="replace")


def _shown(text: str) -> str:
    """A file's text less the lines by which bulk readers learn that a record ended: an id and no more."""
    return "\n".join(line for line in text.splitlines() if not re.fullmatch(DELETE, line))


def files(world: World) -> dict[str, bytes]:
    """Every public file."""
    return world.objects("PublicBucket")


def answers(world: World, record_id: str, code: str) -> dict[str, tuple[int, str]]:
    """What the API answers wherever the record could stand, to programs and to browsers."""
    words = quote(CANARY.party[2:5])
    paths = [f"/v1/records/{record_id}", f"/v1/subjects/{code}", f"/v1/subjects/{code}/records"]
    paths += [f"/v1/subjects?q={words}", f"/v1/subjects?q={code}", "/v1/disclosures?limit=100"]
    paths += ["/v1/disclosures?department=housing-urban", "/v1/disclosures?dataset=administrative-penalty"]
    known = app.create_app(api_root.services())
    found = {}
    for path in paths:
        for accept in ("application/json", PAGE):
            answer = world.attempt("api", event(known, path, "GET", {"Accept": accept}))
            # What was typed stands in the box again, whatever was found.
            found[f"{path} {accept}"] = answer["statusCode"], answer["body"].replace(f'value="{code}"', "")
    return found


def traces(world: World, record_id: str, code: str) -> list[str]:
    """The surfaces that hold the canary's name, number, code or id."""
    marks = (CANARY.party, CANARY.document, code, record_id)
    held = [
        key
        for key, body in files(world).items()
        if any(one in _shown(text) for text in texts(key, body) for one in marks)
    ]
    told = [place for place, (_, body) in answers(world, record_id, code).items() if any(one in body for one in marks)]
    return held + told


@pytest.fixture
def shown(world: World) -> tuple[World, str, str]:
    """The canary in public beside another record, on the day before."""
    world.ingest(world.drop(KEY.format("a.csv"), penalties([CANARY, OTHER])))
    world.job("publish")
    world.job("comply")
    version = next(v for v in world.records() if v.document_number == CANARY.document)
    record_id, code = version.key.record_id, str(version.party.code)
    surfaces = traces(world, record_id, code)
    kinds = {key.rpartition(".")[2] for key in surfaces if not key.startswith("/v1/")}
    assert {"html", "csv", "xlsx", "json", "xml", "gz"} <= kinds
    assert sum(key.startswith("/v1/") for key in surfaces) >= 14
    world.now += timedelta(days=1)
    return world, record_id, code


@pytest.mark.parametrize("reason", ["撤销", "信用修复", "移出名单", "破产重整屏蔽", "不应公开"])
def test_an_end_by_notice_leaves_no_trace_by_the_next_run(shown: tuple[World, str, str], reason: str) -> None:
    world, record_id, code = shown
    world.ingest(world.drop(NOTICES.format("w"), notices((CANARY.document, CANARY.party, reason))))
    world.job("publish")
    own = f"/v1/records/{record_id}"
    assert [place for place in traces(world, record_id, code) if not place.startswith(own)] == []
    world.job("comply")
    status, body = answers(world, record_id, code)[f"/v1/records/{record_id} application/json"]
    assert status == (410 if reason == "撤销" else 404)
    assert ("决定被撤销" in body) is (reason == "撤销")
    assert [place for place in traces(world, record_id, code) if not place.startswith(own)] == []
    assert OTHER.document in files(world)["disclosures/2026/03/02/data.json"].decode()


def test_a_period_that_is_over_leaves_no_trace_by_the_first_run_of_the_next_day(shown: tuple[World, str, str]) -> None:
    world, record_id, code = shown
    until = next(one for one in root_entries(world, record_id))
    world.now += timedelta(days=(until - date(2026, 3, 3)).days)
    world.job("publish")
    assert CANARY.document in files(world)["disclosures/2026/03/02/data.json"].decode()
    world.now += timedelta(days=1)
    world.job("publish")
    assert traces(world, record_id, code) == []
    evidence = json.loads(files(world)["compliance/2026-03/housing-urban.json"])["lists"]["published"]
    assert evidence["total"] == len(evidence["items"]) == 2


def root_entries(world: World, record_id: str) -> Iterator[date]:
    """The last day of the record's period."""
    known = app.create_app(api_root.services())
    answer = world.attempt("api", event(known, f"/v1/records/{record_id}", "GET", {}))
    yield date.fromisoformat(json.loads(answer["body"])["visible_until"])
