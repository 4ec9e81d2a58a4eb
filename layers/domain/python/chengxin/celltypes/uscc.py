"""Cells with a unified social credit code."""

from chengxin.catalogue import Field
from chengxin.celltypes.identifier_cell import lost_precision, read_identifier, suggestion_sentence
from chengxin.celltypes.model import CellContext, CellError, Cleaned, Note
from chengxin.findings.cells import PRECISION_LOST
from chengxin.findings.identifier_cells import (
    CITIZEN_ID_IN_CODE_COLUMN,
    USCC_AUTHORITY,
    USCC_CHARACTER,
    USCC_CHECK_DIGIT,
    USCC_DIVISION,
    USCC_LENGTH,
    USCC_OLD_NUMBER,
    USCC_ORGANISATION_DOUBT,
    USCC_ORGANISATION_PART,
    USCC_PILOT,
)
from chengxin.identifiers import citizen_id, organisation_code, registration_number, uscc


class UnifiedSocialCreditCode:
    """Unified social credit code, GB 32100-2015: 18 characters, upper-case.

    Checked as a whole (MOD 31) and in its organisation part (GB 11714), which tells where the fault is. An unknown
    division or authority and an odd organisation part are only warnings. A citizen's number here is a privacy error.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The code, with a warning for what is odd about it."""
        code = read_identifier(text).replace("-", "")
        if not code:
            return Cleaned("")
        if citizen_id.is_valid(code) or citizen_id.is_partly_hidden(code):
            raise CellError(CITIZEN_ID_IN_CODE_COLUMN)
        if problem := uscc.problem(code):
            raise _error(code, problem)
        return Cleaned(code, _notes(code))


def _error(code: str, problem: uscc.Problem) -> CellError:
    if problem != "character" and lost_precision(code):
        return CellError(PRECISION_LOST)
    suggestion = suggestion_sentence(uscc.suggestion(code))
    if problem == "length":
        old = _old_number(code)
        if old:
            return CellError(USCC_OLD_NUMBER, old=old)
        return CellError(USCC_LENGTH, suggestion, length=str(len(code)))
    if problem == "character":
        wrong = dict.fromkeys(c for c in code if c not in uscc.ALPHABET)
        return CellError(USCC_CHARACTER, suggestion, characters="、".join(list(wrong)[:5]))
    return CellError(USCC_ORGANISATION_PART if problem == "organisation" else USCC_CHECK_DIGIT, suggestion)


def _old_number(code: str) -> str | None:
    if len(code) in (13, 15) and code.isdigit():
        if len(code) == 15 and registration_number.problem(code) and citizen_id.problem(code) is None:
            raise CellError(CITIZEN_ID_IN_CODE_COLUMN)
        return "工商注册号"
    return "组织机构代码" if organisation_code.problem(code) is None else None


def _notes(code: str) -> tuple[Note, ...]:
    doubt = uscc.doubt(code)
    if doubt == "pilot":
        return (Note(USCC_PILOT),)
    if doubt == "organisation":
        return (Note(USCC_ORGANISATION_DOUBT),)
    if doubt == "authority":
        return (Note(USCC_AUTHORITY, {"part": code[:2]}),)
    return (Note(USCC_DIVISION, {"part": code[2:8]}),) if doubt else ()
