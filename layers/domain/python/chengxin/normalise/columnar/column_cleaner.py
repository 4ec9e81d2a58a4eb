"""Cleaning columns: what is surely clean costs nothing, the rest is cleaned once per distinct text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeVar

from chengxin.celltypes import CellError, Note
from chengxin.normalise.columnar.cell_rule import FEW, REMEMBERED, CellRule
from chengxin.normalise.columnar.column import CleanColumn
from chengxin.normalise.columnar.dictionary_encoding import DictionaryColumn, TextDictionary

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")
SAMPLE = 256
PLACES, CELLS = " places", " cells"
SPARSE, RARE = 0.9, 0.25
"""Different texts as a share of a sample, and of a column: below both, texts repeat."""

Filled = Literal["not", "here and there", "sparsely", "mostly"]


@dataclass(frozen=True, slots=True)
class ColumnQuery:
    """What polars is to find out about a column, in one go with all others.

    `column` is as long as the column itself, each of `lists` is one list. The one that tells what becomes of the cells
    has the column's name, the others `PLACES` and `CELLS` after it.
    """

    column: "pl.Expr | None" = None
    lists: "tuple[pl.Expr, ...]" = ()


@dataclass
class ColumnCleaner:
    """Cleans the chunks of one column by its rule, in two steps: what to look up over all cells, then the cells.

    Where texts repeat, each is cleaned once; elsewhere only those not surely clean. A column that is mostly empty is
    cleaned by its filled cells alone.
    """

    rule: CellRule
    repeats: bool | None = None
    numbered: "RepeatedTexts | None" = None
    queries: dict[Filled, ColumnQuery] = field(default_factory=dict)

    def query(self, raw: "pl.Series") -> ColumnQuery:
        """What to look up for `clean`. A question is the same for many chunks."""
        filled = _filled(raw)
        self._look_at(raw, filled)
        if filled not in self.queries:
            self.queries[filled] = self._question(raw.name, filled)
        return self.queries[filled]

    def clean(self, raw: "pl.Series", answers: "Mapping[str, pl.Series]") -> CleanColumn:
        """The column in canonical form, null where a cell is empty, a null word or faulty."""
        answer, places = answers.get(raw.name), answers.get(raw.name + PLACES)
        if places is None:
            return CleanColumn(raw, raw.head(0)) if answer is None else self._cleaned(raw, answer)
        cells = answers[raw.name + CELLS]
        return _spread_out(
            raw, places, _one_by_one(cells, self.rule) if answer is None else self._cleaned(cells, answer)
        )

    def _look_at(self, raw: "pl.Series", filled: Filled) -> None:
        """Decides once whether texts repeat, and numbers them where they may."""
        if self.repeats is None and len(raw) - raw.null_count() >= SAMPLE:
            self.repeats = _repeats(raw.drop_nulls())
            self.queries.clear()
        numbers = self.repeats is not False and filled in ("sparsely", "mostly")
        if numbers and (self.numbered is None or len(self.numbered) > REMEMBERED):
            self.numbered = RepeatedTexts(self.rule)
            self.queries.clear()

    def _question(self, name: str, filled: Filled) -> ColumnQuery:
        import polars as pl

        text = pl.col(name)
        if filled == "not":
            return ColumnQuery()
        if filled == "mostly":
            values = self._values(text)
            if values is not None:
                return ColumnQuery(values.alias(name))
            return ColumnQuery(lists=(_left(text, self.rule).implode().alias(name),))
        cells = text.drop_nulls()
        found = (text.is_not_null().arg_true().implode().alias(name + PLACES), cells.implode().alias(name + CELLS))
        if filled == "here and there":
            return ColumnQuery(lists=found)
        values = self._values(cells)
        return ColumnQuery(
            lists=(*found, (_left(cells, self.rule) if values is None else values).implode().alias(name))
        )

    def _values(self, text: "pl.Expr") -> "pl.Expr | None":
        """The numbers of texts that repeat, else the values where the cells' type has a conversion."""
        if self.repeats is False or self.numbered is None:
            return self.rule.conversion(text)
        return self.numbered.codes(text)

    def _cleaned(self, raw: "pl.Series", answer: "pl.Series") -> CleanColumn:
        if self.repeats is False or self.numbered is None:
            return _cleaned(raw, answer, self.rule)
        return self.numbered.clean(raw, answer)


