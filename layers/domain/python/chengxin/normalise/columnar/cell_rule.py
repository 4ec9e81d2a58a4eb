"""What a cell of one column means: the rule, its shortcuts over a column, and what it said before."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext, CellError, CellType, Cleaned, cell_type, read_cell
from chengxin.celltypes.nulls import is_null
from chengxin.normalise.shortcuts.conversions import CONVERSIONS
from chengxin.normalise.shortcuts.surely_clean import surely_clean

if TYPE_CHECKING:
    import polars as pl

FEW = 64
"""So many texts are cleaned one by one sooner than as a column."""
REMEMBERED = 50_000

Answer = Cleaned | CellError


@dataclass
class CellRule:
    """All that decides what a cell of one column means. `known` keeps answers from one chunk to the next."""

    field: Field
    null_words: frozenset[str]
    context: CellContext
    known: dict[str, Answer] = dataclass_field(default_factory=dict)

    @cached_property
    def cell(self) -> CellType:
        """The type of value the field holds."""
        return cell_type(self.field.cell)

    def answer(self, text: str) -> Answer:
        """One cell: a null word is empty, anything else is what its type makes of it."""
        try:
            return read_cell(text, self.field, self.context, self.cell, self.null_words)
        except CellError as error:
            return error

    def answers(self, texts: Iterable[str]) -> list[Answer]:
        """What each text becomes, once per distinct text."""
        if len(self.known) > REMEMBERED:
            self.known.clear()
        known, found = self.known, []
        for text in texts:
            answer = known.get(text)
            if answer is None:
                answer = known[text] = self.answer(text)
            found.append(answer)
        return found

    def surely_clean(self, text: "pl.Expr") -> "pl.Expr | None":
        """Where a text is surely clean and no null word; None where only `clean` can tell."""
        sure = surely_clean(text, self.field, self.context)
        return sure & ~text.is_in(self._own_null_words) if sure is not None and self._own_null_words else sure

    def conversion(self, text: "pl.Expr") -> "pl.Expr | None":
        """The column as its type's conversion knows it, null in cells it leaves alone; None without a conversion."""
        import polars as pl

        convert = CONVERSIONS.get(self.field.cell)
        values = convert(text, self.field, self.context) if convert else None
        if values is None or not self._own_null_words:
            return values
        return pl.when(~text.is_in(self._own_null_words)).then(values)

    @cached_property
    def _own_null_words(self) -> list[str]:
        """Null words that only this field has, which a cell type can't know of."""
        return [word for word in self.null_words if not is_null(word)]
