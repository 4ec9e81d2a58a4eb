"""A first load of history becomes public day by day, and holds up nobody."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from infra.bench.publication import NOW, Folder, entry, publisher
from infra.bench.validation_inputs import context

from chengxin.steps.publish import Publisher

MARKET, WATER = range(4), range(1000, 1003)
"""Entries of a thousand records each, by department."""


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    monkeypatch.setattr("chengxin.steps.publish.MOST_PER_RUN", 2_000)
    monkeypatch.setattr("chengxin.steps.publish.MOST_PER_DAY", 3_000)
    return publisher(context().catalogue, map(entry, [*MARKET, *WATER]), tmp_path)


def shown(job: Publisher, day: str) -> list[str]:
    """The departments whose records stand on a day's page."""
    public: Any = job.site.public
    assert isinstance(public, Folder)
    body = public.get(f"disclosures/{day}/data.json")
    return [item["department"] for item in orjson.loads(body)["items"]] if body else []


def test_departments_take_turns_and_the_rest_waits_for_the_next_run_and_day(job: Publisher) -> None:
    told = [job.run(NOW + timedelta(hours=hour)) for hour in (0, 1, 2, 24, 25, 26)]
    assert [one["published"] for one in told] == [2_000, 1_000, 0, 2_000, 1_000, 0]
    assert [one["waiting"] for one in told] == [5_000, 4_000, 4_000, 2_000, 1_000, 1_000]
    days = [shown(job, day) for day in ("2026/03/02", "2026/03/03", "2026/03/04")]
    assert [len(day) for day in days] == [3_000, 3_000, 0]
    assert {department: days[0].count(department) for department in set(days[0])} == {
        "market-regulation": 2_000,
        "water": 1_000,
    }
    assert job.run(NOW + timedelta(days=2))["published"] == 1_000


def test_nothing_overtakes_what_its_department_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction or a notice of withdrawal that is public before its record would find nothing to act on."""
    monkeypatch.setattr("chengxin.steps.publish.MOST_PER_RUN", 1_500)
    last = replace(entry(2), decisions=entry(2).decisions[:100])
    job = publisher(context().catalogue, [entry(0), entry(1), last, entry(1000)], tmp_path)
    assert [job.run(NOW)["published"] for _ in range(4)] == [1_000, 1_100, 1_000, 0]


def test_what_a_run_left_behind_counts_before_more_is_begun(job: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(type(job.site), "update", lambda *_: 1 / 0)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                job.run(NOW)
    assert job.run(NOW + timedelta(hours=1))["published"] == 2_000
