"""What a cell type makes of its ordinary cells, done to a whole column at once.

A shortcut like `surely_clean`, for cells that do change: where a conversion answers a text, `clean` answers
the same without notes (the property test of columns against rows holds it); null leaves the cell to `clean`.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext
from chengxin.celltypes.date_reading import OPEN_END

if TYPE_CHECKING:
    import polars as pl

Conversion = Callable[["pl.Expr", Field, CellContext], "pl.Expr | None"]

_WAN_YUAN = r"^(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,6})?$"
_WAN_YUAN_END = 1000
_MILLIONTHS = 1_000_000
_DAY = r"^([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{2})([0-9]{2}))$"
_HYPHENED = r"^(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}$"


def wan_yuan(text: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Bare numbers below 1,000 万元 as 元 with two places: `1.2` → `12000.00`. Exact: a millionth of 万元 is a cent."""
    import polars as pl

    limits, doubtful = field.constraints, field.options.get("doubtful_from", _WAN_YUAN_END)
    bounded = limits.maximum is not None or Decimal(str(limits.minimum or 0)) > 0
    if context.unit != "wan_yuan" or bounded or Decimal(str(doubtful)) < _WAN_YUAN_END:
        return None
    return text.map_batches(_yuan, return_dtype=pl.String)


def _yuan(cells: "pl.Series") -> "pl.Series":
    """In steps, since polars works out an expression anew wherever it stands in another."""
    import polars as pl

    number = pl.col(cells.name)
    wan = pl.when(number.str.contains(_WAN_YUAN)).then(number).cast(pl.Float64, strict=False)
    cents = cells.to_frame().select((wan * _MILLIONTHS).round().cast(pl.Int64))
    places = (number % 100).cast(pl.String).str.zfill(2)
    return cents.select(pl.concat_str((number // 100).cast(pl.String), pl.lit("."), places)).to_series()


def iso_day(text: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Days in digits as ISO: `2026/3/2`, `2026.03.02`, `2026年3月2日`, `20260302`; not past what the field allows."""
    import polars as pl

    if field.constraints.minimum is not None or field.constraints.maximum is not None:
        return None
    last = OPEN_END if field.options.get("open_end") else OPEN_END - timedelta(days=1)
    last = context.today if field.options.get("past") else last
    return text.map_batches(partial(_iso_days, last), return_dtype=pl.String)


def _iso_days(last: date, cells: "pl.Series") -> "pl.Series":
    """In steps like `_yuan`."""
    import polars as pl

    text = pl.col(cells.name)
    hyphened = cells.to_frame().select(text.str.replace(_DAY, "${1}-$2$4$6-$3$5$7"))
    whole = pl.when(text.str.contains(_HYPHENED)).then(text)
    days = hyphened.select(whole.str.to_date("%Y-%m-%d", strict=False))
    return days.select(pl.when(text <= last).then(text).dt.to_string("%Y-%m-%d")).to_series()


CONVERSIONS: dict[str, Conversion] = {"money": wan_yuan, "date": iso_day}
"""Conversions by the name of the cell type."""