def _filled(raw: "pl.Series") -> Filled:
    count = len(raw) - raw.null_count()
    if count * 2 > len(raw):
        return "mostly"
    return "not" if not count else "here and there" if count <= FEW else "sparsely"


def _left(text: "pl.Expr", rule: CellRule) -> "pl.Expr":
    """The positions of cells that are not surely clean."""
    sure = rule.surely_clean(text)
    return (text.is_not_null() if sure is None else text.is_not_null() & ~sure.fill_null(False)).arg_true()


def _cleaned(raw: "pl.Series", answer: "pl.Series", rule: CellRule) -> CleanColumn:
    """The column by its values or by what is left; what that leaves is cleaned cell by cell."""
    if answer.dtype != raw.dtype:
        return _with_answers(raw, answer.to_list(), raw, rule)
    unanswered = answer.null_count() > raw.null_count()
    left = (answer.is_null() & raw.is_not_null()).arg_true().to_list() if unanswered else ()
    return _with_answers(raw, left, answer, rule)


def _spread_out(raw: "pl.Series", places: "pl.Series", column: CleanColumn) -> CleanColumn:
    """A column by what its filled cells became."""
    import polars as pl

    if column.values.null_count() == len(places):
        values = pl.repeat(None, len(raw), dtype=pl.String, eager=True)
    else:
        values = raw.clone().scatter(places, column.values)  # works in place
    errors = {places[at]: error for at, error in column.errors.items()}
    return CleanColumn(values, column.doubtful, errors, {places[at]: notes for at, notes in column.notes.items()})


def _repeats(filled: "pl.Series") -> bool:
    """Whether few texts make up the column; a sample spares most other columns the count."""
    return filled.head(SAMPLE).n_unique() < SPARSE * SAMPLE and filled.n_unique() < RARE * len(filled)


class RepeatedTexts:
    """The dictionary of a column whose texts repeat, kept from chunk to chunk with what each text was cleaned to.

    polars numbers texts faster than it finds them: a chunk of known texts costs a tenth of replacing them.
    """

    def __init__(self, rule: CellRule) -> None:
        import polars as pl

        self._rule = rule
        self._numbers = TextDictionary()
        self._values = self._doubtful = pl.Series([], dtype=pl.String)
        self._errors: dict[int, CellError] = {}
        self._notes: dict[int, Sequence[Note]] = {}
        self._changes = False

    def __len__(self) -> int:
        return len(self._values)

    def codes(self, text: "pl.Expr") -> "pl.Expr":
        """The number of each cell's text."""
        return self._numbers.codes(text)

    def clean(self, raw: "pl.Series", codes: "pl.Series") -> CleanColumn:
        """The column in canonical form."""
        new = self._numbers.texts(codes, len(self))
        if len(new):
            self._learn(new)
        column = CleanColumn(self._values[codes] if self._changes else raw, self._doubtful)
        column.errors, column.notes = _spread(self._errors, codes), _spread(self._notes, codes)
        column.dictionary = DictionaryColumn(codes, self._values)
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
    """A column of its own, without nulls."""
    import polars as pl

    if len(texts) <= FEW:
        return _one_by_one(texts, rule)
    text = pl.col(texts.name)
    values = rule.conversion(text)
    answer = texts.to_frame().select(_left(text, rule) if values is None else values).to_series()
    return _cleaned(texts, answer, rule)


def _one_by_one(texts: "pl.Series", rule: CellRule) -> CleanColumn:
    """Few filled cells, sooner than polars could be asked."""
    return _with_answers(texts, range(len(texts)), texts, rule)


def _with_answers(raw: "pl.Series", positions: Sequence[int], values: "pl.Series", rule: CellRule) -> CleanColumn:
    """The values, with what the rule says of the cells at some positions."""
    import polars as pl

    if not positions:
        return CleanColumn(values, values.head(0))
    cells = raw if len(positions) == len(raw) else raw[list(positions)]
    answers = rule.answers(cells.to_list())
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
