"""The full snapshot with the deltas since, replayed in order, is today's; what a record was before is nowhere."""

import gzip
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as some
from tests.property.publication.test_day_parts import CrashError, Mortal
from tests.unit.publication.day.site import SmallSite
from tests.unit.publication.samples import NOW, record

from chengxin.publication.record_rows import Record

DATASET = "administrative-penalty"
DAYS = (date(2026, 2, 27), date(2026, 3, 2))
Run = tuple[int, int, dict[int, int | None]]
"""Minutes since the run before; which day; what each place holds from then on, by a number that never comes again."""
RUNS = some.lists(
    some.tuples(
        some.integers(0, 2_000),
        some.integers(0, 1),
        some.dictionaries(some.integers(0, 5), some.none() | some.integers(0, 3), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=6,
)
NIGHTS = some.sets(some.integers(0, 5))


def held(day: int, place: int, number: int, run: int) -> Record:
    return record(place + 10 * day, content={"facts": f"秘密{day}-{place}-{number}-{run}。"})


def changes(run: Run, number: int) -> dict[int, Record | None]:
    """By place, which is the record's number too: each day has its own."""
    _, day, places = run
    return {
        place + 10 * day: None if text is None else held(day, place, text, number) for place, text in places.items()
    }


def lines(site: SmallSite, path: str) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in gzip.decompress(site.public.files[path]).splitlines()]


def replayed(
    site: SmallSite, since: datetime | None = None, state: dict[str, Record] | None = None
) -> dict[str, Record]:
    """What a reader holds who begins with the snapshot, or who held a state at a moment."""
    index = orjson.loads(site.public.files["bulk/index.json"])
    start = since or datetime.fromisoformat(index["full"]["at"])
    if state is None:
        files = [line for file in index["full"]["files"] for line in lines(site, file["path"])]
        state = {str(one["record_id"]): one for one in files}
    for delta in index["deltas"]:
        if datetime.fromisoformat(delta["to"]) > start:
            for line in lines(site, delta["path"]):
                if line["op"] == "put":
                    state[str(line["record_id"])] = line["record"]
                else:
                    assert set(line) == {"op", "record_id"}
                    state.pop(str(line["record_id"]), None)
    return state


def newest(site: SmallSite) -> datetime:
    """Up to when somebody is told who has read all that there is."""
    index = orjson.loads(site.public.files["bulk/index.json"])
    return max(datetime.fromisoformat(one) for one in (index["full"]["at"], *(one["to"] for one in index["deltas"])))


def content(site: SmallSite) -> str:
    """Every word in bulk files."""
    return "".join(gzip.decompress(body).decode() for key, body in site.public.files.items() if key.endswith(".gz"))


@given(RUNS, NIGHTS)
def test_snapshot_and_deltas_replayed_are_what_is_public(runs: list[Run], nights: set[int]) -> None:
    site, now, public, ended = SmallSite(), NOW, dict[str, Record](), set[str]()
    readers: list[tuple[datetime, dict[str, Record]]] = []
    for number, run in enumerate(runs):
        now += timedelta(minutes=run[0])
        changed = changes(run, number)
        site.publish_bulk(DAYS[run[1]], DATASET, changed, now)
        for place, one in changed.items():
            before = public.pop(f"{place:032d}", None)
            if one is not None:
                public[f"{place:032d}"] = one
            elif before:
                ended.add(before["content"]["facts"])
        if number in nights:
            now += timedelta(minutes=5)
            site.consolidate(now)
        assert replayed(site) == public
        assert all(replayed(site, since, dict(state)) == public for since, state in readers)
        assert not [text for text in ended if text in content(site)]
        readers.append((newest(site), dict(public)))
    site.consolidate(now + timedelta(days=1))
    told = content(site).count("秘密")
    assert replayed(site) == public
    assert told <= 2 * len(public)


@given(RUNS, some.integers(1, 12), some.booleans(), some.booleans())
def test_a_run_that_died_is_repeated_at_the_same_time_or_later(
    runs: list[Run], at: int, public_dies: bool, later: bool
) -> None:
    site, now, public = SmallSite(Mortal(), Mortal()), NOW, dict[str, Record]()
    for number, run in enumerate(runs):
        now += timedelta(minutes=run[0])
        if number == len(runs) - 1:
            mortal = site.public if public_dies else site.work
            assert isinstance(mortal, Mortal)
            mortal.calls = at
        changed = changes(run, number)
        try:
            site.publish_bulk(DAYS[run[1]], DATASET, changed, now)
        except CrashError:
            now += timedelta(minutes=7 * later)
            site.publish_bulk(DAYS[run[1]], DATASET, changed, now)
        public |= {f"{place:032d}": one for place, one in changed.items() if one is not None}
        for place in (place for place, one in changed.items() if one is None):
            public.pop(f"{place:032d}", None)
    assert replayed(site) == public
    assert content(site).count("秘密") <= 2 * len(public)
