"""A day's files follow from its records alone: however they came about, and wherever a run died on the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.unit.publication.day.site import SmallSite
from tests.unit.publication.samples import NOW, licence, record
from tests.unit.steps.memory import MemoryObjects

from chengxin.publication.record_rows import Record

DAY = date(2026, 3, 2)
PENALTY, LICENCE = "administrative-penalty", "administrative-licence"
CHANGES = some.fixed_dictionaries(
    {},
    optional={
        PENALTY: some.dictionaries(
            some.integers(0, 11), some.none() | some.text(max_size=3).map(lambda facts: penalty(facts)), min_size=1
        ),
        LICENCE: some.dictionaries(
            some.integers(0, 6), some.none() | some.text(max_size=3).map(lambda text: licence(1, text)), min_size=1
        ),
    },
)


def penalty(facts: str) -> Record:
    return record(1, content={"facts": facts, "fine_amount": "12.50"})


@pytest.fixture(autouse=True, scope="module")
def small_parts() -> Iterator[None]:
    """Parts of three places, a day's own page of few rows, workbooks of seven."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("chengxin.publication.day.parts.PART_PLACES", 3)
        patch.setattr("chengxin.publication.day.pages.INDEX_BYTES", 2_000)
        patch.setattr("chengxin.publication.day.day_tables.VOLUME_ROWS", 7)
        yield


def at_once(steps: list[dict[str, dict[int, Record | None]]]) -> Mapping[str, bytes]:
    """The files of a day made in one go with what all the steps come to."""
    last: dict[str, dict[int, Record | None]] = {}
    for step in steps:
        for dataset, places in step.items():
            last.setdefault(dataset, {}).update(places)
    site = SmallSite()
    shown = {
        dataset: {place: one for place, one in places.items() if one is not None} for dataset, places in last.items()
    }
    site.publish_day(DAY, {dataset: places for dataset, places in shown.items() if places}, NOW)
    return site.public.files


@given(some.lists(CHANGES, min_size=1, max_size=5))
def test_steps_come_to_what_is_made_at_once(steps: list[dict[str, dict[int, Record | None]]]) -> None:
    site = SmallSite()
    for number, step in enumerate(steps):
        site.publish_day(DAY, step, NOW - timedelta(hours=len(steps) - 1 - number))
    assert site.public.files == at_once(steps)
    site.write_day(DAY, None, NOW)
    assert site.public.files == at_once(steps)


@given(CHANGES, CHANGES)
def test_the_same_changes_again_change_nothing(
    first: dict[str, dict[int, Record | None]], second: dict[str, dict[int, Record | None]]
) -> None:
    site = SmallSite()
    site.publish_day(DAY, first, NOW)
    site.publish_day(DAY, second, NOW)
    before = dict(site.work.files), dict(site.public.files)
    site.publish_day(DAY, second, NOW)
    assert (site.work.files, site.public.files) == before


class CrashError(Exception):
    """The process is gone."""


@dataclass
class Mortal(MemoryObjects):
    """A bucket whose user dies at its n-th writing call."""

    calls: int = 1_000_000

    def put(self, key: str, body: bytes | BinaryIO, content_type: str, *, cache: str = "") -> None:
        self._live()
        super().put(key, body, content_type, cache=cache)

    def delete(self, key: str) -> None:
        self._live()
        super().delete(key)

    def _live(self) -> None:
        self.calls -= 1
        if not self.calls:
            raise CrashError


@given(CHANGES, CHANGES.filter(bool), some.integers(1, 40), some.booleans())
def test_what_a_crash_left_is_healed_by_the_same_run_again(
    first: dict[str, dict[int, Record | None]], second: dict[str, dict[int, Record | None]], at: int, public: bool
) -> None:
    site = SmallSite(Mortal(), Mortal())
    site.publish_day(DAY, first, NOW)
    mortal = site.public if public else site.work
    assert isinstance(mortal, Mortal)
    mortal.calls = at
    try:
        site.publish_day(DAY, second, NOW)
    except CrashError:
        site.publish_day(DAY, second, NOW)
    assert site.public.files == at_once([first, second])
