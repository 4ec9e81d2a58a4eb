"""The column path and the plain rules agree on every row: same findings, same verdict, same cells."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from infra.bench.penalty_rows import penalties
from infra.bench.row_oracle import judge_row

from chengxin.catalogue import Catalogue
from chengxin.catalogue.load import load
from chengxin.formats.model import Chunk, Column
from chengxin.normalise.engine import judge, normalise_chunk
from chengxin.normalise.model import Context
from chengxin.times import SHANGHAI

ROOT = Path(__file__).parents[3]
NASTY = [
    *["", " ", "无", "/", "——", "0", "1", "零", "null", "\u3000", "\u200b", "\x00", "\x07", "\ufffd", "\r\n", "长期"],
    *[
        "其他",
        "其他-责令改正",
        "其他（见处罚类别2）",
        "罚款;警告",
        "罚款、没收违法所得",
        "警告；警告",
        "法人",
        "自然人",
        "个体户",
    ],
    *["９１４２０１００７０７１１６７８７２", "914201007071167872", "91420100707116787O", "360426199101010071"],
    *["430703600222560", "1.23457E+17", "43112.0", "43112", "2026-03-02", "2026-02-30", "20260302", "2026年3月"],
    *["26.3.2", "9999-12-31", "2099/12/31", "2030-01-01", "壹万贰仟元整", "1,200.50", "-5", "1e5", "0.0000001", "1.20"],
    *[
        "张伟、李娜",
        "江汉百货有限公司，王伟，陈黎",
        "北京、上海联合咨询有限公司",
        "王伟等3人",
        "欧阳娜娜",
        "阿依古丽·买买提",
        "武汉长江百货有限公司王小明",
        "武汉长江百货有限公司张伟",
        "武汉长江百货有限公司武\ue81e汉",
        "张 伟在场",
        "張偉在场",
        "业主：张\u200b伟",
        "王小明（个体）",
        "John Smith",
        "JOHN  SMITH",
    ],
    *["电话13800138000", "身份证360426199101010071。", "武市监罚〔2026〕第007号", "（武）市监罚[2026]7号", "x" * 600],
    *[
        'a"b',
        "a,b",
        "a\nb",
        "身份证",
        "其他-旅行证",
        "=1+1",
        "①",
        "㈱",
        "Ａｂ１",
        "999.999999",
        "1000",
        "00.5",
        "12345678",
    ],
    *[
        "#REF!",
        "#N/A",
        "罚款#VALUE!元",
        "####",
        "undefined",
        "[object Object]",
        "同上",
        "见附件",
        "附件2",
        "〃",
        "(null)",
    ],
    *[
        '="武市监罚〔2026〕12号"',
        '="914201007071167872"',
        "'2026-03-02",
        "`1.2",
        '="a"&"b"',
        "甲&amp;乙",
        "&nbsp;",
        "\x1a",
    ],
    *["姝︽眽甯傛睙姹夊尯", "锟斤拷", "武\ue81e汉", "武\ue000汉", "武汉□商行", "武汉?商行", "æ­¦æ±‰å¸‚", "Îäºº¶«ºþ"],
    *[
        "1.2E4",
        "5.0E-4",
        "1.23E+08",
        "二0二六年三月二日",
        "2026-03-O2",
        "武市监罚〔2062〕1号",
        "武市监罚〔2026〕XX号",
        "2026-11-20",
    ],
]


@cache
def context() -> Context:
    catalogue: Catalogue = load(ROOT / "infra" / "catalogue")
    dataset, department = catalogue.dataset("administrative-penalty"), catalogue.department("market-regulation")
    assert dataset
    assert department
    moment = datetime(2026, 11, 23, tzinfo=SHANGHAI)
    return Context(catalogue, dataset, department, moment.date(), moment)


def columns_of(layout: str) -> list[Column]:
    chosen = context().dataset.layout(layout)
    assert chosen
    return [
        Column(i, header, name or None, chosen.units.get(name))
        for i, (header, name) in enumerate(zip(chosen.headers, chosen.fields, strict=True))
    ]


def rows_in(layout: str, count: int, seed: int) -> list[list[str]]:
    """Bench rows in the columns of a layout; what the generator doesn't know stays blank."""
    codes = {one.name: one.code for one in context().dataset.fields}
    older = {"penalty_kind_1": "CF_CFLB", "penalty_end_date": "CF_YXQ"}
    keys = [older.get(c.field or "", codes.get(c.field or "") or "") for c in columns_of(layout)]
    return [[row.get(key, "") for key in keys] for row in penalties(count, seed, "武汉市市场监督管理局")]


