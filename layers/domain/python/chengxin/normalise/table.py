"""A chunk as canonical columns, with the findings on its cells and the rows that they reject."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from chengxin.catalogue import CodeList, Field
from chengxin.findings import Finding, FindingKind
from chengxin.findings.files import UNREAD
from chengxin.formats.model import Column
from chengxin.normalise.columnar.column import CleanColumn
from chengxin.normalise.columnar.dictionary_encoding import DictionaryColumn
from chengxin.normalise.model import Context
from chengxin.normalise.shortcuts.party_names import perhaps_several
from chengxin.privacy.gate import Reader, Written, shown
from chengxin.privacy.names import LONGEST_NAME

if TYPE_CHECKING:
    import polars as pl

SHOWN_CHARACTERS = 120

Params = dict[str, str]
Explain = Callable[[int], Params]
FindingAt = tuple[int, FindingKind, Params, str | None]
"""A position, what is wrong there, and the parameters and the suggestion that go with it."""


class Table:
    """The rows of one chunk. Positions count from 0 within it; `numbers` are the rows a person sees."""

    def __init__(self, context: Context, layout: str | None, columns: Sequence[Column], numbers: list[int]) -> None:
        self.context = context
        self.dataset = context.dataset.in_layout(layout)
        self.numbers = numbers
        self.columns = {c.field: c for c in reversed(columns) if c.field in self.dataset.by_name}
        self.layout = context.dataset.layout(layout or "")
        self.raw: dict[str, pl.Series] = {}
        self.cells: dict[str, CleanColumn] = {}
        self.derived: dict[str, pl.Series] = {}
        self.written_as: dict[str, str] = {}
        """Fields that rules made from a column of the file, by the field of that column: findings name the latter."""
        self._dictionaries: dict[str, DictionaryColumn] = {}
        self._empty: dict[str, pl.Series] = {}
        self._plural_names: dict[str, pl.Series] = {}
        self.party_types: pl.Series
        """The kind of party of every row, null where the file's statement can't be read: set once cells are clean."""
        self.findings: list[Finding] = []
        self.rejected: set[int] = set()
        self.replaces: dict[int, list[str]] = {}
        """The names of rejected rows that rows of a mended receipt carry, by row."""
        self.unread: set[int] = set()
        """Rows of which the reader could read nothing at all, and says so: nothing more is missing there."""

    @property
    def height(self) -> int:
        """How many rows the chunk has."""
        return len(self.numbers)

    @cached_property
    def empty_column(self) -> "pl.Series":
        """A column of nulls, for fields that the file doesn't have."""
        import polars as pl

        return pl.Series([None] * self.height, dtype=pl.String)

    @cached_property
    def nowhere(self) -> "pl.Series":
        """A condition that holds nowhere."""
        import polars as pl

        return pl.repeat(False, self.height, dtype=pl.Boolean, eager=True)

    @cached_property
    def short_names(self) -> "pl.Series":
        """Where the party's name is short enough to be a person's, before any of it was hidden."""
        names = self.values(self.role("subject_name"))
        return (names.str.len_chars() <= LONGEST_NAME) | names.str.contains("·", literal=True)

    def plural_names(self, name: str) -> "pl.Series":
        """The positions of a field's cells that may name several parties, or people beside one."""
        if name not in self._plural_names:
            self._plural_names[name] = perhaps_several(self.raw[name])
        return self._plural_names[name]

    def has_column(self, name: str | None) -> bool:
        """Whether the file has a column for the field."""
        return name is not None and name in self.cells

    @property
    def optional(self) -> tuple[str, ...]:
        """Fields that the dataset requires but the file's layout doesn't."""
        return self.layout.optional if self.layout else ()

    def put(self, name: str, raw: "pl.Series", column: CleanColumn) -> None:
        """Takes in a cleaned column with what was found on its cells."""
        self.raw[name], self.cells[name] = raw, column
        if column.errors:
            self._tell(name, [(at, error.kind, error.params, error.suggestion) for at, error in column.errors.items()])
        if column.notes:
            notes = ((at, note) for at, notes in column.notes.items() for note in notes)
            self._tell(name, [(at, note.kind, note.params, note.suggestion) for at, note in notes])

    def derive(self, name: str, values: "pl.Series | DictionaryColumn") -> None:
        """Sets the values of a field that a rule computes, in place of what was written."""
        self._empty.pop(name, None)
        if isinstance(values, DictionaryColumn):
            self._dictionaries[name], self.derived[name] = values, values.values
        else:
            self._dictionaries.pop(name, None)
            self.derived[name] = values

    def values(self, name: str | None) -> "pl.Series":
        """The canonical column of a field, null where there is nothing."""
        if name in self.derived:
            return self.derived[name]
        return self.cells[name].values if name in self.cells else self.empty_column

    def dictionary(self, name: str) -> DictionaryColumn:
        """The canonical column of a field by its different texts."""
        if name not in self._dictionaries:
            written = None if name in self.derived or name not in self.cells else self.cells[name].dictionary
            self._dictionaries[name] = written or DictionaryColumn.of(self.values(name))
        return self._dictionaries[name]

    def filled(self) -> list[str]:
        """The names of all fields that hold something, derived ones included, in alphabetical order."""
        names = sorted(self.cells.keys() | self.derived.keys())
        return [name for name in names if self.values(name).null_count() < self.height]

    def pick(self, name: str | None, positions: Sequence[int]) -> list[str | None]:
        """The values of a field at some positions (ascending, so that all of them are all rows)."""
        values = self.values(name)
        picked: list[str | None] = (values if len(positions) == self.height else values.gather(positions)).to_list()
        return picked

    def header(self, name: str) -> str:
        """The field's header as written in the file, else its title."""
        column = self.columns.get(name)
        return column.header if column else self.dataset.by_name[name].title

    def role(self, role: str) -> str | None:
        """The name of the field that plays a part of the envelope."""
        return self.dataset.roles.get(role)  # type: ignore[call-overload, no-any-return]

    def code_list(self, name: str) -> CodeList:
        """The code list of a field; a rule that needs one of a field without is a fault of the catalogue."""
        return self.context.catalogue.code_list(self.dataset.by_name[name].code_list or "")

    def faulty(self, name: str) -> "pl.Series":
        """Where the field's cell could not be read: rules that need it have nothing to say there."""
        errors = self.cells[name].errors if name in self.cells else {}
        if not errors:
            return self.nowhere
        return self.nowhere.clone().scatter(list(errors), values=True)

    def missing(self, name: str) -> "pl.Series":
        """Where nothing was written for the field, in rows that could be read."""
        empty = self.empty(name)
        if self.unread:
            empty = empty & ~self._unread_rows
        errors = empty is not self.nowhere and name in self.cells and self.cells[name].errors
        return empty & ~self.faulty(name) if errors else empty

    @cached_property
    def _unread_rows(self) -> "pl.Series":
        import polars as pl

        return pl.Series([position in self.unread for position in range(self.height)], dtype=pl.Boolean)

    def empty(self, name: str) -> "pl.Series":
        """Where the canonical column holds nothing, be it that nothing was written or that it is faulty."""
        if name not in self._empty:
            values = self.values(name)
            self._empty[name] = values.is_null() if values.null_count() else self.nowhere
        return self._empty[name]

    def report(self, kind: FindingKind, name: str, where: "pl.Series", explain: Explain | None = None) -> None:
        """Adds a finding on the field's cell of every row where the condition holds (null: it doesn't)."""
        if where is not self.nowhere and where.any():
            self.report_at(kind, name, {at: explain(at) if explain else {} for at in where.arg_true().to_list()})

    def report_at(self, kind: FindingKind, name: str, params: Mapping[int, Params]) -> None:
        """Adds a finding on the field's cell at each position, with its parameters; an error rejects its row."""
        self._tell(name, [(position, kind, values, None) for position, values in params.items()])

    def _tell(self, name: str, told: Sequence[FindingAt]) -> None:
        if not told:
            return
        definition, place = self.dataset.by_name[name], self.written_as.get(name, name)
        header, raw = self.header(place), self.raw.get(place)
        written = [None] * len(told) if raw is None else raw[[position for position, *_ in told]].to_list()
        for text, (position, kind, params, suggestion) in zip(written, told, strict=True):
            row, value = self.numbers[position], receipt_value(text, definition)
            self.findings.append(Finding(kind, row, header, name, value, params, suggestion))
            if kind.level == "error":
                self.rejected.add(position)

    def reject(self, findings: Collection[Finding]) -> None:
        """Rejects the rows that the reader itself found an error in (bad bytes, lost precision)."""
        wrong = {f.row for f in findings if f.kind.level == "error" and f.row is not None}
        if wrong:
            self.rejected.update(i for i, number in enumerate(self.numbers) if number in wrong)
        whole = {f.row for f in findings if f.kind in UNREAD}
        if whole:
            self.unread.update(i for i, number in enumerate(self.numbers) if number in whole)


def receipt_value(text: str | None, definition: Field) -> str | None:
    """How a cell is shown in a receipt: short, and without personal data."""
    if text is None:
        return None
    what = Written.WORDS if definition.sensitivity == "public" else Written.PRIVATE_CELL
    safe = shown(text, what, Reader.DEPARTMENT)
    return safe if len(safe) <= SHOWN_CHARACTERS else safe[: SHOWN_CHARACTERS - 1] + "…"
