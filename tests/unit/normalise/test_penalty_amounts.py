"""Amounts against the sums that a decision's content states in words."""

from decimal import Decimal

import pytest
from tests.unit.normalise.penalties import firm, found, judged_in

from chengxin.normalise.rules.penalty_content import stated_sums


def verdict_on(content: str, fine: str, confiscated: str = "", kind: str = "罚款") -> list[str]:
    row = firm(penalty_content=content, fine_amount=fine, confiscated_amount=confiscated, penalty_kind=kind)
    return [f"{field} {code}" for _, field, code in found(judged_in("790-2018", [row])) if code != "money-unit-doubt"]


@pytest.mark.parametrize(
    ("content", "fines", "confiscated", "totals"),
    [
        ("罚款12000元", [12000], [], []),
        ("罚款人民币12,000.00元整", [12000], [], []),
        ("罚款１２０００元", [12000], [], []),
        ("处人民币壹万贰仟元整罚款", [12000], [], []),
        ("处以50000元（伍万元）罚款", [50000], [], []),
        ("罚款人民币1.2万元（大写：壹万贰仟元整）", [12000], [], []),
        ("罚款：人民币贰万元整（￥20000.00）", [20000], [], []),
        ("处罚款5万", [50000], [], []),
        ("处10000元的行政罚款", [10000], [], []),
        ("一、没收违法所得2500元；二、罚款12000元。", [12000], [2500], []),
        ("没收违法所得人民币250元，并处违法所得一倍罚款250元", [250], [250], []),
        ("对单位罚款5万元，对直接负责的主管人员罚款1万元", [50000, 10000], [], []),
        ("处以货值金额5000元三倍罚款15000元", [15000], [], []),
        ("罚没款合计2750元", [], [], [2750]),
        ("罚款人民币\n叁仟元整", [3000], [], []),
        ("罚款50.5元", [Decimal("50.5")], [], []),
        ("处500元以上5000元以下罚款", [], [], []),
        ("逾期不缴纳的，每日按罚款数额的百分之三加处罚款", [], [], []),
        ("每日加处罚款300元", [], [], []),
        ("退还多收价款3000元", [], [], []),
        ("给予警告，责令改正。", [], [], []),
    ],
)
def test_sums_are_read_with_their_kind(
    content: str, fines: list[int], confiscated: list[int], totals: list[int]
) -> None:
    sums = stated_sums(content)
    assert [list(sums.fines), list(sums.confiscated), list(sums.totals)] == [fines, confiscated, totals]


@pytest.mark.parametrize(
    ("content", "fine", "confiscated"),
    [
        ("罚款12000元", "1.2", ""),
        ("罚款12000元", "12000元", ""),
        ("一、没收违法所得2500元；二、罚款12000元。", "1.2", "0.25"),
        ("没收违法所得2500元，没收非法财物价值3000元，罚款1万元", "1", "0.55"),
        ("没收违法所得2500元，没收走私香烟10条，罚款1万元", "1", "0.7"),
        ("罚没款合计14500元", "1.2", "0.25"),
        ("对单位罚款5万元，对直接负责的主管人员罚款1万元", "5", ""),
        ("对单位罚款5万元，对直接负责的主管人员罚款1万元", "6", ""),
        ("两案分别罚款200元、300元，共计500元", "0.05", ""),
        ("责令改正并处罚款", "3", ""),
        ("依法处五百元以上五千元以下罚款", "0.2", ""),
    ],
)
def test_amounts_that_agree_are_accepted(content: str, fine: str, confiscated: str) -> None:
    kind = "罚款;没收违法所得、没收非法财物" if confiscated else "罚款"
    assert verdict_on(content, fine, confiscated, kind) == []


@pytest.mark.parametrize(
    ("content", "fine", "confiscated", "field", "hint"),
    [
        ("罚款12000元", "12000", "", "fine_amount", "似把以“元”计的数填进了以“万元”计的栏"),
        ("罚款壹万贰仟元整", "12000", "", "fine_amount", "似把以“元”计的数填进了以“万元”计的栏"),
        ("罚款5万元", "5元", "", "fine_amount", "似把以“万元”计的数填进了以“元”计的栏"),
        ("罚款12000元", "1.3", "", "fine_amount", ""),
        ("没收违法所得2500元，罚款12000元", "1.2", "2500", "confiscated_amount", "似把以“元”计"),
        ("没收违法所得2500元，没收走私香烟，罚款12000元", "1.2", "2500", "confiscated_amount", "似把以“元”计"),
        ("对单位罚款5万元，对负责人罚款1万元", "7", "", "fine_amount", ""),
    ],
)
def test_a_contradiction_is_an_error_that_names_the_likely_unit(
    content: str, fine: str, confiscated: str, field: str, hint: str
) -> None:
    kind = "罚款;没收违法所得、没收非法财物" if confiscated else "罚款"
    verdict = judged_in(
        "790-2018",
        [firm(penalty_content=content, fine_amount=fine, confiscated_amount=confiscated, penalty_kind=kind)],
    )
    (told,) = [one for one in verdict.findings if one.kind.code == "amount-contradicted"]
    assert (told.field, len(verdict.rejected)) == (field, 1)
    assert hint in told.message
    assert "似把" in told.message or not hint


@pytest.mark.parametrize(("fine", "code"), [("", "fine-missing"), ("0", "fine-zero"), ("0.000000", "fine-zero")])
def test_a_fine_of_nothing_is_an_error(fine: str, code: str) -> None:
    assert verdict_on("责令改正，处以罚款。", fine) == [f"fine_amount {code}"]


def test_nothing_confiscated_is_no_fault_where_only_goods_were() -> None:
    assert verdict_on("没收不合格食品30袋，罚款300元", "0.03", "0", "罚款;没收违法所得、没收非法财物") == []
