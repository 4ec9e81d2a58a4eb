"""Cross-field rules by the name the catalogue uses, each a condition over columns and a reason for failing rows.

A rule looks at canonical cells only; a cell that could not be read has its own finding and fails no rule.
Fields come from the rule's parameters; a rule whose field the file's layout lacks has nothing to say.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise import party_rules, penalty_rules

if TYPE_CHECKING:
    from chengxin.normalise.table import Table

Parameters = Mapping[str, str | int | bool | tuple[str, ...]]
Rule = Callable[["Table", Parameters], None]


def dates_in_order(table: "Table", parameters: Parameters) -> None:
    """`later` must not precede `earlier` (default: the roles decision_date and valid_until). Dates are ISO texts."""
    earlier = str(parameters.get("earlier") or table.role("decision_date"))
    later = str(parameters.get("later") or table.role("valid_until"))
    if not (table.has(earlier) and table.has(later)):
        return
    first, last = table.values(earlier), table.values(later)
    title = table.header(earlier)
    table.report(kinds.DATES_OUT_OF_ORDER, later, last < first, lambda i: {"earlier": title, "earlier_value": first[i]})


def note_required(table: "Table", parameters: Parameters) -> None:
    """A code that needs a note (`其他`) is written with one: `其他-补办`, or in the field `note`."""
    name = str(parameters["field"])
    note = str(parameters.get("note", ""))
    if not table.has(name):
        return
    code_list = table.dataset.by_name[name].code_list
    needing = [v.code for v in table.context.catalogue.code_list(code_list).values if v.note] if code_list else []
    bare = table.values(name).is_in(needing)
    if table.has(note):
        bare = bare & table.values(note).is_null()
    table.report(kinds.NOTE_MISSING, name, bare)


RULES: dict[str, Rule] = {
    "party_identity": party_rules.party_identity,
    "single_party": party_rules.single_party,
    "merge_kinds": penalty_rules.merge_kinds,
    "fine_required": penalty_rules.fine_required,
    "dates_in_order": dates_in_order,
    "note_required": note_required,
}


def apply_rules(table: "Table") -> None:
    """Runs the dataset's rules in their order; an unknown name is a fault of the catalogue (KeyError)."""
    for rule in table.dataset.rules:
        RULES[rule.name](table, rule.parameters)
