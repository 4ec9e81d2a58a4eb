"""Unified social credit codes of a column, checked two characters at a time."""

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext
from chengxin.identifiers import organisation_code, uscc
from chengxin.identifiers.division import PROVINCES
from chengxin.normalise.shortcuts.byte_pairs import OUTSIDE, pair_sums, pair_table, where_filled

if TYPE_CHECKING:
    import polars as pl

_CENTURIES = ("18", "19", "20")
_ORGANISATION_SHIFT = 1 << 12


def surely_clean(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Both checks over the column; a known authority and province; no four digits that could be a birth year."""
    return where_filled(column, _checks)


def _checks(codes: "pl.Series") -> "pl.Series":
    sums = pair_sums(codes, _tables())
    whole, part = sums % _ORGANISATION_SHIFT, sums // _ORGANISATION_SHIFT
    return (sums < OUTSIDE) & (whole % 31 == 0) & (part % 11 == 0)


@cache
def _addend(position: int, character: str) -> int:
    """What a character adds: to the MOD 31 sum below, to the organisation code's MOD 11 sum above the shift."""
    value = uscc.ALPHABET.index(character)
    total = value * (*uscc.WEIGHTS, 1)[position] % 31
    if 8 <= position < 16:
        total += _ORGANISATION_SHIFT * (
            organisation_code.ALPHABET.index(character) * organisation_code.WEIGHTS[position - 8] % 11
        )
    elif position == 16:
        check = 10 if character == "X" else int(character) if character.isdigit() else None
        total += OUTSIDE if check is None else _ORGANISATION_SHIFT * check
    return total


def _usual(position: int, pair: str) -> bool:
    if position == 0:
        return pair[1] in uscc.TYPES.get(pair[0], "")
    if position == 2:
        return pair in PROVINCES
    return position != 6 or pair not in _CENTURIES


@cache
def _tables() -> "pl.Series":
    import polars as pl

    characters = list(product(uscc.ALPHABET, repeat=2))
    return pl.concat(
        pair_table((a + b, _addend(i, a) + _addend(i + 1, b)) for a, b in characters if _usual(i, a + b))
        for i in range(0, 18, 2)
    )
