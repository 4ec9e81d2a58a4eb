"""Files with the defects of real disclosures, at their rates: each is named at its cell, and no clean row refused."""

from collections import Counter
from pathlib import Path

import pytest
from infra.bench.planted_defects import Planted, write_2015, write_today
from infra.bench.validation_inputs import context

from chengxin.findings import kind_of
from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import ChunkVerdict

ROWS = 4_000
OLDER = ["2015-new", "2015-wuhan", "2015-old"]
NAMES = {one.code: one.name for one in context().dataset.fields if one.code}
CODES = {name: code for code, name in NAMES.items()}


def judged(path: Path, layout: str) -> list[ChunkVerdict]:
    reading = read(path, context().dataset, context().catalogue, Limits())
    assert (reading.layout, reading.errors) == (layout, [])
    assert [f for f in reading.findings if f.kind.level == "error"] == []
    return [normalise_chunk(chunk, reading.columns, context(), reading.layout) for chunk in reading.chunks]


def compared(verdicts: list[ChunkVerdict], planted: list[Planted]) -> None:
    found = Counter((f.row, f.field, f.kind.code) for verdict in verdicts for f in verdict.findings)
    expected = Counter((one.row, NAMES.get(one.field, one.field), one.code) for one in planted)
    assert found == expected
    wrong = {one.row for one in planted if kind_of(one.code).level == "error"}
    assert {row.row for verdict in verdicts for row in verdict.rejected} == wrong
    assert sum(verdict.total for verdict in verdicts) == ROWS
    assert len({one.code for one in planted}) >= 9


def test_today_s_template(tmp_path: Path) -> None:
    planted = write_today(tmp_path / "a.csv", ROWS, 1)
    compared(judged(tmp_path / "a.csv", "790-2018"), planted)


@pytest.mark.parametrize("layout", OLDER)
def test_the_templates_of_2015(tmp_path: Path, layout: str) -> None:
    chosen = context().dataset.layout(layout)
    assert chosen
    codes = [CODES.get(name, name) for name in chosen.fields]
    planted = write_2015(tmp_path / "a.xlsx", ROWS, 2, chosen.headers, codes)
    compared(judged(tmp_path / "a.xlsx", layout), [one for one in planted if one.field in codes])
