"""Kinds of penalty as departments write them: joined in one wording, noted in the second column of 2015, left out."""

import json

import pytest
from tests.unit.normalise.penalties import OLD, firm, found, judged_in
from tests.unit.normalise.test_engine import context

from chengxin.celltypes import CellContext, CellError, cell_type
from chengxin.normalise.rules.penalty_rules import ordered

FIELD = context().dataset.by_name["penalty_kind"]
CELL = CellContext(context().today, context().catalogue)


def kinds(text: str) -> str:
    return cell_type("code-list").clean(text, FIELD, CELL).value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("没收违法所得并处罚款", "没收违法所得;罚款"),
        ("没收违法所得和罚款", "没收违法所得;罚款"),
        ("没收并罚款", "没收非法财物;罚款"),
        ("罚款及没收违法所得", "罚款;没收违法所得"),
        ("警告并处罚款", "警告;罚款"),
        ("罚款（并处警告）", "罚款;警告"),
        ("没收过期药品，罚款", "没收非法财物;罚款"),
        ("没收生产工具、违法所得", "没收非法财物;没收违法所得"),
        ("警告罚款", "警告;罚款"),
        ("没收违法所得和非法财物", "没收违法所得;没收非法财物"),
        ("没收违法所得、非法财物", "没收违法所得;没收非法财物"),
        ("罚款;没收违法所得和非法财物;法律、法规规定的其他行政处罚方式;", "罚款;没收违法所得;没收非法财物;其他"),
        ("法律、行政法规规定的其他行政处罚", "其他"),
        ("责令停产停业并处罚款", "责令停产停业;罚款"),
        ("暂扣或者吊销许可证、暂扣或者吊销执照", "暂扣或者吊销许可证件"),
        ("吊销食品经营许可证", "吊销许可证件"),
        ("暂扣道路运输从业资格证，罚款", "暂扣许可证件;罚款"),
        ("罚款与警告以及没收违法所得", "罚款;警告;没收违法所得"),
    ],
)
def test_a_joint_wording_is_read_as_all_that_it_names(written: str, read: str) -> None:
    assert kinds(written) == read


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("罚款;责令限期整改", "罚款;其他-责令限期整改"),
        ("罚款;没收违法所", "罚款;没收违法所得"),
        ("没收违法建筑，罚款", "其他-没收违法建筑;罚款"),
        ("罚没款", None),
        ("批评教育类", None),
        ("12", None),
    ],
)
def test_an_offer_keeps_every_part_of_what_was_written(written: str, offered: str | None) -> None:
    with pytest.raises(CellError) as caught:
        kinds(written)
    assert caught.value.kind.code == "code-list-unknown"
    if offered:
        assert f"“{offered}”" in (caught.value.suggestion or "")
    else:
        assert caught.value.suggestion is None


def test_a_note_never_carries_a_personal_number_into_public() -> None:
    verdict = judged_in("790-2018", [firm(penalty_kind="罚款;其他-通知13800138000")])
    assert found(verdict) == [(2, "penalty_kind", "personal-data-in-text")]
    assert "13800138000" not in json.dumps(verdict.accepted[0].content)
    assert "13800138000" not in json.dumps(
        judged_in("2015-new", [{**OLD, "penalty_kind_1": "罚款", "penalty_kind_2": "通知13800138000"}])
        .accepted[0]
        .content
    )


