"""Cells whose usual shape one pattern or one look-up knows."""

from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext, Cleaned, cell_type
from chengxin.celltypes.mojibake import SUSPECTS
from chengxin.identifiers import division as divisions
from chengxin.identifiers import plate as plates
from chengxin.normalise.shortcuts.constraints import is_bounded, surely_within

if TYPE_CHECKING:
    import polars as pl

_YEAR = "(?:19|20)[0-9]{2}"
_HAN = f"[[一-鿿]--[{SUSPECTS}]]"
_CASE_NUMBER = rf"^（{_YEAR}）{_HAN}[0-9]{{2,4}}{_HAN}{{1,6}}[1-9][0-9]{{0,6}}号$"
_DOCUMENT_NUMBER = (
    rf"^(?:（{_HAN}{{1,10}}）)?{_HAN}{{1,30}}(?:〔{_YEAR}〕|\[{_YEAR}\]|（{_YEAR}）|\({_YEAR}\))"
    r"第?[0-9]{1,10}(?:-[0-9]{1,6})?号$"
)
_PLAIN_MONEY = r"^(?:0|[1-9][0-9]{0,14})\.[0-9]{2}(?:[0-9]{0,9}[1-9])?$"
_PLAIN_INTEGER = r"^(?:0|[1-9][0-9]{0,14})$"
_PLATE = rf"^[{plates.PROVINCES}][A-HJ-NP-Z](?:[A-HJ-NP-Z0-9]{{5}}|D[0-9]{{5}})$"


def case_number(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """The present shape."""
    return surely_within(column, column.str.contains(_CASE_NUMBER), field)


def document_number(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """The usual shape with one kind of bracket."""
    return surely_within(column, column.str.contains(_DOCUMENT_NUMBER), field)


def plate(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """The commonest two shapes."""
    return column.str.contains(_PLATE)


def division(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Six digits that begin with a known city."""
    return column.str.contains("^[0-9]{6}$") & column.str.slice(0, 4).is_in(sorted(divisions.CITIES))


def phone(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Mobile numbers."""
    return column.str.contains("^1[3-9][0-9]{9}$")


def money(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Plain decimals with two places in a column of 元."""
    if (context.unit or field.unit or "yuan") != "yuan" or is_bounded(field):
        return None
    return column.str.contains(_PLAIN_MONEY)


def decimal(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Plain whole numbers."""
    return None if is_bounded(field) else column.str.contains(_PLAIN_INTEGER)


def code_list(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Codes as they stand."""
    clean = cell_type("code-list").clean
    codes = [value.code for value in context.catalogue.code_list(field.code_list or "").values]
    return column.is_in([code for code in codes if clean(code, field, context) == Cleaned(code)])
