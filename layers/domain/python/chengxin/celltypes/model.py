"""What a cell type is given and what it answers."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from chengxin.catalogue import Catalogue, Field
from chengxin.findings import FindingKind


@dataclass(frozen=True, slots=True)
class CellContext:
    """What the meaning of a cell may depend on: the date of receipt, the catalogue, the column's own unit."""

    today: date
    catalogue: Catalogue
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A warning on a cell whose value was accepted."""

    kind: FindingKind
    params: dict[str, str] = field(default_factory=dict)
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A canonical value (dates ISO, money exact decimal 元, several values joined by `;`, empty for null)."""

    value: str
    notes: tuple[Note, ...] = ()


class CellError(Exception):
    """A cell that can't be accepted, and what would be right where that is known."""

    def __init__(self, kind: FindingKind, suggestion: str | None = None, **params: str) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.suggestion = suggestion
        self.params = params


class CellType(Protocol):
    """One kind of value. `clean` is the rule; what is known of whole columns stands in `normalise.shortcuts`."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The canonical value of a non-null cell; raises `CellError`."""
