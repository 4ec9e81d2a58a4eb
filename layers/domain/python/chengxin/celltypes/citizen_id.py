"""Cells with the number of a person's document."""

import re

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text
from chengxin.celltypes.identifier_cell import lost_precision, read_identifier
from chengxin.celltypes.model import CellContext, CellError, Cleaned, Note
from chengxin.findings.cells import PRECISION_LOST
from chengxin.findings.identifier_cells import (
    CITIZEN_ID_BIRTH_DATE,
    CITIZEN_ID_CHECK_DIGIT,
    CITIZEN_ID_FORMAT,
    DIVISION_UNKNOWN,
    IDENTITY_NUMBER_FORMAT,
)
from chengxin.identifiers import citizen_id

_OTHER_DOCUMENT = re.compile(r"[0-9A-Z一-鿿][0-9A-Z一-鿿()/.-]{4,29}")
_LIKE_CITIZEN_ID = re.compile(r"[0-9]{17}[0-9X]")


class CitizenId:
    """Citizen identity number, GB 11643-1999: 18 characters; 15 digits of old are upgraded. Personal data."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number of eighteen characters."""
        code = read_identifier(text).replace("-", "")
        return _cleaned(code, context) if code else Cleaned("")


class IdentityNumber(CitizenId):
    """The number of any identity document: citizen ID, passport, permits of Hong Kong, Macao and Taiwan residents.

    What looks like a citizen ID must be a valid one. Personal data.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number, compact and upper-case."""
        code = read_identifier(text)
        if not code:
            return Cleaned("")
        if _LIKE_CITIZEN_ID.fullmatch(code.replace("-", "")):
            return _cleaned(code.replace("-", ""), context)
        if len(code) == 15 and citizen_id.problem(code) is None:
            return Cleaned(citizen_id.normal(code))
        if not _OTHER_DOCUMENT.fullmatch(code) or not any(c.isdigit() for c in code):
            raise CellError(IDENTITY_NUMBER_FORMAT)
        return Cleaned(check_text(code, field))


def _cleaned(code: str, context: CellContext) -> Cleaned:
    problem = citizen_id.problem(code)
    if problem in ("length", "character"):
        raise CellError(CITIZEN_ID_FORMAT)
    code = citizen_id.normal(code)
    born = citizen_id.birth_date(code)
    if problem == "check" and lost_precision(code):
        raise CellError(PRECISION_LOST)
    if born is None or born > context.today:
        raise CellError(CITIZEN_ID_BIRTH_DATE)
    if problem == "check":
        raise CellError(CITIZEN_ID_CHECK_DIGIT)
    return Cleaned(code, (Note(DIVISION_UNKNOWN, {"part": code[:2]}),) if problem else ())
