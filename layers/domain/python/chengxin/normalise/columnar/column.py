"""A column of a chunk in canonical form, and what was found on its cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chengxin.celltypes import CellError, Note
from chengxin.normalise.columnar.dictionary_encoding import DictionaryColumn

if TYPE_CHECKING:
    import polars as pl


@dataclass(slots=True)
class CleanColumn:
    """A column in canonical form: null where the cell is empty or faulty.

    `doubtful` holds every text of `values` that wasn't surely clean; `errors` and `notes` are by position; `dictionary`
    are the values by their different texts where the column has few of them.
    """

    values: "pl.Series"
    doubtful: "pl.Series"
    errors: dict[int, CellError] = field(default_factory=dict)
    notes: dict[int, Sequence[Note]] = field(default_factory=dict)
    dictionary: DictionaryColumn | None = None
