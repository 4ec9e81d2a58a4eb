"""The names by which catalogue files call on code, so that a misspelt one is refused before it does nothing.

Tests hold each name to what implements it: cell types to `chengxin.celltypes`, rules to `chengxin.normalise.rules`,
measures to `chengxin.compliance.board.assessment`.
"""

from collections.abc import Mapping
from typing import Literal

ParameterKind = Literal["field", "value"]
"""Whether a rule's parameter names fields of the dataset, or says something else."""

DATES = frozenset({"past", "open_end"})

CELL_TYPE_OPTIONS: Mapping[str, frozenset[str]] = {
    "text": frozenset(),
    "name": frozenset(),
    "address": frozenset(),
    "uscc": frozenset(),
    "organisation-code": frozenset(),
    "registration-number": frozenset(),
    "citizen-id": frozenset(),
    "identity-number": frozenset(),
    "document-number": frozenset(),
    "case-number": frozenset(),
    "plate": frozenset(),
    "division": frozenset(),
    "date": DATES,
    "month": frozenset({"past"}),
    "money": frozenset({"doubtful_from"}),
    "decimal": frozenset(),
    "integer": frozenset(),
    "code-list": frozenset(),
    "phone": frozenset(),
    "url": frozenset(),
    "boolean": frozenset(),
}
"""Cell types (`field.cell`) and the options that each of them knows."""

RULE_PARAMETERS: Mapping[str, Mapping[str, ParameterKind]] = {
    "party_identity": {
        "codes": "field",
        "representative": "field",
        "identity_type": "field",
        "identity_number": "field",
    },
    "single_party": {"field": "field"},
    "merge_kinds": {"fields": "field"},
    "fine_required": {"kind": "field", "amount": "field", "kinds": "value"},
    "dates_in_order": {"earlier": "field", "later": "field"},
    "note_required": {"field": "field"},
    "number_year": {"number": "field", "date": "field"},
    "required_with": {"field": "field", "given": "field"},
}
"""Rules (`rules[].name`) and their parameters, all of which have to be given."""

MEASURES = frozenset({"reporting", "compliance", "timeliness", "zero_overdue", "zero_missing"})
"""What a criterion of a score sheet can be measured by."""
