"""An independent oracle: frictionless, on the same schema, finds the same rows valid, our own rules aside."""

import csv
import tempfile
from pathlib import Path

from frictionless import Resource
from hypothesis import given, settings
from hypothesis import strategies as st
from infra.bench.penalty_rows import HEADERS, penalties
from infra.bench.validation_inputs import context, frictionless_schema

from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.normalise.engine import judge

ROWS = [
    {code: row.get(code, "") for code in HEADERS} for row in penalties(60, 11, "武汉市市场监督管理局", defects=False)
]
BREAKS = [
    ("CF_WSH", ""),
    ("CF_SY", ""),
    ("CF_JDRQ", ""),
    ("CF_JDRQ", "上个月"),
    ("CF_JDRQ", "03-02"),
    ("CF_YXQ", "待定"),
    ("CF_NR_FK", "若干"),
    ("CF_NR_FK", "1.2.3"),
    ("CF_NR_WFFF", "见附件"),
    ("CF_CFJGDM", "11420100"),
    ("CF_SJLYDM", "不清楚"),
    ("CF_XDR_LB", "外星人"),
    ("CF_XDR_MC", "武汉" * 200),
]


def invalid_by_frictionless(path: Path) -> set[int]:
    with Resource(path=str(path), format="csv", encoding="utf-8", schema=frictionless_schema()) as table:
        return {row.row_number for row in table.row_stream if not row.valid}


def invalid_by_us(path: Path) -> set[int]:
    reading = read(path, context().dataset, context().catalogue, Limits())
    facts = (reading.columns, context(), reading.layout, reading.findings)
    tables = [judge(chunk, *facts) for chunk in reading.chunks]
    return {table.numbers[position] for table in tables for position in table.rejected}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(ROWS) - 1), st.sampled_from(BREAKS)), max_size=12))
def test_the_oracle_and_we_refuse_the_same_rows(breaks: list[tuple[int, tuple[str, str]]]) -> None:
    rows = [dict(row) for row in ROWS]
    for at, (code, text) in breaks:
        rows[at][code] = text
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "penalties.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADERS.values(), *(row.values() for row in rows)])
        ours = invalid_by_us(path)
        assert ours == invalid_by_frictionless(path)
        assert ours == {at + 2 for at, _ in breaks}
