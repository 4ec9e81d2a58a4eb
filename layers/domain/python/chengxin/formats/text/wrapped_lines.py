"""Files whose every line is one quoted cell: `"甲,""乙"",丙"`, as programs write that quote a line they made before."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from chengxin.formats.model import Limits
from chengxin.formats.table.row import Row
from chengxin.formats.table.row_kinds import BLANKS
from chengxin.formats.text.careful_csv import CarefulCsv
from chengxin.formats.text.encoding import TextFile
from chengxin.formats.text.lines import Lines

AT_ONCE = 1_000
LEAST_DELIMITERS = 2


@dataclass(frozen=True, slots=True)
class WrappedLines:
    """Such a file as the text that it was before its lines were quoted."""

    outside: TextFile
    limits: Limits

    @property
    def sound(self) -> bool:
        """As in `TextFile`."""
        return self.outside.sound

    def blocks(self) -> Iterator[bytes]:
        """The text inside, as UTF-8."""
        records = CarefulCsv(Lines(self.outside.blocks()), ",", self.limits)
        while rows := list(islice(records, AT_ONCE)):
            yield "".join(_inside(row.cells) for row in rows).encode("utf-8", "replace")


def is_wrapped(rows: Sequence[Row], delimiters: Sequence[str]) -> bool:
    """Whether each of the first rows is a single cell, and that holds a line of a table."""
    filled = [[cell for cell in row.cells if cell.strip(BLANKS)] for row in rows]
    single = [cells[0] for cells in filled if len(cells) == 1]
    if len(single) < len([cells for cells in filled if cells]):
        return False
    return any(max(map(cell.count, delimiters)) >= LEAST_DELIMITERS for cell in single)


def _inside(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell.strip(BLANKS)]
    if len(filled) <= 1:
        return "".join(filled) + "\n"
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
