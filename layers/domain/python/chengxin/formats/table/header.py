"""The header of a table: where it stands, what its columns mean, and why a file is refused for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    UNKNOWN_UNIT,
    WRONG_DATASET,
    RefusedError,
)
from chengxin.formats.model import RECEIPT_ROW_HEADER, Column, Limits
from chengxin.formats.table.header_vocabulary import STANDARD, Match, Vocabulary
from chengxin.formats.table.row import Row
from chengxin.formats.table.row_kinds import BLANKS, is_rule
from chengxin.formats.table.stated_unit import StatedUnit, stated_unit, unit_of_rules, unit_of_table

HEADER_WITHIN = 20
HEAD_ROWS = HEADER_WITHIN + 2
HEADER_CELLS, SHOWN_OF_HEADER = 640, 1_000
RULE_ROWS = 3
"""Rows right below a header that may tell how to fill in the columns."""
RECEIPT_HEADERS = ("【原行号】", "【问题说明】", RECEIPT_ROW_HEADER)
"""What a receipt's workbook puts around the department's own columns: known when it comes back corrected."""


@dataclass(frozen=True)
class Header:
    """A header found: the number of its last row, its texts, what they mean, and the units of money that these, the
    line above or the rules below state, by the text's place."""

    row: int
    texts: tuple[str, ...]
    match: Match
    units: Mapping[int, StatedUnit] = field(default_factory=dict)

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
        if not self._marks:
            return False
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
    parents: list[str] = []
    for above, below in pairwise(rows[: HEADER_WITHIN + 1] if single + 2 <= most else ()):
        texts, over = _stacked(above.cells[:HEADER_CELLS], below.cells[:HEADER_CELLS], vocabulary)
        match = vocabulary.match(texts)
        if match.score >= max(single + 2, best.match.score + 1 if best else 0):
            best, parents = Header(below.number, tuple(texts), match), over
    if best is None or best.match.score < min(2, len(vocabulary.dataset.fields)) or not any(best.match.fields):
        return None
    return replace(best, units=stated_units(best, parents, rows, vocabulary.dataset))


def stated_units(
    header: Header, parents: Sequence[str], rows: Sequence[Row], dataset: Dataset
) -> dict[int, StatedUnit]:
    """The units of the columns of money: by their own header or that over it, the rules below or the line above."""
    money = [at for at, name in enumerate(header.match.fields) if name and dataset.by_name[name].unit]
    if not money:
        return {}
    near = [row.cells for row in rows if header.row < row.number <= header.row + RULE_ROWS]
    rules = [cells for cells in near if is_rule(cells)]
    tables = (unit_of_table(row.cells) for row in rows if row.number < header.row)
    of_table = next((unit for unit in tables if unit), None)
    units = {}
    for at in money:
        above = (stated_unit(text) for text in (header.texts[at], *parents[at : at + 1]))
        below = (unit_of_rules(cells[at]) for cells in rules if at < len(cells))
        if unit := next((one for one in (*above, *below, of_table) if one), None):
            units[at] = unit
    return units


def _stacked(above: Sequence[str], below: Sequence[str], vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """Header cells of two rows as one, and the upper of the two: a merged parent stands over the cells to its right."""
    texts: list[str] = []
    parents: list[str] = []
    parent = ""
    for i in range(max(len(above), len(below))):
        over = above[i] if i < len(above) else ""
        under = below[i].strip(BLANKS) if i < len(below) else ""
        parent = over.strip(BLANKS) or parent
        choices = (f"{parent}({under})", under, f"{parent}{under}") if under else (over,)
        texts.append(next((text for text in choices if vocabulary.recognises(text)), choices[0]))
        parents.append(parent if under else "")
    return texts, parents


def columns_of(header: Header, dataset: Dataset, limits: Limits) -> tuple[list[Column], list[Finding]]:
    """The columns in file order, with a warning for each that is unknown or comes twice.

    Raises RefusedError past the limit of columns, and for a unit of money that nobody knows.
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
        columns.append(Column(index, text, name or None, _unit(header, dataset, index, name)))
    return columns, warnings


def _unit(header: Header, dataset: Dataset, index: int, name: str | None) -> str | None:
    """The unit of a column where it isn't the field's own; raises RefusedError for one that nobody knows."""
    own = dataset.by_name[name].unit if name else None
    if name is None or own is None:
        return None
    of_layout = header.match.units.get(name)
    stated = header.units.get(index)
    if stated and stated.unit is None:
        raise RefusedError(UNKNOWN_UNIT, header=header.texts[index].strip(BLANKS), unit=stated.written)
    unit = stated.unit if stated else of_layout
    return unit if unit != own or of_layout else None


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
