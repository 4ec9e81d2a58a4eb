"""Names of parties, authorities and places, and addresses."""

from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text, surely_within
from chengxin.celltypes.model import CellContext, Cleaned
from chengxin.celltypes.tidying import UNSURE_NAME, tidy_name

if TYPE_CHECKING:
    import polars as pl


class Name:
    """A name in one line, comparable across departments.

    All brackets are full-width round ones, the middle dot of ethnic names is `·`, blanks stay only between Latin
    words, letters and digits are half-width: ` 武汉某某(集团) 有限公司` is `武汉某某（集团）有限公司`.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The name within the field's constraints."""
        return Cleaned(check_text(tidy_name(text), field))

    def surely_clean(self, column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
        """One pattern of characters that `tidy_name` leaves alone and of no personal number, and no null word."""
        return surely_within(column, ~column.str.contains(UNSURE_NAME), field)


class Address(Name):
    """A postal address in one line, spelt like a name."""
