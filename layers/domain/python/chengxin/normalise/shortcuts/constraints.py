"""Where a column surely keeps the constraints of its field."""

from decimal import Decimal
from typing import TYPE_CHECKING

from chengxin.catalogue import Field

if TYPE_CHECKING:
    import polars as pl


def surely_within(column: "pl.Expr", sure: "pl.Expr", field: Field) -> "pl.Expr | None":
    """The condition, less the cells that may break a constraint of text; None where only `check_text` can tell."""
    limits = field.constraints
    if limits.pattern is not None:
        return None
    if limits.enum is not None:
        sure = sure & column.is_in(limits.enum)
    if limits.max_length is not None:
        sure = sure & (column.str.len_chars() <= limits.max_length)
    if limits.min_length is not None:
        sure = sure & (column.str.len_chars() >= limits.min_length)
    return sure


def is_bounded(field: Field) -> bool:
    """Whether a number of the field can be out of bounds; amounts are never negative."""
    low = field.constraints.minimum
    return field.constraints.maximum is not None or (low is not None and Decimal(str(low)) > 0)
