"""Records told by the shape of their cells, in sheets that have no header of their own.

A long table cut into sheets has its header on the first alone; a sheet of notes or figures has no records at all.
"""

from collections.abc import Sequence
from datetime import date

from chengxin.catalogue import Catalogue, Dataset, Field
from chengxin.celltypes import CellContext, CellError, cell_type, read_cell
from chengxin.celltypes.date_reading import read_date
from chengxin.formats.table.header import Header
from chengxin.formats.table.row import Row
from chengxin.formats.table.row_kinds import BLANKS
from chengxin.identifiers import citizen_id, document_number, uscc

FREE = frozenset(["text", "name", "address"])
"""Types that let nearly everything through."""
EVIDENCE = 2
"""Cells of a row that must be of a shape of their own."""
_NO_DAY_IS_LATER = date(2099, 1, 1)
_IN_NUMBERS = ("money", "decimal", "integer", "date")


def first_continued(rows: Sequence[Row], header: Header, dataset: Dataset, catalogue: Catalogue) -> int | None:
    """The number of the first of these rows that goes on below a header, None where they are no rows of its table.

    Half of them at least have cells of the right kind in the columns of that header.
    """
    fields = {at: dataset.by_name[name] for at, name in enumerate(header.match.fields) if name}
    told = {at: field for at, field in fields.items() if field.cell not in FREE}
    context = CellContext(_NO_DAY_IS_LATER, catalogue)
    filled = [row for row in rows if len(_filled(row.cells)) > 1]
    going_on = [row for row in filled if _goes_on(row.cells, told, len(header.texts), context)]
    return going_on[0].number if going_on and len(going_on) * 2 >= len(filled) else None


def holds_records(rows: Sequence[Row]) -> bool:
    """Whether any row has the marks of a decision in two of its cells: a code, a document's number, a day."""
    return any(sum(map(_is_mark, _filled(row.cells))) >= EVIDENCE for row in rows)


def _goes_on(cells: Sequence[str], told: dict[int, Field], width: int, context: CellContext) -> bool:
    if any(cell.strip(BLANKS) for cell in cells[width:]):
        return False
    filled = [(cells[at], field) for at, field in told.items() if at < len(cells) and cells[at].strip(BLANKS)]
    right = [field for text, field in filled if _is_right(text, field, context)]
    marks = sum(field.cell not in _IN_NUMBERS for field in right)
    return len(right) >= EVIDENCE and marks > 0 and len(right) * 2 > len(filled)


def _is_right(text: str, field: Field, context: CellContext) -> bool:
    if field.cell == "document-number":
        return document_number.problem(text) is None
    try:
        return bool(read_cell(text, field, context, cell_type(field.cell)).value)
    except CellError:
        return False


def _is_mark(text: str) -> bool:
    """A code with its check character, a document's number with its year, or a day written out."""
    if len(text) > 64:
        return False
    if uscc.problem(text) is None or citizen_id.problem(text) is None:
        return True
    numbered = any(c.isdigit() for c in text) and not text.isdigit() and document_number.problem(text) is None
    return numbered or _is_day(text)


def _is_day(text: str) -> bool:
    try:
        return not text.replace(".", "").isdigit() and read_date(text) is not None
    except ValueError:
        return False


def _filled(cells: Sequence[str]) -> list[str]:
    return [text for cell in cells if (text := cell.strip(BLANKS))]
