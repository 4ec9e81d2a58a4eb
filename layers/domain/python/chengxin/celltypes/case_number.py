"""Cells with a court's case number."""

from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text, surely_within
from chengxin.celltypes.identifier_cell import read_identifier
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.findings.identifier_cells import CASE_NUMBER_FORMAT
from chengxin.identifiers import case_number

if TYPE_CHECKING:
    import polars as pl

_SURE = r"^（(?:19|20)[0-9]{2}）[一-鿿][0-9]{2,4}[一-鿿]{1,6}[1-9][0-9]{0,6}号$"


class CaseNumber:
    """Court case number, 法〔2015〕137号: `（2020）鲁1323执729号`, the older `…字第…号` as well."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number with full-width brackets and without blanks."""
        number = case_number.normal(read_identifier(text))
        if number and case_number.problem(number):
            raise CellError(CASE_NUMBER_FORMAT)
        return Cleaned(check_text(number, field) if number else "")

    def surely_clean(self, column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
        """The present shape."""
        return surely_within(column, column.str.contains(_SURE), field)
