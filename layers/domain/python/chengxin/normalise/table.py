"""A chunk in columns while it is judged, and the findings that gather on it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from chengxin.catalogue import Field, Layout
from chengxin.celltypes import CellError, Note
from chengxin.findings import Finding, FindingKind
from chengxin.formats.model import Column
from chengxin.normalise.model import Context
from chengxin.privacy.scan import redact

if TYPE_CHECKING:
    import polars as pl

SHOWN_CHARACTERS = 120

Params = dict[str, str]
Explain = Callable[[int], "tuple[Params, str | None]"]


@dataclass(slots=True)
class CleanColumn:
    """A column in canonical form: null where the cell is empty or faulty.

    `errors` and `notes` are by position in the chunk.
    """

    values: "pl.Series"
    errors: dict[int, CellError] = field(default_factory=dict)
    notes: dict[int, Sequence[Note]] = field(default_factory=dict)


class Table:
    """The rows of one chunk. Positions count from 0 within it; `numbers` are the rows a person sees."""

    def __init__(self, context: Context, layout: str | None, columns: Sequence[Column], numbers: list[int]) -> None:
        self.context = context
        self.dataset = context.dataset
        self.numbers = numbers
        self.columns = {c.field: c for c in reversed(columns) if c.field in self.dataset.by_name}
        self.layout: Layout | None = next((item for item in self.dataset.layouts if item.id == layout), None)
        self.raw: dict[str, pl.Series] = {}
        self.cells: dict[str, CleanColumn] = {}
        self.findings: list[Finding] = []
        self.rejected: set[int] = set()

    @property
    def height(self) -> int:
        """How many rows the chunk has."""
        return len(self.numbers)

    @cached_property
    def nothing(self) -> "pl.Series":
        """A column of nulls, for fields that the file doesn't have."""
        import polars as pl

        return pl.Series([None] * self.height, dtype=pl.String)

    @cached_property
    def never(self) -> "pl.Series":
        """A condition that holds nowhere."""
        import polars as pl

        return pl.repeat(False, self.height, dtype=pl.Boolean, eager=True)

    def has(self, name: str | None) -> bool:
        """Whether the file has a column for the field."""
        return name is not None and name in self.columns

    def values(self, name: str | None) -> "pl.Series":
        """The canonical column of a field."""
        return self.cells[name].values if name in self.cells else self.nothing

    def role(self, role: str) -> str | None:
        """The name of the field that plays a part of the envelope."""
        return self.dataset.roles.get(role)  # type: ignore[call-overload, no-any-return]

    def faulty(self, name: str) -> "pl.Series":
        """Where the field's cell could not be read: rules that need it have nothing to say there."""
        import polars as pl

        errors = self.cells[name].errors if name in self.cells else {}
        if not errors:
            return self.never
        return pl.Series([position in errors for position in range(self.height)], dtype=pl.Boolean)

    def missing(self, name: str) -> "pl.Series":
        """Where nothing was written for the field."""
        empty = self.values(name).is_null()
        return empty & ~self.faulty(name) if name in self.cells and self.cells[name].errors else empty

    def report(self, kind: FindingKind, name: str, where: "pl.Series", explain: Explain | None = None) -> None:
        """Adds a finding on the field's cell of every row where the condition holds."""
        if where.any():
            for position in where.arg_true().to_list():
                params, suggestion = explain(position) if explain else ({}, None)
                self.add(kind, position, name, params, suggestion)

    def add(
        self, kind: FindingKind, position: int, name: str, params: Params | None = None, suggestion: str | None = None
    ) -> None:
        """Adds one finding; an error rejects its row."""
        column = self.columns.get(name)
        definition = self.dataset.by_name[name]
        written = self.raw[name][position] if name in self.raw else None
        self.findings.append(
            Finding(
                kind,
                row=self.numbers[position],
                column=column.header if column else definition.title,
                field=name,
                value=shown(written, definition),
                params=params or {},
                suggestion=suggestion,
            )
        )
        if kind.level == "error":
            self.rejected.add(position)

    def add_cell_findings(self, name: str, column: CleanColumn) -> None:
        """Turns what cleaning a column found into findings."""
        for position, error in column.errors.items():
            self.add(error.kind, position, name, error.params, error.suggestion)
        for position, notes in column.notes.items():
            for note in notes:
                self.add(note.kind, position, name, note.params, note.suggestion)

    def reject(self, findings: Iterable[Finding]) -> None:
        """Rejects the rows that the reader itself found an error in (bad bytes, lost precision)."""
        wrong = {f.row for f in findings if f.kind.level == "error" and f.row is not None}
        if wrong:
            self.rejected.update(i for i, number in enumerate(self.numbers) if number in wrong)


def shown(text: str | None, definition: Field) -> str | None:
    """How a cell is shown in a receipt: short, and without personal data."""
    if text is None:
        return None
    safe = mask(text) if definition.sensitivity != "public" else redact(text)
    return safe if len(safe) <= SHOWN_CHARACTERS else safe[: SHOWN_CHARACTERS - 1] + "…"
