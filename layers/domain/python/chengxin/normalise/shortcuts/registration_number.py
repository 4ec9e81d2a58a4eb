"""Business registration numbers of a column, checked two digits at a step."""

from functools import cache, reduce
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext
from chengxin.identifiers import registration_number
from chengxin.normalise.shortcuts.byte_pairs import pair_table, pairs, where_filled

if TYPE_CHECKING:
    import polars as pl

_NO_DIGITS, _VOID = 100, 11
_START = 10


def surely_clean(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """The recursive check over the column, two digits at a step."""
    return where_filled(column, _checks)


def _checks(numbers: "pl.Series") -> "pl.Series":
    *digits, last = (_values().gather(pair) for pair in pairs(numbers + "0", 8))
    state = reduce(lambda state, pair: _steps().gather(state * (_NO_DIGITS + 1) + pair), digits, last * 0 + _START)
    return (state < _VOID) & (last < _NO_DIGITS) & ((state + last // 10) % 10 == 1)


@cache
def _values() -> "pl.Series":
    """Two characters to their number, anything but two digits to `_NO_DIGITS`."""
    return pair_table((f"{n:02}", n) for n in range(100)).clip(0, _NO_DIGITS)


@cache
def _steps() -> "pl.Series":
    """What each state of the check becomes after each pair of digits."""
    import polars as pl

    steps = [
        registration_number.step(registration_number.step(state, n // 10), n % 10)
        for state in range(11)
        for n in range(100)
    ]
    rows = [[*steps[state * 100 : state * 100 + 100], _VOID] for state in range(11)]
    return pl.Series([*(s for row in rows for s in row), *[_VOID] * (_NO_DIGITS + 1)], dtype=pl.UInt32)
