"""The header of a table: where it stands, what its columns mean, and why a file is refused for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from chengxin.catalogue import Catalogue, Dataset
from chengxin.findings import Finding
from chengxin.findings.files import (
    DUPLICATE_COLUMN,
    HEADER_NOT_FOUND,
    MISSING_REQUIRED_COLUMN,
    TOO_MANY_COLUMNS,
    UNKNOWN_COLUMN,
    WRONG_DATASET,
    RefusedError,
)
from chengxin.formats.model import RECEIPT_ROW_HEADER, Column, Limits
from chengxin.formats.table.header_vocabulary import STANDARD, Match, Vocabulary, written_unit
from chengxin.formats.table.row import Row
from chengxin.formats.table.row_kinds import BLANKS

HEADER_WITHIN = 20
HEAD_ROWS = HEADER_WITHIN + 2
HEADER_CELLS, SHOWN_OF_HEADER = 640, 1_000
RECEIPT_HEADERS = ("【原行号】", "【问题说明】", RECEIPT_ROW_HEADER)
"""What a receipt's workbook puts around the department's own columns: known when it comes back corrected."""


@dataclass(frozen=True)
class Header:
    """A header found: the number of its last row, its texts, and what they mean."""

    row: int
    texts: tuple[str, ...]
    match: Match

    @cached_property
    def _marks(self) -> list[tuple[int, str]]:
        return [(i, self.texts[i].strip(BLANKS)) for i, name in enumerate(self.match.fields) if name]

    @cached_property
    def _as_read(self) -> list[str]:
        return list(self.texts)

    def repeats(self, cells: Sequence[str]) -> bool:
        """Whether a row repeats this header (long tables printed by page, files joined together)."""
        if cells == self._as_read:
            return True
        first, mark = self._marks[0]
        if len(cells) <= self._marks[-1][0] or cells[first].strip(BLANKS) != mark:
            return False
        return all(cells[i].strip(BLANKS) == text for i, text in self._marks)


def find_header(rows: Sequence[Row], vocabulary: Vocabulary) -> Header | None:
    """The row, or pair of rows, among the first 20 that names the most columns; two at least."""
    best: Header | None = None
    single = 0
    most = max((len(row.cells) for row in rows[: HEADER_WITHIN + 1]), default=0)
    for row in rows[:HEADER_WITHIN]:
        if single == most:
            break
        cells = row.cells[:HEADER_CELLS]
        match = vocabulary.match(cells)
        if match.score > single:
            best, single = Header(row.number, tuple(cells), match), match.score
    for above, below in pairwise(rows[: HEADER_WITHIN + 1] if single + 2 <= most else ()):
        texts = _stacked(above.cells[:HEADER_CELLS], below.cells[:HEADER_CELLS], vocabulary)
        match = vocabulary.match(texts)
        if match.score >= max(single + 2, best.match.score + 1 if best else 0):
            best = Header(below.number, tuple(texts), match)
    enough = min(2, len(vocabulary.dataset.fields))
    return best if best and best.match.score >= enough and any(best.match.fields) else None


def _stacked(above: Sequence[str], below: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Header cells of two rows as one: a merged parent stands over the cells to its right."""
    texts: list[str] = []
    parent = ""
    for i in range(max(len(above), len(below))):
        over = above[i] if i < len(above) else ""
        under = below[i].strip(BLANKS) if i < len(below) else ""
        parent = over.strip(BLANKS) or parent
        choices = (f"{parent}({under})", under, f"{parent}{under}") if under else (over,)
        texts.append(next((text for text in choices if vocabulary.recognises(text)), choices[0]))
    return texts


def columns_of(header: Header, dataset: Dataset, limits: Limits) -> tuple[list[Column], list[Finding]]:
    """The columns in file order, with a warning for each that is unknown or comes twice.

    Raises RefusedError past the limit of columns, or where a required column is missing.
    """
    if len(header.texts) > limits.columns:
        raise RefusedError(TOO_MANY_COLUMNS, limit=str(limits.columns))
    columns: list[Column] = []
    warnings: list[Finding] = []
    first: dict[str, str] = {}
    for index, (text, name) in enumerate(zip(header.texts, header.match.fields, strict=True)):
        text = text.strip(BLANKS)[:SHOWN_OF_HEADER]
        if name is None and text and text not in RECEIPT_HEADERS:
            warnings.append(Finding(UNKNOWN_COLUMN, column=text))
        if name and name in first:
            warnings.append(Finding(DUPLICATE_COLUMN, column=text, field=name, params={"first": first[name]}))
            name = None
        if name:
            first[name] = text
        columns.append(Column(index, text, name or None, _unit(header, dataset, text, name)))
    return columns, warnings


def _unit(header: Header, dataset: Dataset, text: str, name: str | None) -> str | None:
    own = dataset.by_name[name].unit if name else None
    if name is None or own is None:
        return None
    units = header.match.units
    stated = written_unit(text) or units.get(name) or units.get(text)
    return stated if stated != own else None


def missing_required(header: Header, dataset: Dataset) -> list[str]:
    """Titles of required columns that the header lacks; a layout answers for its own columns only."""
    layout = next((layout for layout in dataset.layouts if layout.id == header.match.layout), None)
    asked = set(layout.fields) if layout and header.match.layout != STANDARD else set(dataset.by_name)
    return [f.title for f in dataset.fields if f.constraints.required and f.name in asked - set(header.match.fields)]


def better_dataset(
    rows: Sequence[Row], header: Header | None, dataset: Dataset, catalogue: Catalogue
) -> Dataset | None:
    """Another dataset that explains these rows better, unless this one has all the columns it needs."""
    if header and not missing_required(header, dataset):
        return None
    best, most = None, header.match.score if header else 2
    for other in catalogue.datasets:
        found = find_header(rows, Vocabulary(other)) if other.id != dataset.id else None
        if found and found.match.score > most and not missing_required(found, other):
            best, most = other, found.match.score
    return best


def refusal(header: Header | None, other: Dataset | None, dataset: Dataset) -> RefusedError | None:
    """Why a table can't be read as this dataset, if it can't."""
    if other:
        return RefusedError(WRONG_DATASET, other=other.title, dataset=dataset.title, directory=other.id)
    if header is None:
        expected = [f.title for f in dataset.fields if f.constraints.required] or [f.title for f in dataset.fields[:5]]
        return RefusedError(
            HEADER_NOT_FOUND, rows=str(HEADER_WITHIN), dataset=dataset.title, expected="、".join(expected)
        )
    missing = missing_required(header, dataset)
    return RefusedError(MISSING_REQUIRED_COLUMN, missing="、".join(missing)) if missing else None
