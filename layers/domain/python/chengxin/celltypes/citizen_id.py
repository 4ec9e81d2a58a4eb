"""Cells with the number of a person's document."""

import re
from functools import cache, partial
from itertools import product
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text
from chengxin.celltypes.identifier_cell import lost_its_end, read_identifier
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
from chengxin.identifiers.division import PROVINCES
from chengxin.normalise.shortcuts.byte_pairs import OUTSIDE, pair_sums, pair_table, where_filled

if TYPE_CHECKING:
    import polars as pl

_OTHER_DOCUMENT = re.compile(r"[0-9A-Z一-鿿][0-9A-Z一-鿿()/.-]{4,29}")
_LIKE_CITIZEN_ID = re.compile(r"[0-9]{17}[0-9X]")
_CHECK_SHIFT = 1 << 11
"""Above the sum for the check character lies the birthday as month * 32 + day."""


class CitizenId:
    """Citizen identity number, GB 11643-1999: 18 characters; 15 digits of old are upgraded. Personal data."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number of eighteen characters."""
        code = read_identifier(text).replace("-", "")
        return _cleaned(code, context) if code else Cleaned("")

    def surely_clean(self, column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
        """The check over the column, for people of known provinces born in 1900 or later, not on 29 February."""
        return where_filled(column, partial(_checks, str(context.today.year)))


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


def _checks(year: str, codes: "pl.Series") -> "pl.Series":
    sums = pair_sums(codes, _tables())
    born = (sums // _CHECK_SHIFT).is_in(_BIRTHDAYS) & (codes.str.slice(6, 4) < year)
    return (sums < OUTSIDE) & (sums % _CHECK_SHIFT % 11 == 1) & born


def _cleaned(code: str, context: CellContext) -> Cleaned:
    problem = citizen_id.problem(code)
    if problem in ("length", "character"):
        raise CellError(CITIZEN_ID_FORMAT)
    code = citizen_id.normal(code)
    born = citizen_id.birth_date(code)
    if problem == "check" and lost_its_end(code):
        raise CellError(PRECISION_LOST)
    if born is None or born > context.today:
        raise CellError(CITIZEN_ID_BIRTH_DATE)
    if problem == "check":
        raise CellError(CITIZEN_ID_CHECK_DIGIT)
    return Cleaned(code, (Note(DIVISION_UNKNOWN, {"part": code[:2]}),) if problem else ())


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
