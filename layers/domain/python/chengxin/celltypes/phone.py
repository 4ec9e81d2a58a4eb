"""Cells with telephone numbers."""

from chengxin.catalogue import Field
from chengxin.celltypes.identifier_cell import read_identifier
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.findings.cells import PHONE_FORMAT
from chengxin.identifiers import phone


class Phone:
    """Telephone number: mobile as eleven digits, fixed as `027-82345678`, extension `-12`."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number in canonical form."""
        number = phone.normal(read_identifier(text))
        if number and phone.problem(number):
            raise CellError(PHONE_FORMAT)
        return Cleaned(number)
