"""A workbook's sheets as one reading: which are ours, how their columns come together, what is hidden."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings import Finding
from chengxin.findings.files import (
    CONTINUED_SHEET,
    EMPTY_FILE,
    HIDDEN_COLUMN,
    HIDDEN_ROWS,
    HIDDEN_SHEET,
    MERGED_ROWS,
    OTHER_DATASET_SHEET,
    SHEET_LACKS_COLUMNS,
    SHEET_WITHOUT_HEADER,
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
from chengxin.formats.table.header_vocabulary import STANDARD, Match, Vocabulary
from chengxin.formats.table.row import Fault, Row
from chengxin.formats.table.row_kinds import is_blank
from chengxin.formats.workbook.joined_columns import JoinedColumns, Placement
from chengxin.formats.workbook.records_by_shape import first_continued, holds_records
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
    """A sheet to read: its own header, or that of the sheet it continues; with none its rows are but counted."""

    sheet: Sheet
    header: Header
    unread: bool = False


@dataclass(slots=True)
class _Survey:
    """What the sheets are, by their first rows."""

    ours: list[_Ours] = field(default_factory=list)
    without_header: list[tuple[Sheet, list[Row]]] = field(default_factory=list)
    refused: list[RefusedError] = field(default_factory=list)


def read_sheets(
    sheets: Sequence[Sheet], dataset: Dataset, catalogue: Catalogue, limits: Limits, reading: Reading
) -> None:
    """Fills the reading from every sheet that holds this dataset; raises RefusedError where none does.

    A sheet without a header that goes on where another ended is read by the other's. What seems to be records and can't
    be read is given row by row, each with a fault.
    """
    if len(sheets) > MOST_SHEETS:
        raise RefusedError(TOO_MANY_SHEETS, count=str(len(sheets)), limit=str(MOST_SHEETS))
    vocabulary, survey = Vocabulary(dataset), _Survey()
    for sheet in sheets:
        if head := _head(sheet):
            _sort(sheet, head, vocabulary, catalogue, survey, reading)
    if not any(missing_required(one.header, dataset) == [] for one in survey.ours):
        reading.findings.clear()
        raise _worst(survey.refused)
    for sheet, head in survey.without_header:
        _place(sheet, head, vocabulary, catalogue, survey, reading)
    order = {sheet.name: at for at, sheet in enumerate(sheets)}
    _combine(sorted(survey.ours, key=lambda one: order[one.sheet.name]), vocabulary, limits, reading)


def _head(sheet: Sheet) -> list[Row]:
    """The first rows that hold anything, wherever on the sheet they stand."""
    rows = sheet.rows()
    found = [row for row in islice(rows, HEAD_ROWS) if not is_blank(row.cells)]
    return found or list(islice((row for row in rows if not is_blank(row.cells)), HEAD_ROWS))


def _sort(
    sheet: Sheet, head: list[Row], vocabulary: Vocabulary, catalogue: Catalogue, survey: _Survey, reading: Reading
) -> None:
    """Takes down what a sheet is."""
    dataset = vocabulary.dataset
    header = find_header(head, vocabulary)
    other = better_dataset(head, header, dataset, catalogue)
    missing = missing_required(header, dataset) if header else []
    if other or header is None or missing:
        survey.refused.append(refusal(header, other, dataset) or RefusedError(SKIPPED_SHEET))
    if other:
        params = {"sheet": sheet.name, "other": other.title, "directory": other.id}
        reading.findings.append(Finding(OTHER_DATASET_SHEET, params=params))
    elif header is None:
        survey.without_header.append((sheet, head))
    elif not missing:
        survey.ours.append(_Ours(sheet, header))
    elif _means_records(header, head, dataset, missing):
        survey.ours.append(_Ours(sheet, header))
        params = {"sheet": sheet.name, "missing": "、".join(missing)}
        reading.findings.append(Finding(SHEET_LACKS_COLUMNS, params=params))
    else:
        rows = sum(row.number > header.row and not is_blank(row.cells) for row in sheet.rows())
        reading.findings.append(Finding(SKIPPED_SHEET, params={"sheet": sheet.name, "count": str(rows)}))


def _means_records(header: Header, head: Sequence[Row], dataset: Dataset, missing: Sequence[str]) -> bool:
    """Whether a sheet that lacks columns is one of records all the same, and not of codes or figures."""
    required = sum(one.constraints.required for one in dataset.fields)
    return len(missing) * 2 <= required or holds_records([row for row in head if row.number > header.row])


def _place(
    sheet: Sheet, head: list[Row], vocabulary: Vocabulary, catalogue: Catalogue, survey: _Survey, reading: Reading
) -> None:
    """Reads a sheet without a header by another's where it goes on there; else counts its rows where it has records."""
    dataset = vocabulary.dataset
    for one in survey.ours:
        first = None if one.unread else first_continued(head, one.header, dataset, catalogue)
        if first is not None:
            survey.ours.append(_Ours(sheet, replace(one.header, row=first - 1)))
            params = {"sheet": sheet.name, "first": one.sheet.name}
            reading.findings.append(Finding(CONTINUED_SHEET, params=params))
            return
    if holds_records(head):
        width = max(len(row.cells) for row in head)
        nothing = Match(STANDARD, (None,) * width, {})
        survey.ours.append(_Ours(sheet, Header(0, ("",) * width, nothing), unread=True))


