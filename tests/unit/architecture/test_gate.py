"""One gate: nothing outside the privacy package hides or masks a text by itself."""

import re

from infra.local.config import PROJECT

PACKAGES = ("layers/domain/python/chengxin", "layers/adapters/python/chengxin_aws", "functions")


def test_only_the_gate_hides_and_masks() -> None:
    files = [
        path for package in PACKAGES for path in (PROJECT / package).rglob("*.py") if path.parent.name != "privacy"
    ]
    by_hand = re.compile(r"import .*\b(?:redact|mask)\b")
    assert [path for path in files if by_hand.search(path.read_text("utf-8"))] == []
