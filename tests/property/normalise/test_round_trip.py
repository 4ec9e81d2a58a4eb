"""A clean record written in any layout, encoding, delimiter and date shape comes back the same."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from infra.bench.penalty_rows import HEADERS, penalties
from tests.property.normalise.test_columns_equal_rows import context

from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import CleanRow

SHAPES: list[Callable[[date], str]] = [
    date.isoformat,
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: d.strftime("%Y%m%d"),
    lambda d: d.strftime("%Y.%m.%d"),
    lambda d: d.strftime("%Y-%m-%d 00:00:00.0"),
    lambda d: str((d - date(1899, 12, 30)).days) + ".0",
]
OLDER = ["2015-new", "2015-wuhan", "2015-old"]
KEPT = ["document_number", "party_name", "party_type", "party_code", "violation_facts", "penalty_basis", "penalty_kind"]
"""What both the current and the older templates hold of a decision."""


def through(text: str, encoding: str) -> list[CleanRow]:
    """The records of a file with this text, as a department would get them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "处罚.csv"
        path.write_bytes(text.encode(encoding))
        reading = read(path, context().dataset, context().catalogue, Limits())
        rows: list[CleanRow] = []
        for chunk in reading.chunks:
            verdict = normalise_chunk(chunk, reading.columns, context(), reading.layout, reading.findings)
            assert [f.as_json() for f in verdict.findings if f.kind.level == "error"] == []
            rows += verdict.accepted
        assert reading.errors == []
        return rows


def written(rows: list[list[str]], header: list[str], delimiter: str = ",", line_end: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows([header, *rows])
    return text.getvalue()


def clean(seed: int, count: int = 6) -> list[dict[str, str]]:
    """Clean rows whose dates are ISO, whatever shape the generator chose."""
    made = list(penalties(count, seed, "武汉市市场监督管理局", defects=False))
    days = {row["CF_WSH"]: date(2026, 1, 5 + i) for i, row in enumerate(made)}
    for row in made:
        row["CF_JDRQ"], row["CF_YXQ"] = days[row["CF_WSH"]].isoformat(), "2099-12-31"
    return made


def reference(seed: int) -> list[CleanRow]:
    return through(written([[row.get(c, "") for c in HEADERS] for row in clean(seed)], list(HEADERS.values())), "utf-8")


@settings(max_examples=30, deadline=None)
@given(
    seed=st.integers(0, 30),
    shape=st.sampled_from(SHAPES),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    delimiter=st.sampled_from([",", "\t", ";"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    by_code=st.booleans(),
    order=st.permutations(list(HEADERS)),
)
def test_encoding_shape_and_order_change_nothing(
    seed: int,
    shape: Callable[[date], str],
    encoding: str,
    delimiter: str,
    line_end: str,
    by_code: bool,
    order: list[str],
) -> None:
    rows = [dict(row, CF_JDRQ=shape(date.fromisoformat(row["CF_JDRQ"]))) for row in clean(seed)]
    header = [code if by_code else HEADERS[code] for code in order]
    text = written([[row.get(code, "") for code in order] for row in rows], header, delimiter, line_end)
    assert through(text, encoding) == reference(seed)


@pytest.mark.parametrize("layout", OLDER)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_older_templates_tell_the_same_decision(layout: str, encoding: str) -> None:
    chosen = context().dataset.layout(layout)
    assert chosen
    codes = {one.name: one.code or "" for one in context().dataset.fields} | {"penalty_kind_1": "CF_CFLB"}
    filler = {"penalty_end_date": "2027-01-05", "case_name": "某案", "penalty_name": "某处罚", "publicity_years": "1"}
    filler |= {"penalty_department": "湖北省市场监督管理局", "current_status": "正常", "division_code": "420100"}
    rows = [[row.get(codes.get(f, ""), filler.get(f, "")) for f in chosen.fields] for row in clean(3)]
    came = through(written(rows, list(chosen.headers)), encoding)
    expected = reference(3)
    assert [r.party.type for r in came] == [r.party.type for r in expected]
    assert [r.document_key for r in came] == [r.document_key for r in expected]
    assert [r.decision_date for r in came] == [r.decision_date for r in expected]
    assert [{k: r.content.get(k) for k in KEPT} for r in came] == [
        {k: r.content.get(k) for k in KEPT} for r in expected
    ]
