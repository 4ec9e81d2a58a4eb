"""Read and judged by the real domain, every sample comes out as its source says."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from infra.local.samples import Sample, render

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load
from chengxin.deadlines import Calendar
from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import ChunkVerdict, Context
from chengxin.times import SHANGHAI, parse_rfc3339

PROJECT = Path(__file__).parents[3]
SOURCES = sorted((PROJECT / "events" / "samples").glob("*.yaml"))
TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(PROJECT / "infra" / "catalogue")


@pytest.fixture(scope="module")
def calendar(catalogue: Catalogue) -> Calendar:
    return Calendar(catalogue.calendars)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, calendar: Calendar) -> list[Sample]:
    return render(SOURCES[0].parent, tmp_path_factory.mktemp("samples"), TODAY, calendar.is_working_day)


def judge(sample: Sample, catalogue: Catalogue) -> list[ChunkVerdict]:
    dataset, department = catalogue.dataset(sample.dataset), catalogue.department(sample.department)
    assert dataset is not None
    assert department is not None
    assert department.reports
    received = parse_rfc3339("2026-03-02T10:00:00+08:00").astimezone(SHANGHAI)
    context = Context(catalogue, dataset, department, TODAY, received)
    reading = read(sample.path, dataset, catalogue, Limits())
    verdicts = [normalise_chunk(chunk, reading.columns, context, reading.layout, ()) for chunk in reading.chunks]
    assert reading.errors == []
    return verdicts


@pytest.mark.parametrize("index", range(len(SOURCES)), ids=[path.stem for path in SOURCES])
def test_a_sample_comes_out_as_its_source_says(index: int, samples: list[Sample], catalogue: Catalogue) -> None:
    verdicts = judge(samples[index], catalogue)
    expect = yaml.safe_load(SOURCES[index].read_text("utf-8"))["expect"]
    errors = [f for v in verdicts for f in v.findings if f.kind.level == "error"]
    assert [(f.row, f.kind.code, f.message) for f in errors if "codes" not in expect] == []
    assert sum(len(v.accepted) for v in verdicts) == expect["accepted"]
    assert sum(len(v.rejected) for v in verdicts) == expect["rejected"]
    if "codes" in expect:
        assert [f.kind.code for f in errors] == expect["codes"]


def test_a_rejected_row_and_a_registered_decision_are_overdue(
    samples: list[Sample], catalogue: Catalogue, calendar: Calendar
) -> None:
    [mistakes] = judge(samples[3], catalogue)
    [register] = judge(samples[5], catalogue)
    decided = [row.decision_date for row in mistakes.rejected] + [row.decision_date for row in register.accepted]
    assert sum(calendar.deadline(day).date < TODAY for day in decided if day) == 2


def test_natural_persons_and_mere_warnings_never_become_public(samples: list[Sample], catalogue: Catalogue) -> None:
    [verdict] = judge(samples[0], catalogue)
    hidden = [row.document_number for row in verdict.accepted if not row.public]
    assert hidden == ["武市监处罚〔2026〕124号", "武市监处罚〔2026〕125号"]
