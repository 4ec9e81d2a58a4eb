"""What the normaliser is given and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from chengxin.catalogue import Catalogue, Dataset, Department
from chengxin.findings import Finding
from chengxin.formats.model import Chunk
from chengxin.records import Party

if TYPE_CHECKING:
    from chengxin.normalise.columnar.column_cleaner import ColumnCleaner


@dataclass(frozen=True, slots=True)
class Context:
    """What a verdict may depend on beside the file: `today` is the date of receipt in Asia/Shanghai.

    `memory` keeps, from chunk to chunk, what distinct cells became; it never changes a verdict.
    """

    catalogue: Catalogue
    dataset: Dataset
    department: Department
    today: date
    received_at: datetime
    memory: "dict[tuple[str | None, ...], ColumnCleaner]" = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CleanRow:
    """An accepted row: every value in canonical form, split by who may see it.

    `document_key` is the normal form of the document number, or the joined primary key where the dataset has none.
    `public` is False where the law or the catalogue keeps the record from the public.
    """

    row: int
    party: Party
    identity: str | None
    document_number: str | None
    document_key: str
    decision_date: date | None
    valid_until: date | None
    authority_name: str
    authority_code: str | None
    content: dict[str, str]
    private: dict[str, str]
    digest: str
    public: bool


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A rejected row, with what could still be read of the decision: it starts the department's clock all the same."""

    row: int
    document_number: str | None
    document_key: str | None
    decision_date: date | None


@dataclass(frozen=True, slots=True)
class Twins:
    """Rows of other chunks that have the key of one of a chunk's own, numbered from 1 on; `places` tells for each where
    a person finds it: `第3行`."""

    chunk: Chunk
    places: Sequence[str]


@dataclass(frozen=True, slots=True)
class ChunkVerdict:
    """`total = len(accepted) + len(rejected)`; findings carry row numbers as a person sees them. `replaces`: the
    rejected rows of earlier drops that rows of a mended receipt name, by row."""

    total: int
    accepted: Sequence[CleanRow]
    rejected: Sequence[RejectedRow]
    findings: Sequence[Finding]
    replaces: Mapping[int, Sequence[str]] = field(default_factory=dict)
