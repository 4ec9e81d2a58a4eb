"""Free text."""

from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text, surely_within
from chengxin.celltypes.model import CellContext, Cleaned
from chengxin.celltypes.texts import UNSURE, tidy

if TYPE_CHECKING:
    import polars as pl


class Text:
    """Text in one or several lines.

    Outer blanks and invisible characters go, letters and digits become half-width; punctuation stays as written.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The tidied text within the field's constraints."""
        return Cleaned(check_text(tidy(text), field))

    def surely_clean(self, column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
        """One pattern of characters that `tidy` leaves alone and of no personal number, and no null word."""
        return surely_within(column, ~column.str.contains(UNSURE), field)
