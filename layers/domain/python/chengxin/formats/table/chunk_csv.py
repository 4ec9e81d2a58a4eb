"""Rows as the CSV that chunks are made of (RFC 4180 with LF, UTF-8, the row's number first)."""

import csv
import io
from collections.abc import Iterable, Sequence

MAX_FIELD = 2**31 - 1


def write_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> bytes:
    """Each (row number, cells) as a line whose first cell is the number; line breaks in cells must be LF."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([number, *cells] for number, cells in rows)
    return buffer.getvalue().encode("utf-8", "replace")


def read_rows(data: bytes, first_row: int | None = None) -> list[tuple[int, list[str]]]:
    """What `write_rows` wrote; with `first_row`, the rows of a chunk that is not numbered."""
    csv.field_size_limit(MAX_FIELD)
    lines = csv.reader(io.StringIO(data.decode(), newline=""))
    if first_row is not None:
        return list(enumerate(lines, first_row))
    return [(int(cells[0]), cells[1:]) for cells in lines]
