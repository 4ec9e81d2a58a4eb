"""Writing rows into chunks, and their faults into findings: the last step that all readers share."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from chengxin.findings import Finding
from chengxin.findings.files import (
    CELL_TOO_LONG,
    INVALID_BYTES,
    LINE_TOO_LONG,
    NUL_BYTE,
    TOO_FEW_CELLS,
    TOO_MANY_CELLS,
    TOO_MANY_FAULTS,
    TOO_MANY_ROWS,
    RefusedError,
)
from chengxin.formats.model import Chunk, Column, Limits, Reading
from chengxin.formats.table.chunk_csv import write_rows
from chengxin.formats.table.row import Fault, Row
from chengxin.formats.table.row_kinds import BLANKS

FAULTS = 100_000
KEPT_OF_LONG_CELL = 1_000
CHUNK_CHARACTERS = 8 << 20
LONGEST_ROW = 4 << 20
Fits = Callable[[int, int], bool]
"""Whether a row, by its number, may have so many cells where it differs from the header."""


class ChunkWriter:
    """Numbers the chunks of one file, keeps count of its rows and tells what is wrong with them.

    Without `fits` rows may end where they will, as in spreadsheets.
    """

    def __init__(self, reading: Reading, limits: Limits, fits: Fits | None = None) -> None:
        self._reading, self._limits, self._fits = reading, limits, fits
        self._most_rows = min(limits.rows, limits.cells // max(len(reading.columns), 1))
        self._chunks = 0
        self._rows = 0
        self._sheets: list[str] = []

    def chunk(self, first_row: int, rows: int, data: bytes, *, numbered: bool, sheet: str = "") -> Chunk:
        """The next chunk; raises RefusedError past the limit of rows."""
        self._rows += rows
        if self._rows > self._most_rows:
            raise RefusedError(TOO_MANY_ROWS, limit=str(self._most_rows))
        self._chunks += 1
        if sheet and sheet not in self._sheets:
            self._sheets.append(sheet)
        place = self._sheets.index(sheet) + 1 if sheet else 0
        return Chunk(self._chunks - 1, first_row, rows, data, numbered, sheet, place)

    def chunks(
        self, rows: Iterable[Row], columns: Sequence[Column], places: Sequence[int] | None = None, sheet: str = ""
    ) -> Iterator[Chunk]:
        """Data rows as chunks. `places` tells for each cell of a row its column, where they differ; `sheet` as in
        `Chunk`."""
        ready: list[tuple[int, list[str]]] = []
        size = 0
        for row in rows:
            self._fit(row, len(places) if places is not None else len(columns))
            if places is not None:
                self._move(row, places, len(columns))
            size += self._check(row, columns)
            ready.append((row.number, row.cells))
            if len(ready) == self._limits.chunk_rows or size > CHUNK_CHARACTERS:
                yield self.chunk(ready[0][0], len(ready), write_rows(ready), numbered=True, sheet=sheet)
                ready, size = [], 0
        if ready:
            yield self.chunk(ready[0][0], len(ready), write_rows(ready), numbered=True, sheet=sheet)

    def _fit(self, row: Row, width: int) -> None:
        """Pads a short row, cuts a long one; either is a fault where the file's rows don't end like that."""
        count = len(row.cells)
        if count == width:
            return
        odd = self._fits is not None and not row.faults and not self._fits(row.number, count)
        if count > width and (odd or any(cell.strip(BLANKS) for cell in row.cells[width:])):
            row.faults.append(Fault(TOO_MANY_CELLS, params={"cells": str(count), "columns": str(width)}))
        elif odd:
            row.faults.append(Fault(TOO_FEW_CELLS, params={"cells": str(count), "columns": str(width)}))
        row.cells = [*row.cells[:width], *[""] * (width - count)]
        row.faults = [f for f in row.faults if f.cell is None or f.cell < width]

    @staticmethod
    def _move(row: Row, places: Sequence[int], width: int) -> None:
        cells = [""] * width
        for place, cell in zip(places, row.cells, strict=True):
            cells[place] = cell
        row.cells = cells
        row.faults = [Fault(f.kind, None if f.cell is None else places[f.cell], f.value, f.params) for f in row.faults]

    def _check(self, row: Row, columns: Sequence[Column]) -> int:
        """Adds what any cell may suffer from, and turns the row's faults into findings; answers its length."""
        if sum(map(len, row.cells)) > LONGEST_ROW:
            raise RefusedError(LINE_TOO_LONG, limit=f"{LONGEST_ROW:,} 个字符")
        whole = "".join(row.cells)
        if len(whole) > self._limits.cell_characters or "\0" in whole or "\ufffd" in whole:
            row.cells = [self._cell(row, at, cell) for at, cell in enumerate(row.cells)]
        for fault in row.faults:
            column = columns[fault.cell] if fault.cell is not None else None
            self._reading.findings.append(
                Finding(
                    fault.kind,
                    row=row.number,
                    column=column.header if column else None,
                    field=column.field if column else None,
                    value=fault.value,
                    params=fault.params,
                )
            )
        if len(self._reading.findings) > FAULTS:
            raise RefusedError(TOO_MANY_FAULTS, limit=str(FAULTS))
        return len(whole)

    def _cell(self, row: Row, at: int, cell: str) -> str:
        if "\ufffd" in cell:
            row.faults.append(Fault(INVALID_BYTES, at, params={"encoding": self._reading.encoding or "Unicode"}))
        if "\0" in cell:
            row.faults.append(Fault(NUL_BYTE, at))
            cell = cell.replace("\0", "␀")
        if len(cell) > self._limits.cell_characters:
            row.faults.append(Fault(CELL_TOO_LONG, at, params={"limit": str(self._limits.cell_characters)}))
            cell = cell[:KEPT_OF_LONG_CELL] + "…"
        return cell
