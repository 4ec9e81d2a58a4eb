"""Telling a department that a code is registered to somebody else."""

import pytest
from tests.unit.normalise.test_engine import FIRM, PERSON, columns, context, judged
from tests.unit.read_model.public_world import public, record

from chengxin.read_model.model import Subject
from chengxin.read_model.reader import ReadModel
from chengxin.steps.registered_names import with_name_warnings

CODE, NAME = FIRM["CF_XDR_SHXYM"], FIRM["CF_XDR_MC"]
SOLE = {**FIRM, "CF_XDR_LB": "个体工商户", "CF_XDR_SHXYM": "92420103MA4K2N6G5H", "CF_XDR_MC": "王小明"}


def told(row: dict[str, str], index: ReadModel) -> list[str]:
    verdict = with_name_warnings(judged(row), context().dataset, columns(), index)
    return [one.message for one in verdict.findings if one.kind.code == "registered-name-differs"]


@pytest.mark.parametrize(
    ("registered", "agree"),
    [
        (Subject(CODE, NAME, "1"), True),
        (Subject(CODE, f" {NAME}（集团）".replace("（集团）", ""), "1"), True),
        (Subject(CODE, "武汉新名百货有限公司", "1", former_names=[NAME]), True),
        (Subject(CODE, "武汉长江物流有限公司", "1"), False),
        (Subject("91420100MA4KXY8Q0X", "武汉长江物流有限公司", "1"), True),
    ],
    ids=["the same", "another spelling", "a former name", "another firm", "not of the registry"],
)
def test_the_registry_knows_the_code_by_its_names(registered: Subject, agree: bool) -> None:
    messages = told(FIRM, public(registered))
    assert bool(messages) is not agree
    assert all(f"登记的名称是“{registered.name}”，本行填的是“{NAME}”" in message for message in messages)


def test_what_another_record_called_it_is_no_registration() -> None:
    index = public(record("1", subject_code=CODE, subject_name="武汉长江物流有限公司"))
    assert told(FIRM, index) == []


def test_an_owner_s_name_is_compared_as_the_public_sees_it() -> None:
    code = SOLE["CF_XDR_SHXYM"]
    assert told(SOLE, public(Subject(code, "王**", "1", "sole_trader"))) == []
    assert told(SOLE, public(Subject(code, "李**", "1", "sole_trader"))) != []


def test_a_person_is_not_looked_for() -> None:
    assert told(PERSON, public(Subject(CODE, "武汉长江物流有限公司", "1"))) == []
