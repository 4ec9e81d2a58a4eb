"""A column by its different texts, so that a rule in Python looks at each once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def in_order(values: "pl.Series", codes: "pl.Series", start: int = 0) -> "pl.Series":
    """The different texts of a column by their numbers, least first, from a number on."""
    new = codes >= start
    values, codes = values.filter(new), codes.filter(new)
    first = codes.arg_unique()
    return values[first[codes[first].arg_sort()]]


@dataclass(frozen=True)
class Coded:
    """`codes` numbers for each cell one of `texts` (null: the cell is empty); not every text need stand in a cell."""

    codes: "pl.Series"
    texts: "pl.Series"

    @classmethod
    def of(cls, values: "pl.Series") -> "Coded":
        """Numbers the texts of any column."""
        import polars as pl

        codes = values.cast(pl.Categorical(pl.Categories.random())).to_physical()
        return cls(codes, in_order(values, codes))

    @property
    def values(self) -> "pl.Series":
        """The column itself."""
        return self.texts.gather(self.codes)

    def map(self, answer: Callable[[str], str]) -> "Coded":
        """Every text replaced by its answer."""
        import polars as pl

        answers = {code: answer(text) for code, text in self.present.items()}
        texts = pl.Series([answers.get(code) for code in range(len(self.texts))], dtype=pl.String)
        return Coded(self.codes, texts)

    def where(self, holds: Callable[[str], bool]) -> "pl.Series":
        """Where something holds of the text; null where there is none."""
        import polars as pl

        found = {code for code, text in self.present.items() if holds(text)}
        return pl.Series([code in found for code in range(len(self.texts))], dtype=pl.Boolean).gather(self.codes)

    @cached_property
    def present(self) -> dict[int, str]:
        """The texts that do stand in cells, by their codes."""
        codes = self.codes.unique().drop_nulls()
        pairs = zip(codes.to_list(), self.texts.gather(codes).to_list(), strict=True)
        return {code: text for code, text in pairs if text is not None}
