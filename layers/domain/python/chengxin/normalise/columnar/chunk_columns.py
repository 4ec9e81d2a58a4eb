"""From a chunk's CSV bytes to columns of raw text."""

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chengxin.formats.model import Chunk

if TYPE_CHECKING:
    import polars as pl


def read_cells(chunk: Chunk, width: int) -> "tuple[list[int], list[pl.Series]]":
    """The row numbers that a person sees, and `width` text columns with null for an empty cell.

    polars reads what keeps the chunk's contract; anything else (a cell too many or too few, a stray quote) is read
    by the forgiving `csv` module: rows are padded or cut to the width, so that no row is ever lost.
    """
    import polars as pl

    total = width + chunk.numbered
    schema = {str(i): pl.String for i in range(total)}
    try:
        frame = pl.read_csv(chunk.data, has_header=False, schema=schema, raise_if_empty=False)
    except pl.exceptions.PolarsError:
        frame = None
    if frame is None or frame.height != chunk.rows:
        frame = pl.DataFrame(_forgiving(chunk.data, total), schema=schema, orient="row")
    columns = frame.get_columns()
    if not chunk.numbered:
        return list(range(chunk.first_row, chunk.first_row + frame.height)), columns
    return columns[0].cast(pl.Int64).to_list(), columns[1:]


def _forgiving(data: bytes, width: int) -> Sequence[Sequence[str | None]]:
    text = io.StringIO(data.decode("utf-8", errors="replace"), newline="")
    return [[cell or None for cell in (row + [""] * width)[:width]] for row in csv.reader(text)]
