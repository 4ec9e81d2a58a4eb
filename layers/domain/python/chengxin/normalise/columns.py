"""Cleaning one column: what is surely clean costs nothing, the rest is cleaned once per distinct text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext, CellError, CellType, Cleaned, cell_type
from chengxin.celltypes.nulls import is_null
from chengxin.normalise.conversions import CONVERSIONS
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

    def answers(self, texts: Iterable[str | None], *, all_of_them: bool = False) -> dict[str, Answer]:
        """What texts become; those that stay as they are are left out unless asked for."""
        if len(self.memory) > REMEMBERED:
            self.memory.clear()
        found = {}
        for text in texts:
            if text is None:
                continue
            answer = self.memory.get(text)
            if answer is None:
                answer = self.memory[text] = self.answer(text)
            if all_of_them or isinstance(answer, CellError) or answer.value != text or answer.notes:
                found[text] = answer
        return found

    def odd(self, texts: "pl.Series", *, distinct: bool) -> Iterable[str | None]:
        """The texts that may be anything but clean. Few new ones are not worth looking at as a column."""
        if distinct:
            listed = texts.to_list()
            if sum(text not in self.memory for text in listed) <= FEW:
                return listed
        sure = self.cell.surely_clean(texts, self.field, self.context)
        if sure is None:
            return set(texts.to_list())
        if self._own_null_words:
            sure = sure & ~texts.is_in(self._own_null_words)
        return () if sure.all() else set(texts.filter(~sure).to_list())

    def converted(self, raw: "pl.Series") -> "pl.Series | None":
        """The column as its type's conversion knows it, null in cells it leaves alone; None without a conversion."""
        convert = CONVERSIONS.get(self.field.cell)
        return convert(raw, self.field, self.context) if convert else None

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
    converted = rule.converted(raw)
    if converted is not None:
        return _completed(raw, converted, rule)
    repeats = len(set(raw.head(SAMPLE).to_list()) - rule.memory.keys()) <= FEW
    texts = raw.unique() if repeats else raw
    answers = rule.answers(rule.odd(texts, distinct=repeats))
    if not answers:
        return CleanColumn(raw, texts)
    values = _replaced(raw, answers)
    column = CleanColumn(values, values)
    _take_findings(column, raw, answers)
    return column


def _completed(raw: "pl.Series", converted: "pl.Series", rule: CellRule) -> CleanColumn:
    """A converted column, with what the conversion left alone cleaned cell by cell."""
    left = raw if converted.null_count() == len(raw) else raw.filter(converted.is_null())
    answers = rule.answers(left.drop_nulls().unique().to_list(), all_of_them=True)
    values = converted.fill_null(_replaced(raw, answers)) if answers else converted
    column = CleanColumn(values, values)
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
