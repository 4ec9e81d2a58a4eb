"""A decision from before there was a duty to disclose any is doubted, never refused."""

import pytest
from tests.unit.normalise.penalties import OLD, firm, judged_in


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ("1926-03-02", ["decided-before-duty"]),
        ("2009-03-02", ["decided-before-duty"]),
        ("2014-06-13", ["decided-before-duty"]),
        ("2014-06-14", []),
        ("2026-03-02", []),
    ],
)
@pytest.mark.parametrize(("layout", "row"), [("790-2018", firm()), ("2015-wuhan", {**OLD, "penalty_kind_1": "警告"})])
def test_a_year_before_the_duty_is_doubted(layout: str, row: dict[str, str], decided: str, told: list[str]) -> None:
    verdict = judged_in(layout, [{**row, "decision_date": decided}])
    findings = [one for one in verdict.findings if one.field == "decision_date"]
    assert [one.kind.code for one in findings] == told
    assert len(verdict.accepted) == 1
    assert all("2014-06-14" in one.message for one in findings)
