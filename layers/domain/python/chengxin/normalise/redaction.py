"""Redaction: hiding personal numbers and people's names in the public fields of a row; the originals are kept aside."""

from typing import TYPE_CHECKING

from chengxin.catalogue import Dataset, Field
from chengxin.findings import rows as kinds
from chengxin.privacy.gate import Reader, Written, shown
from chengxin.privacy.scan import SUSPICIOUS, kinds_of_naming, kinds_of_personal

if TYPE_CHECKING:
    from chengxin.normalise.table import Table

ORIGINAL = "__original"
"""Suffix of the private field that keeps what was hidden from a public one."""

FREE_TEXT = frozenset({"text", "name", "address"})


def hide_personal_data(table: "Table") -> None:
    """Replaces personal numbers in public free text, keeps the original aside and warns the department."""
    import polars as pl

    free = {name: column for name, column in table.cells.items() if _is_free_text(table.dataset.by_name[name])}
    doubtful = [column.doubtful for column in free.values() if len(column.doubtful)]
    if doubtful and pl.concat(doubtful).str.contains(SUSPICIOUS).any():
        for name, column in free.items():
            if column.doubtful.str.contains(SUSPICIOUS).any():
                _hide(table, name)


def refuse_personal_keys(table: "Table") -> None:
    """Rejects rows whose document number or party's name holds a person's number: both identify a public record."""
    for name in naming_fields(table.dataset):
        if not table.has_column(name):
            continue
        values = table.values(name)
        suspects = values.str.contains(SUSPICIOUS).arg_true().to_list()
        found = {i: {"kinds": told} for i in suspects if (told := kinds_of_naming(values[i]))}
        if found:
            table.report_at(kinds.PERSONAL_DATA_IN_KEY, name, found)


def naming_fields(dataset: Dataset) -> list[str]:
    """The public fields that say which decision a record is and about whom."""
    roles = (dataset.roles.get(role) for role in ("document_number", "subject_name"))
    return [name for name in roles if name and dataset.by_name[name].sensitivity == "public"]


def keep_aside(table: "Table", name: str, changed: dict[int, str]) -> None:
    """Puts other texts in some rows of a public field; what stood there stays readable for those entitled to it."""
    if not changed:
        return
    values, aside = table.values(name), table.values(name + ORIGINAL)
    kept = [aside[i] or values[i] for i in changed]
    positions = list(changed)  # `scatter` works in place, hence the clones
    table.derive(name + ORIGINAL, aside.clone().scatter(positions, kept))
    table.derive(name, values.clone().scatter(positions, list(changed.values())))


def _is_free_text(field: Field) -> bool:
    return field.sensitivity == "public" and field.cell in FREE_TEXT


def _hide(table: "Table", name: str) -> None:
    values = table.values(name)
    suspects = values.str.contains(SUSPICIOUS).arg_true().to_list()
    found = {i: {"kinds": told} for i in suspects if (told := kinds_of_personal(values[i]))}
    if not found:
        return
    table.report_at(kinds.PERSONAL_DATA_IN_TEXT, name, found)
    keep_aside(table, name, {i: shown(values[i], Written.WORDS, Reader.PUBLIC) for i in found})
