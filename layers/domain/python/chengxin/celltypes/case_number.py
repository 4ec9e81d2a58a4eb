"""Cells with a court's case number."""

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text
from chengxin.celltypes.identifier_cell import read_identifier
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.findings.identifier_cells import CASE_NUMBER_FORMAT
from chengxin.identifiers import case_number


class CaseNumber:
    """Court case number, 法〔2015〕137号: `（2020）鲁1323执729号`, the older `…字第…号` as well."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number with full-width brackets and without blanks."""
        number = case_number.normal(read_identifier(text))
        if number and case_number.problem(number):
            raise CellError(CASE_NUMBER_FORMAT)
        return Cleaned(check_text(number, field) if number else "")
