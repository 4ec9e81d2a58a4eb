"""Free text."""

import re

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.celltypes.tidying import LOST_NUMBER, tidy
from chengxin.findings.cells import PRECISION_LOST

_LOST_NUMBER = re.compile(LOST_NUMBER)


class Text:
    """Text in one or several lines.

    Outer blanks and invisible characters go, letters and digits become half-width; punctuation stays as written.
    Licence and tax numbers are texts as well, so what a spreadsheet shows of a long number is refused.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The tidied text within the field's constraints."""
        tidied = tidy(text)
        if _LOST_NUMBER.fullmatch(tidied):
            raise CellError(PRECISION_LOST)
        return Cleaned(check_text(tidied, field))
