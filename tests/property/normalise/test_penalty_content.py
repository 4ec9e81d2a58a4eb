"""The shortcut over contents never says more than the reading of one content."""

from decimal import Decimal

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chengxin.normalise.rules.penalty_content import Sums, stated_sums
from chengxin.normalise.shortcuts.penalty_content import single_fine

WORDS = [
    *[
        "罚款",
        "人民币",
        "元",
        "整",
        "加处",
        "没收违法所得",
        "共计",
        "处",
        "并处",
        "每日",
        "责令改正",
        "，",
        "。",
        "；",
        "\n",
    ],
    *[
        "（",
        "）",
        "(",
        "5000",
        "12,000",
        "1.5",
        "万",
        "０",
        "百",
        "伍佰",
        "以上",
        "以下",
        "至",
        "¥",
        "￥",
        "0",
        "倍",
        "价值",
        "的",
    ],
    *["一、", "①", "圆", "块", " ", "不予", "缴纳", "违法所得"],
]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9).map("".join))
@example("责令改正，罚款人民币5000元。")
@example("罚款5000元以下")
@example("加处罚款5000元")
@example("罚款5000元（伍仟元）")
def test_a_single_fine_is_what_the_content_states(content: str) -> None:
    (short,) = single_fine(pl.Series([content])).to_list()
    if short is not None:
        assert stated_sums(content) == Sums(fines=(Decimal(short),), goods=stated_sums(content).goods)


def test_the_usual_words_take_the_shortcut() -> None:
    usual = ["罚款12000元", "责令改正，罚款人民币5000元。", "给予警告，并处罚款500元整", "一、警告；二、罚款3000元。"]
    assert single_fine(pl.Series(usual)).to_list() == ["12000.00", "5000.00", "500.00", "3000.00"]
