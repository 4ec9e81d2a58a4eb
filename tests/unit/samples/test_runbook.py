"""Every alarm of the template has its page of the runbook, and every page the same headings."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HEADINGS = ["含义", "先查什么", "怎样处置", "何时不要处置", "怎样确认恢复", "告知谁"]
PAGES = sorted(path for path in (ROOT / "docs" / "runbook").glob("*.md") if path.name != "README.md")


def test_every_alarm_names_a_page_that_exists() -> None:
    template = (ROOT / "template.yaml").read_text("utf-8")
    named = re.findall(r"docs/runbook/([a-z-]+\.md)", template)
    assert len(named) == template.count("Type: AWS::CloudWatch::Alarm")
    assert set(named) == {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_answers_the_same_questions(page: Path) -> None:
    assert re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE) == HEADINGS
