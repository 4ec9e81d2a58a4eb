"""Cleaning one column: what is surely clean costs nothing, the rest is cleaned once per distinct text."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from chengxin.catalogue import Dataset, Field
from chengxin.celltypes import CellContext, CellError, CellType, Cleaned, cell_type, is_null
from chengxin.normalise.table import CleanColumn

if TYPE_CHECKING:
    import polars as pl

SAMPLE, FEW = 256, 64

Answers = Mapping[str, Cleaned | CellError]


def clean_column(raw: "pl.Series", dataset: Dataset, field: Field, context: CellContext) -> CleanColumn:
    """The column in canonical form, null where a cell is empty, a null word or faulty."""
    if raw.null_count() == len(raw):
        return CleanColumn(raw)
    texts = raw.unique() if raw.head(SAMPLE).n_unique() <= FEW else raw
    cell = cell_type(field.cell)
    answers = {text: clean_text(text, cell, dataset, field, context) for text in _odd(texts, cell, field, context)}
    return _applied(raw, {text: a for text, a in answers.items() if a != Cleaned(text)})


def clean_text(text: str, cell: CellType, dataset: Dataset, field: Field, context: CellContext) -> Cleaned | CellError:
    """The rule for one cell: a null word is empty, anything else is what its type makes of it."""
    if is_null(text, dataset.null_words(field)):
        return Cleaned("")
    try:
        return cell.clean(text, field, context)
    except CellError as error:
        return error


def _odd(texts: "pl.Series", cell: CellType, field: Field, context: CellContext) -> list[str]:
    sure = cell.surely_clean(texts, field, context)
    odd = texts if sure is None else texts.filter(~sure)
    return odd.drop_nulls().unique().to_list()


def _applied(raw: "pl.Series", answers: Answers) -> CleanColumn:
    import polars as pl

    if not answers:
        return CleanColumn(raw)
    values = [None if isinstance(a, CellError) else a.value or None for a in answers.values()]
    told = [text for text, a in answers.items() if isinstance(a, CellError) or a.notes]
    column = CleanColumn(raw.replace(pl.Series(list(answers), dtype=pl.String), pl.Series(values, dtype=pl.String)))
    if told:
        for position in raw.is_in(told).arg_true().to_list():
            answer = answers[raw[position]]
            if isinstance(answer, CellError):
                column.errors[position] = answer
            else:
                column.notes[position] = answer.notes
    return column
