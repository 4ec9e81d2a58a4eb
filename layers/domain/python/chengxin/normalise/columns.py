"""Cleaning one column: what is surely clean costs nothing, the rest is cleaned once per distinct text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext, CellError, CellType, Cleaned, cell_type
from chengxin.celltypes.nulls import is_null
from chengxin.normalise.table import CleanColumn

if TYPE_CHECKING:
    import polars as pl

SAMPLE, FEW = 256, 64
REMEMBERED = 50_000

Answer = Cleaned | CellError


@dataclass(frozen=True)
class CellRule:
    """All that decides what a cell of one column means. `memory` keeps answers from one chunk to the next."""

    field: Field
    null_words: frozenset[str]
    context: CellContext
    memory: dict[str, Answer] = dataclass_field(default_factory=dict)

    @cached_property
    def cell(self) -> CellType:
        """The type of value the field holds."""
        return cell_type(self.field.cell)

    def answer(self, text: str) -> Answer:
        """One cell: a null word is empty, anything else is what its type makes of it."""
        if is_null(text, self.null_words):
            return Cleaned("")
        try:
            return self.cell.clean(text, self.field, self.context)
        except CellError as error:
            return error

    def answers(self, texts: Iterable[str]) -> dict[str, Answer]:
        """What distinct texts become, those left out that stay as they are."""
        if len(self.memory) > REMEMBERED:
            self.memory.clear()
        found = {}
        for text in texts:
            answer = self.memory.get(text)
            if answer is None:
                answer = self.memory[text] = self.answer(text)
            if isinstance(answer, CellError) or answer.value != text or answer.notes:
                found[text] = answer
        return found

    def odd(self, texts: "pl.Series") -> "pl.Series":
        """The texts that may be anything but clean."""
        sure = self.cell.surely_clean(texts, self.field, self.context)
        if sure is None:
            return texts
        return texts.filter(~sure | texts.is_in(self._own_null_words) if self._own_null_words else ~sure)

    @cached_property
    def _own_null_words(self) -> list[str]:
        """Null words that only this field has, which a cell type can't know of."""
        return [word for word in self.null_words if not is_null(word)]


def clean_column(raw: "pl.Series", rule: CellRule) -> CleanColumn:
    """The column in canonical form, null where a cell is empty, a null word or faulty.

    Where a sample says that few texts repeat, each is cleaned; elsewhere only those not surely clean.
    """
    if raw.null_count() == len(raw):
        return CleanColumn(raw, raw.head(0))
    repeats = len(set(raw.head(SAMPLE).to_list())) <= FEW
    texts = raw.unique() if repeats else raw
    odd = set((texts if len(texts) <= FEW else rule.odd(texts)).to_list())
    odd.discard(None)
    answers = rule.answers(odd)
    if not answers:
        return CleanColumn(raw, texts)
    values = _replaced(raw, answers)
    column = CleanColumn(values, _replaced(texts, answers) if repeats else values)
    _take_findings(column, raw, answers)
    return column


def _replaced(texts: "pl.Series", answers: Mapping[str, Answer]) -> "pl.Series":
    import polars as pl

    new = [None if isinstance(answer, CellError) else answer.value or None for answer in answers.values()]
    return texts.replace(pl.Series(list(answers), dtype=pl.String), pl.Series(new, dtype=pl.String))


def _take_findings(column: CleanColumn, raw: "pl.Series", answers: Mapping[str, Answer]) -> None:
    telling = [text for text, answer in answers.items() if isinstance(answer, CellError) or answer.notes]
    for position in raw.is_in(telling).arg_true().to_list() if telling else ():
        answer = answers[raw[position]]
        if isinstance(answer, CellError):
            column.errors[position] = answer
        else:
            column.notes[position] = answer.notes
