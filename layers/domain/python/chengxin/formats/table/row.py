"""A row as a reader finds it."""

from dataclasses import dataclass, field

from chengxin.findings import FindingKind


@dataclass(frozen=True, slots=True)
class Fault:
    """What a reader cannot vouch for in a row; `cell` is its index, None for the whole row."""

    kind: FindingKind
    cell: int | None = None
    value: str | None = None
    params: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """A row as found; `number` is what a person sees beside it."""

    number: int
    cells: list[str]
    faults: list[Fault] = field(default_factory=list)
    hidden: bool = False