def _worst(refused: Sequence[RefusedError]) -> RefusedError:
    """The most telling reason among the sheets': missing columns, then another dataset, then no header."""
    order = ("missing-required-column", "wrong-dataset", "header-not-found")
    if not refused:
        return RefusedError(EMPTY_FILE)
    return min(refused, key=lambda error: order.index(error.finding.kind.code))


def _combine(ours: Sequence[_Ours], vocabulary: Vocabulary, limits: Limits, reading: Reading) -> None:
    """Columns of all sheets together: a field is one column however its header is spelt."""
    joined = JoinedColumns(vocabulary.dataset)
    places: list[Placement] = []
    for one in ours:
        own, warnings = columns_of(one.header, vocabulary.dataset, limits)
        reading.findings += [w for w in warnings if w not in reading.findings]
        if one.sheet.hidden:
            reading.findings.append(Finding(HIDDEN_SHEET, params={"sheet": one.sheet.name}))
        reading.findings += _hidden_columns(one.sheet, own)
        places.append(joined.place(own))
    reading.columns = joined.columns
    reading.sheets = [one.sheet.name for one in ours]
    reading.layout = next(one.header.match.layout for one in ours if not one.unread)
    reading.chunks = _chunks(list(zip(ours, places, strict=True)), vocabulary, limits, reading)


def _hidden_columns(sheet: Sheet, columns: Sequence[Column]) -> list[Finding]:
    hidden = sheet.hidden_columns()
    return [
        Finding(HIDDEN_COLUMN, column=column.header, field=column.field, params={"sheet": sheet.name})
        for column in columns
        if column.index in hidden and column.field
    ]


def _chunks(
    ours: Sequence[tuple[_Ours, Placement]], vocabulary: Vocabulary, limits: Limits, reading: Reading
) -> Iterator[Chunk]:
    batches = ChunkWriter(reading, limits)
    for each, placement in ours:
        hidden: list[int] = []
        filled: list[int] = []
        name = each.sheet.name if len(ours) > 1 else ""
        data = DataRows(each.header, vocabulary)
        rows = _unread(each, data) if each.unread else _data(each, data, hidden, filled)
        rows = placement.stated(rows) if placement.units else rows
        yield from batches.chunks(rows, reading.columns, placement.places, name)
        reading.findings += data.left_out(each.sheet.name)
        for kind, numbers in ((HIDDEN_ROWS, hidden), (MERGED_ROWS, filled)):
            if numbers:
                params = {"sheet": each.sheet.name, "count": str(len(numbers)), "first": str(numbers[0])}
                reading.findings.append(Finding(kind, params=params))


def _unread(each: _Ours, data: DataRows) -> Iterator[Row]:
    """Rows that nobody can tell the columns of, each with that fault; a line or two above them is no row."""
    for row in each.sheet.rows():
        if data.is_data(row.number, row.cells) and sum(not is_blank([cell]) for cell in row.cells) > 1:
            yield Row(row.number, row.cells, [Fault(SHEET_WITHOUT_HEADER)])


def _data(each: _Ours, data: DataRows, hidden: list[int], filled: list[int]) -> Iterator[Row]:
    width = len(each.header.texts)
    merges = [merge for merge in each.sheet.merges() if merge.first > each.header.row and merge.column < width]
    rows = each.sheet.rows()
    for row in filled_down(rows, merges, filled) if merges else rows:
        if data.is_data(row.number, row.cells):
            if row.hidden:
                hidden.append(row.number)
            yield row
