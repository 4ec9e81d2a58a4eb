"""Dictionary encoding: a column as codes into its distinct texts, so that a rule in Python looks at each text once."""

from collections.abc import Callable, Sequence
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

    def at(self, codes: "pl.Series") -> "pl.Series":
        """The cells that hold one of these texts; null where there is none."""
        import polars as pl

        flags = pl.repeat(False, len(self.texts), dtype=pl.Boolean, eager=True)
        return flags.scatter(codes, values=True)[self.codes]

    def look_up(self, answer: "Callable[[pl.Series], pl.Series]") -> "pl.Series":
        """What polars, asked once for all different texts, answers to each cell's; null where there is none."""
        import polars as pl

        codes, texts = self._distinct
        answers = answer(texts)
        return pl.repeat(None, len(self.texts), dtype=answers.dtype, eager=True).scatter(codes, answers)[self.codes]

    def holding(self, words: Sequence[str]) -> "dict[str, pl.Series]":
        """For each word that any text holds the codes of those texts; words that overlap hide one another."""
        import polars as pl

        codes, texts = self._distinct
        found = pl.DataFrame({"code": codes, "word": texts.str.extract_many(list(words))}).explode("word")
        told, holders = found["word"], found["code"]
        return {word: holders.filter(told == word) for word in told.unique().drop_nulls()}

    @cached_property
    def present(self) -> dict[int, str]:
        """The texts that do stand in cells, by their codes; all, where finding those would take longer."""
        if len(self.texts) <= FEW:
            return {code: text for code, text in enumerate(self.texts) if text is not None}
        codes, texts = self._distinct
        return dict(zip(codes.to_list(), texts.to_list(), strict=True))

    @cached_property
    def _distinct(self) -> "tuple[pl.Series, pl.Series]":
        codes = self.codes.unique().drop_nulls()
        texts = self.texts.gather(codes)
        return (codes.filter(texts.is_not_null()), texts.drop_nulls()) if texts.null_count() else (codes, texts)
