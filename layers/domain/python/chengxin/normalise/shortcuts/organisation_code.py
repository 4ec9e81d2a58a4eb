"""Organisation codes of a column, checked two characters at a time."""

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext
from chengxin.identifiers import organisation_code
from chengxin.normalise.shortcuts.byte_pairs import OUTSIDE, pair_sums, pair_table, where_filled

if TYPE_CHECKING:
    import polars as pl


def surely_clean(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
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
