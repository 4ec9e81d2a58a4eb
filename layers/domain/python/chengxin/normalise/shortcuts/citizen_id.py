"""Citizen identity numbers of a column, checked two characters at a time."""

from functools import cache, partial
from itertools import product
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext
from chengxin.identifiers import citizen_id
from chengxin.identifiers.division import PROVINCES
from chengxin.normalise.shortcuts.byte_pairs import OUTSIDE, pair_sums, pair_table, where_filled

if TYPE_CHECKING:
    import polars as pl

_CHECK_SHIFT = 1 << 11
"""Above the sum for the check character lies the birthday as month * 32 + day."""


def surely_clean(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """The check over the column, for people of known provinces born in 1900 or later, not on 29 February."""
    return where_filled(column, partial(_checks, str(context.today.year)))


def _checks(year: str, codes: "pl.Series") -> "pl.Series":
    sums = pair_sums(codes, _tables())
    born = (sums // _CHECK_SHIFT).is_in(_BIRTHDAYS) & (codes.str.slice(6, 4) < year)
    return (sums < OUTSIDE) & (sums % _CHECK_SHIFT % 11 == 1) & born


_BIRTHDAYS = [
    month * 32 + day
    for month, days in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1)
    for day in range(1, days + 1)
]


def _addend(position: int, pair: str) -> int:
    values = [10 if c == "X" else int(c) for c in pair]
    weights = (*citizen_id.WEIGHTS, 1)[position : position + 2]
    birthday = int(pair) * (32 if position == 10 else 1) if position in (10, 12) else 0
    return sum(v * w for v, w in zip(values, weights, strict=True)) + birthday * _CHECK_SHIFT


@cache
def _tables() -> "pl.Series":
    import polars as pl

    digits = ["".join(p) for p in product("0123456789", repeat=2)]
    allowed = {
        0: [p for p in digits if p in PROVINCES],
        6: ["19", "20"],
        10: [f"{month:02}" for month in range(1, 13)],
        12: [f"{day:02}" for day in range(1, 32)],
        16: ["".join(p) for p in product("0123456789", "0123456789X")],
    }
    return pl.concat(pair_table((p, _addend(i, p)) for p in allowed.get(i, digits)) for i in range(0, 18, 2))
