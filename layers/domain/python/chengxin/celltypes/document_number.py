"""Cells with the number of a decision."""

import re

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text
from chengxin.celltypes.model import CellContext, CellError, Cleaned, Note
from chengxin.celltypes.nulls import IDENTIFIER_NULL_WORDS
from chengxin.celltypes.tidying import tidy
from chengxin.findings.cells import PRECISION_LOST, TOO_LONG
from chengxin.findings.identifier_cells import DOCUMENT_NUMBER_EMPTY, DOCUMENT_NUMBER_SHAPE
from chengxin.identifiers import document_number

LONGEST = 512
_PROBLEMS = {"bracket": "括号不成对", "year": "没有带括号的年份", "serial": "年份后没有“序号+号”"}
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,3}")
_FRACTION = re.compile(r"([0-9]{1,15})\.0+")


class DocumentNumber:
    """Number of a decision, such as `武市监罚〔2026〕12号`.

    Kept as written but for outer blanks; compared by `chengxin.identifiers.document_number.normal`. Its shape is
    never a reason to reject (188 are in use), an unusual one is a warning.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number as written, in one line."""
        number = " ".join(tidy(text).split())
        if len(number) > LONGEST:
            raise CellError(TOO_LONG, length=str(len(number)), limit=str(LONGEST))
        if _SCIENTIFIC.fullmatch(number):
            raise CellError(PRECISION_LOST)
        if whole := _FRACTION.fullmatch(number):
            number = whole[1]
        if number in IDENTIFIER_NULL_WORDS:
            return Cleaned("")
        if not any(c.isalnum() for c in document_number.normal(number)):
            raise CellError(DOCUMENT_NUMBER_EMPTY)
        problem = document_number.problem(number)
        notes = (Note(DOCUMENT_NUMBER_SHAPE, {"problem": _PROBLEMS[problem]}),) if problem else ()
        return Cleaned(check_text(number, field), notes)
