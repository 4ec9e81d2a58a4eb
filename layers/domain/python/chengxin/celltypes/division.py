"""Cells with an administrative division code."""

from chengxin.catalogue import Field
from chengxin.celltypes.identifier_cell import read_identifier
from chengxin.celltypes.model import CellContext, CellError, Cleaned, Note
from chengxin.findings.identifier_cells import DIVISION_FORMAT, DIVISION_UNKNOWN
from chengxin.identifiers import division


class Division:
    """Administrative division code, GB/T 2260: six digits. Unknown provinces and cities are warnings."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The six digits."""
        code = division.normal(read_identifier(text))
        problem = division.problem(code) if code else None
        if problem in ("length", "character"):
            raise CellError(DIVISION_FORMAT)
        part = code[:2] if problem == "province" else code[:4]
        return Cleaned(code, (Note(DIVISION_UNKNOWN, {"part": part}),) if problem else ())
