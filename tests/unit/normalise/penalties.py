"""A penalty row in any layout, changed cell by cell: what the product makes of it."""

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache

from infra.bench.penalty_rows import HEADERS
from tests.unit.normalise.test_engine import FIRM, context

from chengxin.formats.model import Chunk, Column
from chengxin.normalise.engine import normalise_chunk
from chengxin.normalise.model import ChunkVerdict

OLD: dict[str, str] = {
    "document_number": "武市监罚〔2018〕64号",
    "penalty_name": "销售不合格食品案",
    "violation_facts": "货架上有超过保质期的糕点12盒。",
    "penalty_content": "依法处理。",
    "penalty_basis": "《中华人民共和国食品安全法》第一百二十四条",
    "party_name": "武汉江汉百货有限公司",
    "party_code": "914201007071167872",
    "legal_representative": "张伟",
    "decision_date": "2018-03-02",
    "authority_name": "武汉市市场监督管理局",
    "current_status": "正常",
    "division_code": "420100",
}
"""A row of the templates of 2015, by field, without kinds."""


@cache
def columns(layout: str) -> tuple[Column, ...]:
    """The columns of a layout; of today's in the order of the standard's codes."""
    chosen = context().dataset.layout(layout)
    assert chosen
    return tuple(Column(i, h, f or None) for i, (h, f) in enumerate(zip(chosen.headers, chosen.fields, strict=True)))


def judged_in(layout: str, rows: Sequence[Mapping[str, str]], reporter: str = "market-regulation") -> ChunkVerdict:
    """The verdict on rows given by field name, reported by a department."""
    text = io.StringIO(newline="")
    fields = [column.field or "" for column in columns(layout)]
    csv.writer(text).writerows([[str(i), *(row.get(f, "") for f in fields)] for i, row in enumerate(rows, start=2)])
    chunk = Chunk(0, 2, len(rows), text.getvalue().encode())
    return normalise_chunk(chunk, columns(layout), context(reporter=reporter), layout)


def firm(**changes: str) -> dict[str, str]:
    """A clean penalty on a firm in today's layout, by field name."""
    names = {one.code: one.name for one in context().dataset.fields if one.code}
    return {names[code]: FIRM.get(code, "") for code in HEADERS} | changes


def found(verdict: ChunkVerdict) -> list[tuple[int | None, str | None, str]]:
    """Row, field and code of every finding."""
    return [(one.row, one.field, one.kind.code) for one in verdict.findings]
