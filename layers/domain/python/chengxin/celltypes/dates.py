"""Cells with dates and months."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes.bytepairs import OUTSIDE, pair_sums, pair_table
from chengxin.celltypes.constraints import check_bounds
from chengxin.celltypes.datereading import (
    OPEN_END,
    EndlessDateError,
    ImpossibleDateError,
    guess,
    read_date,
    read_month,
)
from chengxin.celltypes.identifiers import maybe
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.celltypes.texts import tidy_short
from chengxin.findings.cells import DATE_FORMAT, DATE_IMPOSSIBLE, DATE_IN_FUTURE, DATE_OPEN_END, MONTH_FORMAT

if TYPE_CHECKING:
    import polars as pl

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BIRTHDAYS = [month * 100 + day for month, days in enumerate(_DAYS, start=1) for day in range(1, days + 1)]


class Date:
    """A day as `2026-03-02`, read from every shape that departments use, spreadsheet serial numbers included.

    Option `open_end`: 长期, 9999-12-31 and 2099-12-31 are allowed and become 2099-12-31. Option `past`: not after the
    day of receipt. A time of day is dropped, after moving it to Asia/Shanghai where it states a zone.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The day in ISO form."""
        written = tidy_short(_without_garbage(text))
        try:
            day = read_date(written)
        except EndlessDateError:
            if not field.options.get("open_end"):
                raise CellError(DATE_OPEN_END) from None
            return Cleaned(OPEN_END.isoformat())
        except ImpossibleDateError:
            raise CellError(DATE_IMPOSSIBLE, maybe(guess(written))) from None
        if day is None:
            raise CellError(DATE_FORMAT, _offer(written))
        if field.options.get("past") and day > context.today:
            raise CellError(DATE_IN_FUTURE, today=context.today.isoformat())
        return Cleaned(check_bounds(day.isoformat(), field))

    def surely_clean(self, column: "pl.Series", field: Field, context: CellContext) -> "pl.Series | None":
        """ISO days from 1900 on (29 February aside), not past the field's end."""
        if field.constraints.minimum is not None or field.constraints.maximum is not None:
            return None
        sums = pair_sums(column, _tables())
        last = context.today if field.options.get("past") else OPEN_END
        until = sums < _number(last) if last == OPEN_END else sums <= _number(last)
        return ((sums < OUTSIDE) & until & _birthdays().gather(sums % 10000)).fill_null(False)


class Month:
    """A month as `2026-03`. Option `past`: not after the month of receipt."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The month in ISO form."""
        month = read_month(tidy_short(text))
        if month is None:
            raise CellError(MONTH_FORMAT)
        if field.options.get("past") and month > context.today.isoformat()[:7]:
            raise CellError(DATE_IN_FUTURE, today=context.today.isoformat())
        return Cleaned(check_bounds(month, field))

    def surely_clean(self, column: "pl.Series", field: Field, context: CellContext) -> "pl.Series | None":
        """No shortcut: months have few distinct values."""
        return None


def _without_garbage(text: str) -> str:
    """Lost characters may be dropped where all eight digits of a day are still there."""
    return text.replace("\ufffd", "") if "\ufffd" in text and sum(map(str.isdigit, text)) >= 8 else text


def _offer(written: str) -> str | None:
    month = read_month(written)
    if month:
        return f"只写到了月，请补写到日，例如“{month}-01”。"
    return maybe(guess(written))


def _number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day


@cache
def _birthdays() -> "pl.Series":
    import polars as pl

    known = set(_BIRTHDAYS)
    return pl.Series([n in known for n in range(10000)], dtype=pl.Boolean)


@cache
def _tables() -> "list[pl.Series]":
    hundred = [(f"{n:02}", n) for n in range(100)]
    return [
        pair_table((f"{n:02}", n * 1000000) for n in (19, 20)),
        pair_table((text, n * 10000) for text, n in hundred),
        pair_table((f"-{n}", n * 1000) for n in (0, 1)),
        pair_table((f"{n}-", n * 100) for n in range(10)),
        pair_table((text, n) for text, n in hundred),
    ]
