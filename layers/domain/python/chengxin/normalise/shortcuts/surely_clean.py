"""Which cells of a column are clean beyond doubt, by cell type.

Wherever a shortcut answers True, the cell type's `clean` returns the text unchanged and without notes (a property test
holds the two together); elsewhere `clean` decides, once per distinct value. Of free text a shortcut answers True only
where no personal number can be. Types that aren't listed have few distinct values, or a conversion of whole columns.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext
from chengxin.normalise.shortcuts import citizen_id, organisation_code, patterns, plain_text, registration_number, uscc

if TYPE_CHECKING:
    import polars as pl

Shortcut = Callable[["pl.Expr", Field, CellContext], "pl.Expr | None"]

SURELY_CLEAN: dict[str, Shortcut] = {
    "text": plain_text.text,
    "name": plain_text.name,
    "address": plain_text.name,
    "uscc": uscc.surely_clean,
    "organisation-code": organisation_code.surely_clean,
    "registration-number": registration_number.surely_clean,
    "citizen-id": citizen_id.surely_clean,
    "identity-number": citizen_id.surely_clean,
    "document-number": patterns.document_number,
    "case-number": patterns.case_number,
    "plate": patterns.plate,
    "division": patterns.division,
    "money": patterns.money,
    "decimal": patterns.decimal,
    "integer": patterns.decimal,
    "code-list": patterns.code_list,
    "phone": patterns.phone,
}
"""Shortcuts by the name of the cell type."""


def surely_clean(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """A condition on a column of the field, or None where only `clean` can tell."""
    shortcut = SURELY_CLEAN.get(field.cell)
    return shortcut(column, field, context) if shortcut else None
