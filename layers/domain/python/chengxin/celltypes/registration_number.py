"""Cells with a business registration number."""

from functools import cache, reduce
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes.identifier_cell import read_identifier
from chengxin.celltypes.model import CellContext, CellError, Cleaned, Note
from chengxin.findings.identifier_cells import REGISTRATION_NUMBER_CHECK_DIGIT, REGISTRATION_NUMBER_FORMAT
from chengxin.identifiers import registration_number
from chengxin.normalise.shortcuts.byte_pairs import pair_table, pairs, where_filled

if TYPE_CHECKING:
    import polars as pl

_NO_DIGITS, _VOID = 100, 11
_START = 10


class RegistrationNumber:
    """Business registration number, GS 15-2006: 15 digits (MOD 11,10), or 13 from before 2007.

    About 1 in 70 real numbers fails the check, so that is a warning.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The digits."""
        number = read_identifier(text).replace("-", "")
        if not number:
            return Cleaned("")
        problem = registration_number.problem(number)
        if problem in ("length", "character"):
            raise CellError(REGISTRATION_NUMBER_FORMAT)
        return Cleaned(number, (Note(REGISTRATION_NUMBER_CHECK_DIGIT),) if problem else ())

    def surely_clean(self, column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
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
