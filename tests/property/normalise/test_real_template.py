"""A real department's file, where it lies beside the project: every defect is named at its cell."""

from pathlib import Path

import pytest
from infra.bench.validation_inputs import context

from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.normalise.engine import normalise_chunk

DATA = Path(__file__).parents[4] / "shared" / "data"
DEFECTS = {
    *((row, "party_id_number", "identity-number-format") for row in (3, 4, 5, 6)),
    (5, "party_code", "legal-person-without-code"),
    *((row, "authority_name", "authority-unknown") for row in (3, 4, 5, 6)),
}
"""Sanitised identity numbers; a firm without any code; an office of another city."""


@pytest.mark.parametrize("ending", ["gb18030.csv", "xlsx"])
def test_every_defect_is_named_at_its_cell(ending: str) -> None:
    path = DATA / f"longde_2018_template_sanitised.{ending}"
    if not path.exists():
        pytest.skip("the file is no part of the project")
    reading = read(path, context().dataset, context().catalogue, Limits())
    assert (reading.layout, reading.errors, reading.findings) == ("2015-new", [], [])
    verdicts = [normalise_chunk(chunk, reading.columns, context(), reading.layout) for chunk in reading.chunks]
    assert sum(verdict.total for verdict in verdicts) == 4
    assert {(f.row, f.field, f.kind.code) for v in verdicts for f in v.findings} == DEFECTS
