"""What documents lead to is there, and the pages on decisions are whole."""

import re
from pathlib import Path

import pytest
from tests.unit.architecture.walk import PROJECT

FOLDERS = (".github", "docs", "events", "functions", "infra", "layers", "tests")
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.md"))])
DECISIONS = sorted((PROJECT / "docs" / "decisions").glob("[0-9]*.md"))
CONTRIBUTING = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
HEADINGS = ("Context", "Decision", "Measured", "Rejected", "When to look again")
MOST_LOOK_UPS = 3


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8"))
    inner = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inner if not (path.parent / link).exists()] == []


def test_every_path_that_contributors_are_sent_to_is_there() -> None:
    named = [
        name
        for name in re.findall(r"`([^`\s]+)`", CONTRIBUTING)
        if re.match(r"(docs|functions|infra|layers|tests)/", name)
    ]
    assert [name for name in named if not (PROJECT / name).exists()] == []


def test_a_question_is_answered_in_few_look_ups() -> None:
    answers = re.findall(r"(?m)^\| (.+) \| (.+) \|$", CONTRIBUTING.partition("## Where is it?")[2])[1:]
    paths = {question: re.findall(r"`[^`]+(?:/[^`]+|\.yaml)`", answer) for question, answer in answers}
    assert [question for question, found in paths.items() if not 1 <= len(found) <= MOST_LOOK_UPS] == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_told_whole_on_one_page(path: Path) -> None:
    text = path.read_text("utf-8")
    told = re.findall(r"(?m)^## (.+)$", text)
    assert [heading for heading in HEADINGS if not any(one.startswith(heading) for one in told)] == []
    assert 25 <= len(text.splitlines()) <= 60


def test_the_list_of_decisions_names_each_in_order() -> None:
    listed = re.findall(r"(?m)^\| \[(\d\d)\]\((.+?)\)", (PROJECT / "docs/decisions/README.md").read_text("utf-8"))
    assert listed == [(path.name[:2], path.name) for path in DECISIONS]
