"""Cells with a vehicle's plate."""

from chengxin.catalogue import Field
from chengxin.celltypes.identifier_cell import read_identifier, suggestion_sentence
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.findings.identifier_cells import PLATE_FORMAT
from chengxin.identifiers import plate


class Plate:
    """Vehicle plate, GA 36-2018: `鄂A12345`, `鄂AD12345`, without blanks and dots."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The plate; 0 and 1 are suggested for O and I, which serials don't use."""
        number = plate.normal(read_identifier(text))
        if number and plate.problem(number):
            likely = number[:2] + number[2:].replace("O", "0").replace("I", "1")
            raise CellError(PLATE_FORMAT, None if plate.problem(likely) else suggestion_sentence(likely))
        return Cleaned(number)
