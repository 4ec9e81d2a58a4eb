"""Cross-field rules by the name the catalogue uses: each a condition over columns, a reason for failing rows only.

A rule looks at canonical cells; a cell that could not be read has its own finding and fails no rule beside it.
A rule on a field that the file's layout lacks has nothing to say.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from chengxin.normalise.rules.field_rules import dates_in_order, note_required, number_year, required_with
from chengxin.normalise.rules.parameters import Parameters
from chengxin.normalise.rules.party_rules import party_identity, single_party
from chengxin.normalise.rules.penalty_rules import fine_required, merge_kinds

if TYPE_CHECKING:
    from chengxin.normalise.table import Table

Rule = Callable[["Table", Parameters], None]


RULES: dict[str, Rule] = {
    "party_identity": party_identity,
    "single_party": single_party,
    "merge_kinds": merge_kinds,
    "fine_required": fine_required,
    "dates_in_order": dates_in_order,
    "note_required": note_required,
    "number_year": number_year,
    "required_with": required_with,
}


def apply_rules(table: "Table") -> None:
    """Runs the dataset's rules in their order; an unknown name is a fault of the catalogue (KeyError)."""
    for rule in table.dataset.rules:
        RULES[rule.name](table, rule.parameters)
