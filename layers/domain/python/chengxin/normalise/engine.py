"""From a chunk to verdicts: columns first, then rows, then the records of the rows that stand."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from chengxin.celltypes import CellContext
from chengxin.findings import Finding
from chengxin.findings import rows as kinds
from chengxin.formats.model import RECEIPT_ROW_HEADER, Chunk, Column
from chengxin.normalise.columnar.cell_rule import CellRule
from chengxin.normalise.columnar.chunk_columns import read_cells
from chengxin.normalise.columnar.column_cleaner import ColumnCleaner
from chengxin.normalise.model import ChunkVerdict, Context, Twins
from chengxin.normalise.name_masking import hide_names
from chengxin.normalise.redaction import hide_personal_data, refuse_personal_keys
from chengxin.normalise.repeats import Placed, without_contradictions
from chengxin.normalise.rows import accepted_rows, rejected_rows
from chengxin.normalise.rules.party_types import party_types
from chengxin.normalise.rules.registry import apply_rules
from chengxin.normalise.table import Table
from chengxin.receipts.receipt_row import names_in

if TYPE_CHECKING:
    import polars as pl


def normalise_chunk(
    chunk: Chunk,
    columns: Sequence[Column],
    context: Context,
    layout: str | None = None,
    reader_findings: Sequence[Finding] = (),
    twins: Twins | None = None,
) -> ChunkVerdict:
    """The verdict on every row of a chunk: accepted iff nothing, the reader included, found an error in it.

    `findings` are the normaliser's own, in the order of the rows; those of the reader are the caller's already.
    `twins` are rows of the file's other chunks that may contradict rows of this one.
    """
    table = judge(chunk, columns, context, layout, reader_findings)
    elsewhere: list[Placed] = []
    if twins:
        others = accepted_rows(judge(twins.chunk, columns, context, layout))
        elsewhere = [(twins.places[other.row - 1], other) for other in others]
    accepted = without_contradictions(table, accepted_rows(table), elsewhere)
    rejected = rejected_rows(table)
    table.findings.sort(key=lambda finding: finding.row or 0)
    return ChunkVerdict(table.height, accepted, rejected, table.findings, table.replaces)


def judge(
    chunk: Chunk,
    columns: Sequence[Column],
    context: Context,
    layout: str | None = None,
    reader_findings: Sequence[Finding] = (),
) -> Table:
    """Canonical columns, findings and rejected positions, without building a record from any row."""
    numbers, texts = read_cells(chunk, len(columns))
    table = Table(context, layout, columns, numbers)
    table.reject(reader_findings)
    table.replaces = _replaced_rows(columns, numbers, texts)
    _clean_columns(table, {name: texts[column.index].alias(name) for name, column in table.columns.items()})
    table.party_types = party_types(table)
    _check_required(table)
    apply_rules(table)
    _state_party_types(table)
    refuse_personal_keys(table)
    hide_personal_data(table)
    hide_names(table)
    return table


def _replaced_rows(columns: Sequence[Column], numbers: Sequence[int], texts: "list[pl.Series]") -> dict[int, list[str]]:
    """The rejected rows that each row of a mended receipt stands for, by row."""
    cells = next((texts[column.index] for column in columns if column.header == RECEIPT_ROW_HEADER), None)
    if cells is None:
        return {}
    filled = zip(numbers, cells.to_list(), strict=True)
    return {row: names for row, cell in filled if cell and (names := names_in(cell))}


def _clean_columns(table: Table, raw: "Mapping[str, pl.Series]") -> None:
    """All columns in canonical form; polars is asked for all of them at once."""
    import polars as pl

    cleaners = {name: _cleaner(table, column) for name, column in table.columns.items()}
    queries = [cleaners[name].query(cells) for name, cells in raw.items()]
    frame = pl.DataFrame(list(raw.values()))
    answers = frame.select(asked.column for asked in queries if asked.column is not None).to_dict()
    # Apart, for beside columns a list would be repeated in every row.
    lists = frame.select(one for asked in queries for one in asked.lists)
    answers |= {found.name: found[0] for found in lists.get_columns()}
    for name, cells in raw.items():
        table.put(name, cells, cleaners[name].clean(cells, answers))


def _cleaner(table: Table, column: Column) -> ColumnCleaner:
    """The cleaner of a column, the same for all chunks of a file."""
    field = table.dataset.by_name[column.field or ""]
    unit = column.unit or field.unit
    key = (table.layout.id if table.layout else None, field.name, unit)
    if key not in table.context.memory:
        context = CellContext(table.context.today, table.context.catalogue, unit)
        table.context.memory[key] = ColumnCleaner(CellRule(field, table.dataset.null_words(field), context))
    return table.context.memory[key]


def _check_required(table: Table) -> None:
    for field in table.dataset.fields:
        if field.constraints.required:
            table.report(kinds.REQUIRED_MISSING, field.name, table.missing(field.name))


def _state_party_types(table: Table) -> None:
    """Writes down the inferred kind of party where the file doesn't state it, as the current template would."""
    field = table.role("subject_type")
    if field and table.values(field).null_count():
        table.derive(field, table.party_types)
