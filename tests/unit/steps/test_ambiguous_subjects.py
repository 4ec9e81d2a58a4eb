"""Telling a department that a row without a code fits several enterprises."""

import pytest
from tests.unit.normalise.test_engine import FIRM, PERSON, columns, context, judged
from tests.unit.read_model.public_world import FIRM as FIRST
from tests.unit.read_model.public_world import OTHER_FIRM as SECOND
from tests.unit.read_model.public_world import public

from chengxin.read_model.model import Subject
from chengxin.read_model.reader import ReadModel
from chengxin.steps.ambiguous_subjects import with_ambiguity_warnings

TRADER = {**FIRM, "CF_XDR_LB": "个体工商户", "CF_XDR_SHXYM": "", "CF_XDR_MC": "江汉区长江五金店"}


def doubts(row: dict[str, str], index: ReadModel) -> list[str]:
    verdict = with_ambiguity_warnings(judged(row), context().dataset, columns(), index)
    return [found.message for found in verdict.findings if found.kind.code == "ambiguous-subject"]


@pytest.fixture
def index() -> ReadModel:
    subjects = [Subject(code, TRADER["CF_XDR_MC"], "1") for code in (FIRST, SECOND)]
    masked = [Subject(code, "王**", "1", "sole_trader") for code in ("1", "2")]
    return public(*subjects, *masked, Subject("3", "独此一家", "1"))


def test_several_candidates_are_named_and_one_is_no_matter(index: ReadModel) -> None:
    (message,) = doubts(TRADER, index)
    assert all(text in message for text in (FIRST, SECOND, "2家"))
    assert doubts({**TRADER, "CF_XDR_MC": "独此一家"}, index) == []
    assert doubts({**TRADER, "CF_XDR_MC": "无人知晓的店"}, index) == []


def test_a_surname_is_no_name_to_go_by(index: ReadModel) -> None:
    assert doubts({**TRADER, "CF_XDR_MC": "王小明", "CF_FRDB": "王小明"}, index) == []


@pytest.mark.parametrize("row", [FIRM, PERSON], ids=["a code of its own", "a natural person"])
def test_nobody_is_looked_for(row: dict[str, str], index: ReadModel) -> None:
    assert doubts({**row, "CF_XDR_MC": TRADER["CF_XDR_MC"]}, index) == []
