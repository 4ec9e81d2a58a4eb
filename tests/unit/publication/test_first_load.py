"""A first load of history becomes public run by run, and holds up nobody."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from infra.bench.publication import NOW, Folder, entry, publisher
from infra.bench.validation_inputs import context

from chengxin.ledger import LedgerEntry
from chengxin.steps.publish import Publisher
from chengxin.steps.showcase import Showcase

MARKET, WATER = range(4), range(1000, 1003)
"""Entries of a thousand records each, by department."""


@pytest.fixture(autouse=True)
def small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengxin.steps.publish.MOST_PER_RUN", 2_000)


@pytest.fixture
def job(tmp_path: Path) -> Publisher:
    return job_of(map(entry, [*MARKET, *WATER]), tmp_path)


def job_of(entries: Iterable[LedgerEntry], path: Path) -> Publisher:
    return publisher(context().catalogue, entries, path)


def corrected(one: LedgerEntry) -> LedgerEntry:
    """The same, as an entry that corrects what its department told before."""
    return replace(one, decisions=[replace(decision, outcome="correction") for decision in one.decisions])


def shown(job: Publisher, day: str = "2026/03/02") -> list[dict[str, Any]]:
    """The records that stand in a day's data."""
    public: Any = job.showcase.site.public
    assert isinstance(public, Folder)
    body = public.get(f"disclosures/{day}/data.json")
    return orjson.loads(body)["items"] if body else []


def departments(records: Iterable[dict[str, Any]]) -> dict[str, int]:
    return Counter(one["department"] for one in records)


def test_departments_take_turns_and_the_rest_waits_for_the_next_runs(job: Publisher) -> None:
    told = [job.run(NOW + timedelta(minutes=minutes)) for minutes in (0, 10, 20, 30, 40)]
    assert [one["published"] for one in told] == [2_000, 2_000, 2_000, 1_000, 0]
    assert [one["waiting"] for one in told] == [5_000, 3_000, 1_000, 0, 0]
    assert departments(shown(job)) == {"market-regulation": 4_000, "water": 3_000}


def test_a_small_department_is_public_after_the_first_run(tmp_path: Path) -> None:
    job = job_of(map(entry, [*MARKET, WATER[0]]), tmp_path)
    job.run(NOW)
    assert departments(shown(job)) == {"market-regulation": 1_000, "water": 1_000}


def test_what_does_not_fit_holds_back_all_that_its_department_told_later(tmp_path: Path) -> None:
    """An entry that is small enough for what is left of a run doesn't overtake the one before it."""
    last = replace(entry(2), decisions=entry(2).decisions[:100])
    job = job_of([entry(0), entry(1), last, entry(1000)], tmp_path)
    job.run(NOW)
    assert departments(shown(job)) == {"market-regulation": 1_000, "water": 1_000}
    assert [job.run(NOW + timedelta(minutes=minutes))["published"] for minutes in (10, 20)] == [1_100, 0]


def test_a_correction_goes_before_its_departments_new_records(tmp_path: Path) -> None:
    job = job_of([*map(entry, MARKET), corrected(entry(4))], tmp_path)
    job.run(NOW)
    rows = {one["provenance"]["row"] // 1_000 for one in shown(job)}
    assert rows == {0, 4}


def test_what_a_run_left_behind_is_finished_before_more_is_begun(
    job: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(Showcase, "finish", lambda *_, **__: 1 / 0)
        for minutes in (0, 10, 20):
            with pytest.raises(ZeroDivisionError):
                job.run(NOW + timedelta(minutes=minutes))
    assert job.run(NOW + timedelta(minutes=30))["published"] == 2_000
    assert departments(shown(job)) == {"market-regulation": 1_000, "water": 1_000}
