"""Arithmetic on codes of fixed length, two characters at a time, without numpy.

A column of ASCII codes is looked at as 16-bit integers; one table for each pair of characters gives what the pair
adds to a weighted sum. Nine table lookups check eighteen characters of 100,000 cells in a few milliseconds.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

OUTSIDE = 1 << 27
"""What a pair adds that a table doesn't list: any sum from here on is void (32 pairs fit without overflow)."""


def pair_table(entries: Iterable[tuple[str, int]]) -> "pl.Series":
    """A table from pairs of ASCII characters to addends below 2**22; all others add `OUTSIDE`."""
    import polars as pl

    listed = {ord(pair[0]) | ord(pair[1]) << 8: value for pair, value in entries}
    table = pl.repeat(OUTSIDE, 65536, dtype=pl.UInt32, eager=True)
    return table.scatter(list(listed), pl.Series(list(listed.values()), dtype=pl.UInt32))


def pair_sums(column: "pl.Series", tables: "Sequence[pl.Series]") -> "pl.Series":
    """The sum of what each pair adds, UInt32; null where a cell isn't two bytes for each table."""
    import polars as pl

    addends = (pl.lit(table).gather(pl.col(str(i))) for i, table in enumerate(tables))
    return pl.DataFrame(pairs(column, len(tables))).select(reduce(add, addends).alias("sum"))["sum"]


def pairs(column: "pl.Series", count: int) -> "list[pl.Series]":
    """The column's bytes as `count` little-endian pairs; null where a cell has another length."""
    import polars as pl

    array = column.cast(pl.Binary).alias("pairs").to_frame()
    array = array.select(pl.col("pairs").bin.reinterpret(dtype=pl.Array(pl.UInt16, count)))
    each = (pl.col("pairs").arr.get(i).cast(pl.UInt32).alias(str(i)) for i in range(count))
    return array.select(each).get_columns()
