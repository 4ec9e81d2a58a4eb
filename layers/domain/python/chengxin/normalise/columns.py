"""Cleaning one column: what is surely clean costs nothing, the rest is cleaned once per distinct text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext, CellError, CellType, Cleaned, cell_type
from chengxin.celltypes.nulls import is_null
from chengxin.normalise.table import CleanColumn

if TYPE_CHECKING:
    import polars as pl

SAMPLE, FEW = 256, 64


@dataclass(frozen=True)
class CellRule:
    """All that decides what a cell of one column means."""

    field: Field
    null_words: frozenset[str]
    context: CellContext

    @cached_property
    def cell(self) -> CellType:
        """The type of value the field holds."""
        return cell_type(self.field.cell)

    def answer(self, text: str) -> Cleaned | CellError:
        """One cell: a null word is empty, anything else is what its type makes of it."""
        if is_null(text, self.null_words):
            return Cleaned("")
        try:
            return self.cell.clean(text, self.field, self.context)
        except CellError as error:
            return error

    def odd(self, texts: "pl.Series") -> list[str]:
        """The distinct texts that may be anything but clean."""
        sure = self.cell.surely_clean(texts, self.field, self.context)
        if sure is not None:
            odd = ~sure | texts.is_in(self._own_null_words) if self._own_null_words else ~sure
            texts = texts.filter(odd)
        return texts.drop_nulls().unique().to_list()

    @cached_property
    def _own_null_words(self) -> list[str]:
        """Null words that only this field has, which a cell type can't know of."""
        return [word for word in self.null_words if not is_null(word)]


def clean_column(raw: "pl.Series", rule: CellRule) -> CleanColumn:
    """The column in canonical form, null where a cell is empty, a null word or faulty.

    Where texts repeat, as a sample tells, only the distinct ones are looked at.
    """
    if raw.null_count() == len(raw):
        return CleanColumn(raw)
    texts = raw.unique() if raw.head(SAMPLE).n_unique() <= FEW else raw
    answers = {text: rule.answer(text) for text in rule.odd(texts)}
    return _applied(raw, {text: answer for text, answer in answers.items() if answer != Cleaned(text)})


def _applied(raw: "pl.Series", answers: Mapping[str, Cleaned | CellError]) -> CleanColumn:
    import polars as pl

    if not answers:
        return CleanColumn(raw)
    values = [None if isinstance(answer, CellError) else answer.value or None for answer in answers.values()]
    column = CleanColumn(raw.replace(pl.Series(list(answers), dtype=pl.String), pl.Series(values, dtype=pl.String)))
    telling = [text for text, answer in answers.items() if isinstance(answer, CellError) or answer.notes]
    for position in raw.is_in(telling).arg_true().to_list() if telling else ():
        answer = answers[raw[position]]
        if isinstance(answer, CellError):
            column.errors[position] = answer
        else:
            column.notes[position] = answer.notes
    return column
