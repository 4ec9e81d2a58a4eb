"""Cleaning columns: what is surely clean costs nothing, the rest is cleaned once per distinct text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from chengxin.celltypes import CellError, Note
from chengxin.normalise.cellrule import FEW, REMEMBERED, CellRule
from chengxin.normalise.coded import Coded, in_order
from chengxin.normalise.table import CleanColumn

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")
SAMPLE = 256
SPARSE, RARE = 0.9, 0.25
"""Different texts as a share of a sample, and of a column: below both, texts repeat."""


@dataclass
class Cleaner:
    """Cleans the chunks of one column by its rule, in two steps: what to look up over all cells, then the cells.

    Where texts repeat, each is cleaned once; elsewhere only those not surely clean.
    """

    rule: CellRule
    repeats: bool | None = None
    numbered: "Numbered | None" = None

    def question(self, raw: "pl.Series") -> "pl.Expr | None":
        """What polars is to find out about the column, in one go with all others; None where it is mostly empty."""
        filled = len(raw) - raw.null_count()
        if self.repeats is None and filled >= SAMPLE:
            self.repeats = _repeats(raw.drop_nulls())
        return self._question(raw) if filled * 2 > len(raw) else None

    def clean(self, raw: "pl.Series", answer: "pl.Series | None") -> CleanColumn:
        """The column in canonical form, null where a cell is empty, a null word or faulty."""
        if answer is not None:
            return self._cleaned(raw, answer)
        return CleanColumn(raw, raw.head(0)) if raw.null_count() == len(raw) else self._sparse(raw)

    def _sparse(self, raw: "pl.Series") -> CleanColumn:
        """A column that is mostly empty, by its filled cells alone."""
        import polars as pl

        filled = raw.is_not_null()
        cells, places = raw.filter(filled).rechunk(), filled.arg_true()
        if len(cells) <= FEW:
            column = _one_by_one(cells, self.rule)
        else:
            column = self._cleaned(cells, cells.to_frame().select(self._question(cells)).to_series())
        if column.values.null_count() == len(places):
            values = pl.repeat(None, len(raw), dtype=pl.String, eager=True)
        else:
            values = raw.clone().scatter(places, column.values)  # works in place
        errors = {places[at]: error for at, error in column.errors.items()}
        return CleanColumn(values, column.doubtful, errors, {places[at]: notes for at, notes in column.notes.items()})

    def _question(self, raw: "pl.Series") -> "pl.Expr":
        import polars as pl

        if self.repeats is False:
            return _question(raw, self.rule)
        if self.numbered is None or len(self.numbered) > REMEMBERED:
            self.numbered = Numbered(self.rule)
        return self.numbered.codes(pl.col(raw.name))

    def _cleaned(self, raw: "pl.Series", answer: "pl.Series") -> CleanColumn:
        if self.repeats is False or self.numbered is None:
            return _cleaned(raw, answer, self.rule)
        return self.numbered.clean(raw, answer)


def _question(raw: "pl.Series", rule: CellRule) -> "pl.Expr":
    """The values where the cells' type has a conversion, else one list of the positions that are not surely clean."""
    import polars as pl

    text = pl.col(raw.name)
    converted, sure = rule.converted(text), rule.sure(text)
    if converted is not None:
        return converted
    left = text.is_not_null() if sure is None else text.is_not_null() & ~sure.fill_null(False)
    return left.arg_true().implode()


def _cleaned(raw: "pl.Series", answer: "pl.Series", rule: CellRule) -> CleanColumn:
    """The column by the answer to its question; what it leaves is cleaned cell by cell."""
    if answer.dtype == raw.dtype:
        left = (answer.is_null() & raw.is_not_null()).arg_true()
        return _with_answers(raw, left.to_list(), answer, rule)
    return _with_answers(raw, answer[0].to_list(), raw, rule)


def _repeats(filled: "pl.Series") -> bool:
    """Whether few texts make up the column; a sample spares most other columns the count."""
    return filled.head(SAMPLE).n_unique() < SPARSE * SAMPLE and filled.n_unique() < RARE * len(filled)


class Numbered:
    """The texts of one column, numbered as they come in one chunk after the other, and what they became.

    polars numbers texts faster than it finds them: a chunk of known texts costs a tenth of replacing them.
    """

    def __init__(self, rule: CellRule) -> None:
        import polars as pl

        self._rule = rule
        # polars forgets numbers that no column holds
        self._numbers = pl.Series([], dtype=pl.Categorical(pl.Categories.random()))
        self._values = self._doubtful = pl.Series([], dtype=pl.String)
        self._errors: dict[int, CellError] = {}
        self._notes: dict[int, Sequence[Note]] = {}
        self._changes = False

    def __len__(self) -> int:
        return len(self._values)

    def codes(self, text: "pl.Expr") -> "pl.Expr":
        """The number of each cell's text; a text that is new gets the next one."""
        return text.cast(self._numbers.dtype).to_physical()

    def clean(self, raw: "pl.Series", codes: "pl.Series") -> CleanColumn:
        """The column in canonical form."""
        if codes.max() >= len(self):  # type: ignore[operator]
            self._learn(in_order(raw, codes, len(self)))
        column = CleanColumn(self._values[codes] if self._changes else raw, self._doubtful)
        column.errors, column.notes = _spread(self._errors, codes), _spread(self._notes, codes)
        column.coded = Coded(codes, self._values)
        return column

    def _learn(self, texts: "pl.Series") -> None:
        """Takes in texts that have their numbers already, the next ones."""
        import polars as pl

        column = _by_itself(texts, self._rule)
        self._changes = self._changes or column.values is not texts
        self._errors |= {len(self) + at: error for at, error in column.errors.items()}
        self._notes |= {len(self) + at: notes for at, notes in column.notes.items()}
        self._values = pl.concat([self._values, column.values])
        self._doubtful = pl.concat([self._doubtful, column.doubtful])


def _spread(told: Mapping[int, T], codes: "pl.Series") -> dict[int, T]:
    """What is to be said about texts, by the cells that hold them."""
    if not told:
        return {}
    return {position: told[codes[position]] for position in codes.is_in(list(told)).arg_true().to_list()}


def _by_itself(texts: "pl.Series", rule: CellRule) -> CleanColumn:
    if len(texts) <= FEW:
        return _one_by_one(texts, rule)
    return _cleaned(texts, texts.to_frame().select(_question(texts, rule)).to_series(), rule)


def _one_by_one(texts: "pl.Series", rule: CellRule) -> CleanColumn:
    """Few filled cells, sooner than polars could be asked."""
    return _with_answers(texts, range(len(texts)), texts, rule)


def _with_answers(raw: "pl.Series", positions: Sequence[int], values: "pl.Series", rule: CellRule) -> CleanColumn:
    """The values, with what the rule says of the cells at some positions."""
    import polars as pl

    if not positions:
        return CleanColumn(values, values.head(0))
    answers = rule.answers(raw[list(positions)].to_list())
    new = [None if isinstance(answer, CellError) else answer.value or None for answer in answers]
    doubtful = pl.Series(new, dtype=pl.String)
    values = doubtful if len(positions) == len(raw) else values.clone().scatter(positions, doubtful)  # in place
    column = CleanColumn(values, doubtful)
    for position, answer in zip(positions, answers, strict=True):
        if isinstance(answer, CellError):
            column.errors[position] = answer
        elif answer.notes:
            column.notes[position] = answer.notes
    return column