def chunk_of(rows: Sequence[Sequence[str]]) -> Chunk:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([[str(i), *row] for i, row in enumerate(rows, start=2)])
    return Chunk(0, 2, len(rows), text.getvalue().encode())


def assert_equal(rows: Sequence[Sequence[str]], layout: str) -> None:
    columns, dataset = columns_of(layout), context().dataset.in_layout(layout)
    table = judge(chunk_of(rows), columns, context(), layout)
    told: dict[int, set[tuple[str, str]]] = {}
    for finding in table.findings:
        told.setdefault(finding.row or 0, set()).add((finding.field or "", finding.kind.code))
    cells = {name: table.values(name).to_list() for name in table.filled()}
    for position, texts in enumerate(rows):
        expected = judge_row(texts, columns, context(), layout, dataset)
        assert told.get(position + 2, set()) == expected.findings, texts
        assert (position not in table.rejected) == expected.accepted, texts
        assert {n: v[position] for n, v in cells.items() if v[position] is not None} == expected.cells, texts


LAYOUTS = ["790-2018", "2015-new", "2015-old"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_on_a_department_file(layout: str) -> None:
    assert_equal(rows_in(layout, 1500, seed=5), layout)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), layout=st.sampled_from(LAYOUTS), seed=st.integers(0, 50))
def test_on_adversarial_cells(data: st.DataObject, layout: str, seed: int) -> None:
    rows = rows_in(layout, 12, seed)
    width = len(rows[0])
    nasty = st.sampled_from(NASTY) | st.text(max_size=12)
    for row, column, text in data.draw(
        st.lists(st.tuples(st.integers(0, 11), st.integers(0, width - 1), nasty), max_size=30)
    ):
        rows[row][column] = text.encode("utf-8", "replace").decode()
    assert_equal(rows, layout)


def test_personal_numbers_are_hidden_among_many_clean_texts() -> None:
    rows = rows_in("790-2018", 600, seed=9)
    places = {column.field: column.index for column in columns_of("790-2018")}
    for at, name in ((17, "violation_facts"), (300, "penalty_content"), (301, "party_name"), (599, "violation_facts")):
        rows[at][places[name]] += "电话13800138000"
    assert_equal(rows, "790-2018")


@settings(max_examples=20, deadline=None)
@given(cells=st.lists(st.lists(st.sampled_from(NASTY), min_size=22, max_size=22), min_size=1, max_size=8))
def test_on_rows_of_nothing_but_trouble(cells: list[list[str]]) -> None:
    assert_equal(cells, "2015-new")


@pytest.mark.parametrize("rows", [20, 400])
def test_few_and_many_distinct_texts_meet_the_same_rules(rows: int) -> None:
    """Columns with few texts take another way than those with many; both say the same."""
    width, count = len(columns_of("790-2018")), len(NASTY)
    spelt = [NASTY[i % count] + str(i // count or "") for i in range(rows)]
    assert_equal([[spelt[(i * 7 + j) % rows] for j in range(width)] for i in range(rows)], "790-2018")


@pytest.mark.parametrize("remembered", [20, 50_000])
def test_chunk_after_chunk_meets_the_same_rules(monkeypatch: pytest.MonkeyPatch, remembered: int) -> None:
    """How full a column is, and what is remembered of it, changes from chunk to chunk; what is said doesn't."""
    monkeypatch.setattr("chengxin.normalise.columnar.column_cleaner.REMEMBERED", remembered)
    context().memory.clear()
    for seed, every in enumerate([1, 3, 20, 900, 1, 20, 3, 1]):
        rows = rows_in("790-2018", 600, seed)
        thinned = [[text if (i + j) % every == 0 else "" for j, text in enumerate(row)] for i, row in enumerate(rows)]
        assert_equal(thinned, "790-2018")


def test_verdict_counts_and_findings_agree() -> None:
    rows = rows_in("790-2018", 800, seed=9)
    verdict = normalise_chunk(chunk_of(rows), columns_of("790-2018"), context(), "790-2018", ())
    assert verdict.total == len(verdict.accepted) + len(verdict.rejected) == 800
    wrong = {f.row for f in verdict.findings if f.kind.level == "error"}
    assert {r.row for r in verdict.rejected} == wrong
    assert [f.row for f in verdict.findings] == sorted(f.row or 0 for f in verdict.findings)
