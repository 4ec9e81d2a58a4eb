"""Cells with an organisation code."""

from chengxin.catalogue import Field
from chengxin.celltypes.identifier_cell import read_identifier, suggestion_sentence
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.findings.identifier_cells import ORGANISATION_CODE_CHECK_DIGIT, ORGANISATION_CODE_FORMAT
from chengxin.identifiers import organisation_code, uscc


class OrganisationCode:
    """Organisation code, GB 11714-1997: nine characters without the hyphen."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The code; where a whole unified social credit code was copied here, its part is suggested."""
        code = read_identifier(text).replace("-", "")
        if not code:
            return Cleaned("")
        problem = organisation_code.problem(code)
        if problem == "check":
            raise CellError(ORGANISATION_CODE_CHECK_DIGIT)
        if problem:
            whole = len(code) == 18 and uscc.problem(code) is None
            raise CellError(
                ORGANISATION_CODE_FORMAT, suggestion_sentence(uscc.organisation_code_of(code)) if whole else None
            )
        return Cleaned(code)
