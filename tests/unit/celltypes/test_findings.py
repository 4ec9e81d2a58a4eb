"""Every kind of finding on a cell: its example provokes it, and it says what an officer needs."""

import re
from typing import Any

import pytest
from tests.unit.celltypes.cells import clean

import chengxin.findings.cells as value_kinds
import chengxin.findings.identifier_cells as identifier_kinds
from chengxin.celltypes import CELL_TYPES, CellError
from chengxin.findings import Finding, FindingKind

KINDS = [
    one for module in (value_kinds, identifier_kinds) for one in vars(module).values() if isinstance(one, FindingKind)
]
WHERE: dict[str, tuple[str, dict[str, Any]]] = {
    "control-character": ("name", {}),
    "garbled-text": ("name", {}),
    "too-long": ("text", {"constraints": {"maxLength": 5}}),
    "too-short": ("name", {"constraints": {"minLength": 2}}),
    "pattern-mismatch": ("text", {"constraints": {"pattern": "[A-Z]{3}"}, "example": "ABC"}),
    "not-allowed": ("text", {"constraints": {"enum": ["甲", "乙"]}}),
    "number-too-small": ("integer", {"constraints": {"minimum": 0}}),
    "number-too-large": ("integer", {"constraints": {"maximum": 100}}),
    "precision-lost": ("document-number", {}),
    "citizen-id-in-code-column": ("uscc", {}),
    "identity-number-format": ("identity-number", {}),
    "date-in-future": ("date", {"options": {"past": True}}),
    "money-unit-doubt": ("money", {"unit": "wan_yuan", "options": {"doubtful_from": 1000}}),
    "number-format": ("decimal", {}),
}
CELLS = sorted(CELL_TYPES)


def provoke(kind: FindingKind) -> Finding:
    """The finding that the kind's own example leads to."""
    default = next((cell for cell in CELLS if kind.code.startswith(cell)), "text")
    cell, settings = WHERE.get(kind.code, (default, {}))
    try:
        found = list(clean(cell, kind.example, **settings).notes)
    except CellError as error:
        return Finding(error.kind, column="某栏", value=kind.example, params=error.params, suggestion=error.suggestion)
    assert len(found) == 1, f"{kind.code}: {found}"
    note = found[0]
    return Finding(note.kind, column="某栏", value=kind.example, params=note.params, suggestion=note.suggestion)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_the_example_of_a_kind_provokes_it(kind: FindingKind) -> None:
    finding = provoke(kind)
    assert finding.kind is kind
    for words in (kind.title, finding.message, finding.remedy, kind.rule):
        assert re.search("[一-鿿]", words)
    assert "{" not in finding.message + finding.remedy
    placeholders = set(re.findall(r"{(\w+)}", kind.message + kind.remedy))
    assert placeholders <= {"column", "value", *finding.params}
    assert all(finding.params[name] for name in placeholders - {"column", "value"})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_errors_and_warnings_keep_their_codes_apart(kind: FindingKind) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", kind.code)
    assert kind.level in ("error", "warning")
