"""A decision that by law is not disclosed is under no duty from the day of its approval on, and is counted as such."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from tests.unit.compliance.stories import CATALOGUE, MARKET, WATER, City, at, decision, entry
from tests.unit.deadlines.calendars import calendar

from chengxin.catalogue.legal import Exemption
from chengxin.catalogue.load import CatalogueError, load
from chengxin.compliance.board.scoreboard import scoreboard
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.sweep import DocumentQuery, sweep

SECRET = Exemption.model_validate(
    {
        "department": MARKET,
        "documentNumber": "甲（2026）第1号",
        "legalGround": "《政府信息公开条例》第十四条",
        "approver": "法规处",
        "approvedOn": "2026-03-20",
    }
)
DUTIES = Duties(calendar(), CATALOGUE.model_copy(update={"exemptions": (SECRET,)}))
SOURCE = Path(__file__).parents[3] / "infra" / "catalogue"


def test_it_holds_from_the_day_of_approval_whatever_tells_of_the_decision() -> None:
    city = City()
    city.drop(
        entry(at("2026-03-03"), decision("甲〔2026〕1号", "2026-03-02", "register")),
        entry(at("2026-03-04"), decision("甲〔2026〕1号", "2026-03-02", "rejected_row"), department=WATER),
    )
    for day, overdue in (("2026-03-19", 1), ("2026-03-20", 0)):
        assert len(sweep(city.open(), at(day), DUTIES, city.found).overdue) == overdue
    assert len(sweep(city.open(WATER), at("2026-03-20"), DUTIES, city.found).overdue) == 1
    board = scoreboard(MARKET, "2026-03", at("2026-03-31"), city.entries, DUTIES)
    assert [one.line.decision.document_number for one in board.exempt.first] == ["甲〔2026〕1号"]
    assert board.as_json()["exempt"] == 1


def test_nobody_is_asked_for_what_is_exempt() -> None:
    told = entry(at("2026-03-03"), decision("甲〔2026〕1号", "2026-03-02", "register"))
    asked: list[DocumentQuery] = []

    def find(wanted: Sequence[DocumentQuery]) -> dict[DocumentQuery, datetime]:
        asked.extend(wanted)
        return {}

    sweep([told], at("2026-03-20"), DUTIES, find)
    assert asked == []


@pytest.mark.parametrize("missing", ["legalGround", "approver", "approvedOn"])
def test_ground_approver_and_day_must_be_there(tmp_path: Path, missing: str) -> None:
    for path in SOURCE.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "exemptions.yaml").unlink()
    facts = {
        "department": "market-regulation",
        "documentNumber": "甲1号",
        "legalGround": "法",
        "approver": "某处",
        "approvedOn": "2026-03-02",
    }
    lines = [f"{key}: {value}" for key, value in facts.items() if key != missing]
    (tmp_path / "exemptions.yaml").write_text("- " + "\n  ".join(lines), encoding="utf-8")
    with pytest.raises(CatalogueError, match=missing):
        load(tmp_path)


def test_an_exemption_of_an_unknown_department_or_told_twice_is_a_fault(tmp_path: Path) -> None:
    for path in SOURCE.iterdir():
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "exemptions.yaml").unlink()
    one = "- {department: nobody, documentNumber: 甲1号, legalGround: 法, approver: 某处, approvedOn: 2026-03-02}\n"
    (tmp_path / "exemptions.yaml").write_text(one + one.replace("甲1号", "甲第01号"), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"defined twice[\s\S]*no department nobody"):
        load(tmp_path)
