"""Dictionary encoding: a column as codes into its distinct texts, so that a rule in Python looks at each text once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from chengxin.normalise.columnar.cell_rule import FEW

if TYPE_CHECKING:
    import polars as pl

    T = TypeVar("T", pl.Series, pl.Expr)


class TextDictionary:
    """The dictionary: a code for each text, from 0 on in the order of coming."""

    def __init__(self) -> None:
        import polars as pl

        self._dtype = pl.Categorical(pl.Categories.random())
        self._kept = pl.Series([], dtype=self._dtype)  # polars forgets numbers that no column holds

    def codes(self, text: "T") -> "T":
        """The number of each cell's text; a text that is new gets the next one."""
        return text.cast(self._dtype).to_physical()

    def texts(self, codes: "pl.Series", start: int = 0) -> "pl.Series":
        """The texts from a number on to the last among the codes."""
        import polars as pl

        last = codes.max()
        numbers = range(start, last + 1) if isinstance(last, int) else ()
        return pl.Series(numbers, dtype=pl.UInt32).cat.to(self._dtype).cast(pl.String)


@dataclass(frozen=True)
class DictionaryColumn:
    """A dictionary-encoded column: `codes` are indexes into `texts`, null for an empty cell."""

    codes: "pl.Series"
    texts: "pl.Series"

    @classmethod
    def of(cls, values: "pl.Series") -> "DictionaryColumn":
        """Numbers the texts of any column."""
        numbers = TextDictionary()
        codes = numbers.codes(values)
        return cls(codes, numbers.texts(codes))

    @property
    def values(self) -> "pl.Series":
        """The column itself."""
        return self.texts[self.codes]

    def map(self, answer: Callable[[str], str]) -> "DictionaryColumn":
        """Every text replaced by its answer."""
        import polars as pl

        answers = {code: answer(text) for code, text in self.present.items()}
        texts = pl.Series([answers.get(code) for code in range(len(self.texts))], dtype=pl.String)
        return DictionaryColumn(self.codes, texts)

    def where(self, holds: Callable[[str], bool]) -> "pl.Series":
        """Where something holds of the text; null where there is none."""
        import polars as pl

        found = {code for code, text in self.present.items() if holds(text)}
        return pl.Series([code in found for code in range(len(self.texts))], dtype=pl.Boolean)[self.codes]

    def matching(self, test: "Callable[[pl.Series], pl.Series]") -> "pl.Series":
        """Where a test of polars, asked once for all different texts, holds; null where there is none."""
        import polars as pl

        codes = pl.Series(self.present.keys(), dtype=pl.UInt32)
        found = codes.filter(test(pl.Series(self.present.values(), dtype=pl.String)))
        flags = pl.repeat(False, len(self.texts), dtype=pl.Boolean, eager=True).scatter(found, values=True)
        return flags[self.codes]

    def look_up(self, answer: "Callable[[pl.Series], pl.Series]") -> "pl.Series":
        """What polars, asked once for all different texts, answers to each cell's; null where there is none."""
        import polars as pl

        codes = pl.Series(self.present.keys(), dtype=pl.UInt32)
        answers = answer(pl.Series(self.present.values(), dtype=pl.String))
        return pl.repeat(None, len(self.texts), dtype=answers.dtype, eager=True).scatter(codes, answers)[self.codes]

    @cached_property
    def present(self) -> dict[int, str]:
        """The texts that do stand in cells, by their codes; all, where finding those would take longer."""
        if len(self.texts) <= FEW:
            return {code: text for code, text in enumerate(self.texts) if text is not None}
        codes = self.codes.unique().drop_nulls()
        pairs = zip(codes.to_list(), self.texts.gather(codes).to_list(), strict=True)
        return {code: text for code, text in pairs if text is not None}
