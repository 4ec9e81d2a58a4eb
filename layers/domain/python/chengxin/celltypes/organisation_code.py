"""Cells with an organisation code."""

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes.identifier_cell import maybe, read_identifier
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.findings.identifier_cells import ORGANISATION_CODE_CHECK_DIGIT, ORGANISATION_CODE_FORMAT
from chengxin.identifiers import organisation_code, uscc
from chengxin.normalise.shortcuts.byte_pairs import OUTSIDE, pair_sums, pair_table, where_filled

if TYPE_CHECKING:
    import polars as pl


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
            raise CellError(ORGANISATION_CODE_FORMAT, maybe(uscc.organisation_code_of(code)) if whole else None)
        return Cleaned(code)

    def surely_clean(self, column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
        """The MOD 11 check over the column."""
        return where_filled(column, _checks)


def _checks(codes: "pl.Series") -> "pl.Series":
    sums = pair_sums(codes + "_", _tables())
    return (sums < OUTSIDE) & (sums % 11 == 0)


@cache
def _addend(position: int, character: str) -> int:
    if position < 8:
        return organisation_code.ALPHABET.index(character) * organisation_code.WEIGHTS[position]
    return 0 if character == "_" else 10 if character == "X" else int(character)


@cache
def _tables() -> "pl.Series":
    import polars as pl

    bodies = list(product(organisation_code.ALPHABET, repeat=2))
    ends = list(product("0123456789X", "_"))
    return pl.concat(
        pair_table((a + b, _addend(i, a) + _addend(i + 1, b)) for a, b in (ends if i == 8 else bodies))
        for i in range(0, 10, 2)
    )