@pytest.mark.parametrize(
    ("first", "second", "merged"),
    [
        ("其他（见处罚类别2）", "简易处罚", "其他-简易处罚"),
        ("其他", "简易处罚", "其他-简易处罚"),
        ("其他（详见类别2）", "当场处罚", "其他-当场处罚"),
        ("6、其他（需注明）", "责令停止违法行为", "其他-责令停止违法行为"),
        ("罚款", "记入不良行为记录", "其他-记入不良行为记录;罚款"),
        ("其他（见处罚类别2）", "没收并罚款", "罚款;没收非法财物"),
        ("其他（见处罚类别2）", "罚款;没收非法财物;责令停止违法行为;", "其他-责令停止违法行为;罚款;没收非法财物"),
        ("其他（见处罚类别2）", "罚款;法律、法规规定的其他行政处罚方式;", "罚款"),
        ("罚款", "处罚款2万元", "其他-处罚款2万元;罚款"),
        ("其他（见处罚类别2）", "处罚款3万元", "其他-处罚款3万元;罚款"),
        ("罚款", "责令限期整改 恢复地貌，并公开道歉", "其他-责令限期整改 恢复地貌,并公开道歉;罚款"),
        ("罚款", "停产停业", "罚款;责令停产停业"),
        ("罚款", "吊销营业执照;", "罚款;吊销许可证件"),
        ("罚款", "无", "罚款"),
        ("罚款", "", "罚款"),
    ],
)
@pytest.mark.parametrize("layout", ["2015-new", "2015-wuhan"])
def test_the_second_column_of_2015_is_a_note(layout: str, first: str, second: str, merged: str) -> None:
    case = {"case_name": "某案", "penalty_end_date": "2019-03-02", "publicity_years": "1", "penalty_department": "某局"}
    verdict = judged_in(layout, [{**OLD, **case, "penalty_kind_1": first, "penalty_kind_2": second}])
    assert found(verdict) == []
    content = verdict.accepted[0].content
    assert content["penalty_kind"] == merged
    assert content["heaviest_kind"] == merged.split(";")[-1].split("-")[0]
    assert "penalty_kind_2" not in content


@pytest.mark.parametrize(
    ("content", "kind", "omitted"),
    [
        ("给予警告，并处罚款5000元。", "警告", "罚款"),
        ("一、没收违法所得2500元；二、罚款12000元。", "罚款", "没收违法所得"),
        ("罚款伍佰元，吊销食品经营许可证。", "罚款", "吊销许可证件"),
        ("罚款2万元，并责令停产停业整顿。", "罚款", "责令停产停业"),
        ("没收不合格食品30袋，罚款300元", "罚款", "没收非法财物"),
        ("暂扣驾驶证三个月，罚款200元", "罚款", "暂扣许可证件"),
        ("罚款500元，行政拘留五日", "罚款", "行政拘留"),
    ],
)
def test_a_kind_that_the_content_imposes_and_the_column_omits_is_warned_of(
    content: str, kind: str, omitted: str
) -> None:
    amounts = {"fine_amount": "", "confiscated_amount": ""}
    if kind == "罚款":
        fines = {"伍佰元": "0.05", "2万元": "2", "12000元": "1.2", "300元": "0.03", "200元": "0.02", "500元": "0.05"}
        amounts["fine_amount"] = next(amount for words, amount in fines.items() if words in content)
    verdict = judged_in("790-2018", [firm(penalty_content=content, penalty_kind=kind, **amounts)])
    assert found(verdict) == [(2, "penalty_kind", "kind-omitted")]
    assert omitted in verdict.findings[0].message
    assert len(verdict.accepted) == 1, "a warning rejects nothing"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("给予警告，责令改正。逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款。", "警告"),
        ("警告。不予罚款。", "警告"),
        ("警告，责令设置警告标志。", "警告"),
        ("吊销营业执照。", "暂扣或者吊销许可证件"),
        ("依据可以处500元以上5000元以下罚款的规定，给予警告", "警告"),
        ("没收违法所得、没收非法财物", "没收违法所得、没收非法财物"),
    ],
)
def test_what_a_content_does_not_impose_is_not_missed(content: str, kind: str) -> None:
    verdict = judged_in(
        "790-2018",
        [firm(penalty_content=content, penalty_kind=kind, fine_amount="", confiscated_amount="1")],
    )
    assert found(verdict) == []


def test_a_file_of_2015_is_told_of_its_own_column() -> None:
    verdict = judged_in("2015-wuhan", [{**OLD, "penalty_kind_1": "警告", "penalty_content": "警告，罚款500元"}])
    assert [one.column for one in verdict.findings] == ["处罚类别1"]
    assert verdict.findings[0].message == "“处罚结果”写明了罚款，“处罚类别1”中没有。"


@pytest.mark.parametrize("written", ["警告;", ";警告", "警告;;警告"])
def test_a_column_that_names_no_kind_leaves_no_mark_in_the_public_one(written: str) -> None:
    codes = {value.code: value for value in context().catalogue.code_list(FIELD.code_list or "").values}
    assert ordered(written, codes) == ["警告"]
