"""A workbook's sheets as one reading: which are ours, how their columns come together, what is hidden."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings import Finding
from chengxin.findings.files import (
    EMPTY_FILE,
    HIDDEN_COLUMN,
    HIDDEN_ROWS,
    HIDDEN_SHEET,
    MERGED_ROWS,
    OTHER_DATASET_SHEET,
    SKIPPED_SHEET,
    TOO_MANY_SHEETS,
    RefusedError,
)
from chengxin.formats.model import Chunk, Column, Limits, Reading
from chengxin.formats.table.chunk_writer import ChunkWriter
from chengxin.formats.table.data_rows import DataRows
from chengxin.formats.table.header import (
    HEAD_ROWS,
    Header,
    better_dataset,
    columns_of,
    find_header,
    missing_required,
    refusal,
)
from chengxin.formats.table.header_vocabulary import Vocabulary
from chengxin.formats.table.row import Row
from chengxin.formats.table.row_kinds import is_blank
from chengxin.formats.workbook.sheet_parts import Merge, filled_down

MOST_SHEETS = 255


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows` starts a new pass from its top each time, blank rows left out or not."""

    name: str
    hidden: bool
    rows: Callable[[], Iterator[Row]]
    hidden_columns: Callable[[], Collection[int]]
    merges: Callable[[], Sequence[Merge]]


@dataclass(frozen=True, slots=True)
class _Ours:
    sheet: Sheet
    header: Header
    places: tuple[int, ...]


def read_sheets(
    sheets: Sequence[Sheet], dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading
) -> None:
    """Fills the reading from every sheet that holds this dataset; raises RefusedError where none does."""
    if len(sheets) > MOST_SHEETS:
        raise RefusedError(TOO_MANY_SHEETS, count=str(len(sheets)), limit=str(MOST_SHEETS))
    vocabulary = Vocabulary(dataset)
    found: list[tuple[Sheet, Header]] = []
    refused: list[RefusedError] = []
    for sheet in sheets:
        head = [row for row in islice(sheet.rows(), HEAD_ROWS) if not is_blank(row.cells)]
        if not head:
            continue
        header = find_header(head, vocabulary)
        other = better_dataset(head, header, dataset, catalogue)
        if header and other is None and not missing_required(header, dataset):
            found.append((sheet, header))
            continue
        refused.append(refusal(header, other, dataset) or RefusedError(SKIPPED_SHEET))
        reading.findings += _told(sheet, header, other)
    if not found:
        reading.findings.clear()
        raise _worst(refused)
    _combine(found, vocabulary, limits, reading)


def _told(sheet: Sheet, header: Header | None, other: Dataset | None) -> list[Finding]:
    if other:
        params = {"sheet": sheet.name, "other": other.title, "directory": other.id}
        return [Finding(OTHER_DATASET_SHEET, params=params)]
    return [Finding(SKIPPED_SHEET, params={"sheet": sheet.name})] if header else []


def _worst(refused: Sequence[RefusedError]) -> RefusedError:
    """The most telling reason among the sheets': missing columns, then another dataset, then no header."""
    order = ("missing-required-column", "wrong-dataset", "header-not-found")
    if not refused:
        return RefusedError(EMPTY_FILE)
    return min(refused, key=lambda error: order.index(error.finding.kind.code))


def _combine(found: Sequence[tuple[Sheet, Header]], vocabulary: Vocabulary, limits: Limits, reading: Reading) -> None:
    """Columns of all sheets together: a field is one column however its header is spelt."""
    columns: list[Column] = []
    index: dict[tuple[str, str, int], int] = {}
    ours: list[_Ours] = []
    for sheet, header in found:
        own, warnings = columns_of(header, vocabulary.dataset, limits)
        reading.findings += [w for w in warnings if w not in reading.findings]
        if sheet.hidden:
            reading.findings.append(Finding(HIDDEN_SHEET, params={"sheet": sheet.name}))
        reading.findings += _hidden_columns(sheet, own)
        places = []
        seen: dict[tuple[str, str], int] = {}
        for column in own:
            name = (column.field or "", f"{column.header if not column.field else ''}{column.unit or ''}")
            seen[name] = seen.get(name, 0) + 1
            key = (*name, seen[name])
            if key not in index:
                index[key] = len(columns)
                columns.append(Column(len(columns), column.header, column.field, column.unit))
            places.append(index[key])
        ours.append(_Ours(sheet, header, tuple(places)))
    reading.columns = columns
    reading.sheets = [sheet.name for sheet, _ in found]
    reading.layout = found[0][1].match.layout
    reading.chunks = _chunks(ours, vocabulary, limits, reading)


def _hidden_columns(sheet: Sheet, columns: Sequence[Column]) -> list[Finding]:
    hidden = sheet.hidden_columns()
    return [
        Finding(HIDDEN_COLUMN, column=column.header, field=column.field, params={"sheet": sheet.name})
        for column in columns
        if column.index in hidden and column.field
    ]


def _chunks(ours: Sequence[_Ours], vocabulary: Vocabulary, limits: Limits, reading: Reading) -> Iterator[Chunk]:
    batches = ChunkWriter(reading, limits)
    for each in ours:
        hidden: list[int] = []
        filled: list[int] = []
        name = each.sheet.name if len(ours) > 1 else ""
        data = DataRows(each.header, vocabulary)
        yield from batches.chunks(_data(each, data, hidden, filled), reading.columns, each.places, name)
        reading.findings += data.left_out(each.sheet.name)
        for kind, rows in ((HIDDEN_ROWS, hidden), (MERGED_ROWS, filled)):
            if rows:
                params = {"sheet": each.sheet.name, "count": str(len(rows)), "first": str(rows[0])}
                reading.findings.append(Finding(kind, params=params))


def _data(each: _Ours, data: DataRows, hidden: list[int], filled: list[int]) -> Iterator[Row]:
    width = len(each.header.texts)
    merges = [merge for merge in each.sheet.merges() if merge.first > each.header.row and merge.column < width]
    rows = each.sheet.rows()
    for row in filled_down(rows, merges, filled) if merges else rows:
        if data.is_data(row.number, row.cells):
            if row.hidden:
                hidden.append(row.number)
            yield row
