"""Cells with a business registration number."""

from chengxin.catalogue import Field
from chengxin.celltypes.identifier_cell import read_identifier
from chengxin.celltypes.model import CellContext, CellError, Cleaned, Note
from chengxin.findings.identifier_cells import REGISTRATION_NUMBER_CHECK_DIGIT, REGISTRATION_NUMBER_FORMAT
from chengxin.identifiers import registration_number


class RegistrationNumber:
    """Business registration number, GS 15-2006: 15 digits (MOD 11,10), or 13 from before 2007.

    About 1 in 70 real numbers fails the check, so that is a warning.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The digits."""
        number = read_identifier(text).replace("-", "")
        if not number:
            return Cleaned("")
        problem = registration_number.problem(number)
        if problem in ("length", "character"):
            raise CellError(REGISTRATION_NUMBER_FORMAT)
        return Cleaned(number, (Note(REGISTRATION_NUMBER_CHECK_DIGIT),) if problem else ())
