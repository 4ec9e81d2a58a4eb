"""The shortcut over names never passes over a cell that the rule would find several parties in."""

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st
from infra.bench.penalty_rows import penalties

from chengxin.normalise.rules.party_names import parties_in
from chengxin.normalise.shortcuts.party_names import perhaps_several
from chengxin.privacy.mentions import people_beside

PIECES = [
    *["王小明", "李娜", "税清碧", "欧阳锋华", "扎西多吉", "张", "阿依古丽·买买提", "江汉", "北京", "武汉"],
    *[
        "武汉长江百货有限公司",
        "长江商贸有限公司",
        "百货有限公司",
        "中国人寿",
        "太平财险",
        "小明餐馆",
        "某某保险代理",
        "和平药房",
    ],
    *[
        "，",
        "、",
        ",",
        "；",
        ";",
        "/",
        "|",
        "｜",
        "+",
        "＋",
        " ",
        "\u3000",
        "\xa0",
        "&nbsp;",
        "\t",
        "\n",
        "&",
        "\\",
        "﹑",
        "／",
    ],
    *[
        "和",
        "与",
        "及",
        "以及",
        "并",
        "暨",
        "等",
        "等3人",
        "等三户",
        "（",
        "）",
        "(",
        ")",
        "湖北",
        "个体",
        "男",
        "个体工商户",
        "经营者",
        "负责人：",
        "：",
        "1",
    ],
]


@settings(max_examples=4000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
@example("武汉长江百货有限公司（王小明）")
@example("张伟和李娜")
@example("武汉长江百货有限公司王小明")
@example("王小明（个体）")
@example("阿依古丽·买买提（男）")
@example("王伟等3人")
def test_where_several_or_people_beside_a_firm_are_named_the_shortcut_looks(cell: str) -> None:
    if len(parties_in(cell).names) > 1 or people_beside(cell):
        assert perhaps_several(pl.Series([cell])).to_list() == [0]


def test_few_cells_of_a_department_file_are_looked_at() -> None:
    names = [row["CF_XDR_MC"] for row in penalties(3000, 5, "某局", defects=False)]
    assert len(perhaps_several(pl.Series(names))) < 30
