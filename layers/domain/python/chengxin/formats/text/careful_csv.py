"""The careful CSV path, record by record: a malformed line ends as a record with a fault."""

import csv
from collections.abc import Iterator

from chengxin.findings.files import MALFORMED_QUOTES, TOO_MANY_COLUMNS, TOO_MANY_ROWS, RefusedError
from chengxin.formats.model import Limits
from chengxin.formats.table.chunk_csv import MAX_FIELD
from chengxin.formats.table.row import Fault, Row
from chengxin.formats.text.lines import Lines

PATIENCE = 1_000
QUOTED_LINES = 2_000
CELLS = 16_384


class CarefulCsv:
    """Records of a delimited text, numbered from 1 as a spreadsheet shows them (blank lines count)."""

    def __init__(self, lines: Lines, delimiter: str, limits: Limits) -> None:
        self.lines, self.delimiter = lines, delimiter
        self.number = 0
        self._most = limits.lines
        self._longest = 2 * limits.cell_characters
        self._consumed: list[bytes] = []
        self._size = 0
        self._malformed = 0
        csv.field_size_limit(MAX_FIELD)
        self._reader = csv.reader(_Source(self), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        """The next record; a line whose quotes don't pair is a record of its own, with the fault said.

        Raises RefusedError past the 16,384 cells a spreadsheet can hold.
        """
        line = next(self.lines)
        if b'"' in line:
            row = self._quoted(line)
        else:
            self._consumed = [line]
            row = Row(self.number + 1, line.decode().split(self.delimiter) if line else [])
        if len(row.cells) > CELLS and not row.faults:
            raise RefusedError(TOO_MANY_COLUMNS, limit=str(CELLS))
        self.number = row.number
        return row

    def put_back(self) -> None:
        """The last record will come again."""
        self.lines.put_back(self._consumed)
        self.number -= 1

    def check(self) -> None:
        """Raises RefusedError where blank lines and all are past the limit of lines."""
        if self.number > self._most:
            raise RefusedError(TOO_MANY_ROWS, limit=str(self._most))

    def _quoted(self, line: bytes) -> Row:
        """The record that begins with this line, which holds quotes: it may go on over lines to come."""
        if self._malformed <= PATIENCE:
            self.lines.put_back([line])
            self._consumed, self._size = [], 0
            try:
                return Row(self.number + 1, next(self._reader))
            except csv.Error:
                self._malformed += 1
                self.lines.put_back(self._consumed[1:])
        self._consumed = [line]
        return Row(self.number + 1, line.decode().split(self.delimiter), [Fault(MALFORMED_QUOTES)])

    def pull(self) -> str:
        """The next line for the parser; a cell that swallows line after line is taken for a quote left open."""
        if self._size > self._longest or len(self._consumed) > QUOTED_LINES:
            raise csv.Error("a quoted cell without an end")
        line = next(self.lines)
        self._consumed.append(line)
        self._size += len(line)
        return line.decode() + "\n"


class _Source:
    """What csv.reader pulls its lines from."""

    def __init__(self, records: CarefulCsv) -> None:
        self._records = records

    def __iter__(self) -> "_Source":
        return self

    def __next__(self) -> str:
        return self._records.pull()
