"""What of a row the public may see: hiding personal data in free text, and whole records the law keeps back."""

from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.findings import rows as kinds
from chengxin.privacy.scan import SUSPICIOUS, find_personal, redact

if TYPE_CHECKING:
    import polars as pl

    from chengxin.normalise.table import Table

ORIGINAL = "__original"
"""Suffix of the private field that keeps what was hidden from a public one."""

FREE_TEXT = frozenset({"text", "name", "address"})


def hide_personal_data(table: "Table") -> None:
    """Replaces personal numbers in public free text, keeps the original aside and warns the department."""
    for field in table.dataset.fields:
        if _is_free_text(field) and table.has(field.name):
            _hide(table, field)


def _is_free_text(field: Field) -> bool:
    return field.sensitivity == "public" and field.cell in FREE_TEXT


def _hide(table: "Table", field: Field) -> None:
    values = table.values(field.name)
    suspects = values.str.contains(SUSPICIOUS).arg_true().to_list()
    found = {i: matches for i in suspects if (matches := find_personal(values[i]))}
    if not found:
        return
    for position, matches in found.items():
        told = "、".join(dict.fromkeys(match.kind for match in matches))
        table.add(kinds.PERSONAL_DATA_IN_TEXT, position, field.name, {"kinds": told})
    positions = list(found)
    table.derive(field.name + ORIGINAL, table.nothing.scatter(positions, values.gather(positions)))
    table.derive(field.name, values.scatter(positions, [redact(values[i]) for i in positions]))


def is_public(dataset: Dataset, name: str) -> bool:
    """Whether a field's values belong to what the public may see; derived fields do, hidden originals don't."""
    definition = dataset.by_name.get(name)
    return definition.sensitivity == "public" if definition else not name.endswith(ORIGINAL)
