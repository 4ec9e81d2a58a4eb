"""Arithmetic on codes of fixed length, two characters at a time, without numpy.

A column of ASCII codes is looked at as 16-bit integers; one table for each place of a pair gives what the pair adds to
a weighted sum. Nine lookups in the joined tables check eighteen characters: 100,000 cells in a few milliseconds.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

PAIRS = 1 << 16
OUTSIDE = 1 << 27
"""What a pair adds that a table doesn't list: any sum from here on is void (32 pairs fit without overflow)."""


def where_filled(column: "pl.Expr", check: "Callable[[pl.Series], pl.Series]") -> "pl.Expr":
    """The condition that `check` answers for a whole column, empty cells included; false where it has no answer."""
    import polars as pl

    return column.map_batches(lambda cells: check(cells).fill_null(False), return_dtype=pl.Boolean)


def pair_table(entries: Iterable[tuple[str, int]]) -> "pl.Series":
    """A table from pairs of ASCII characters to addends below 2**22; all others add `OUTSIDE`."""
    import polars as pl

    listed = {ord(pair[0]) | ord(pair[1]) << 8: value for pair, value in entries}
    table = pl.repeat(OUTSIDE, PAIRS, dtype=pl.UInt32, eager=True)
    return table.scatter(list(listed), pl.Series(list(listed.values()), dtype=pl.UInt32))


def pair_sums(column: "pl.Series", tables: "pl.Series") -> "pl.Series":
    """The sum of what each pair adds by its own of the joined tables; void where a cell isn't two bytes for each."""
    count = len(tables) // PAIRS
    pairs = _arrays(column, count).reshape((-1,))
    rows = max(1024, 1 << (len(column) - 1).bit_length())
    addends = tables[pairs + _starts(count, rows).head(len(pairs))].fill_null(OUTSIDE)
    return addends.reshape((-1, count)).arr.sum()


@cache
def _starts(count: int, rows: int) -> "pl.Series":
    """Where the table of each pair of a cell begins, for so many cells."""
    import polars as pl

    return pl.select(pl.int_range(count * rows, dtype=pl.UInt32) % count * PAIRS).to_series()


def pairs(column: "pl.Series", count: int) -> "list[pl.Series]":
    """The column's bytes as `count` little-endian pairs; null where a cell has another length."""
    import polars as pl

    array = _arrays(column, count).to_frame("pairs")
    each = (pl.col("pairs").arr.get(i).cast(pl.UInt32).alias(str(i)) for i in range(count))
    return array.select(each).get_columns()


def _arrays(column: "pl.Series", count: int) -> "pl.Series":
    import polars as pl

    binary = column.cast(pl.Binary).to_frame("pairs")
    return binary.select(pl.col("pairs").bin.reinterpret(dtype=pl.Array(pl.UInt16, count))).to_series()
