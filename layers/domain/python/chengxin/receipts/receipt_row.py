"""The receipt row id: the name of a rejected row, which its mended row carries back in the receipt's workbook.

A row is named by the order that its record's version would have had: its drop, its sheet, its row. A row that is
rejected again carries the names that it came with before its own, so that mending it in the end mends them all.
"""

import re
from collections.abc import Sequence

from chengxin.records import PLACE_DIGITS

MOST_NAMES = 50
"""More rounds of mending nobody makes; a cell must stay a cell."""
_NAME = re.compile(rf"[0-9]{{13}}[a-z2-7]{{20}}[0-9]{{{PLACE_DIGITS}}}")


def names_in(cell: str | None) -> list[str]:
    """The rows that a cell names, each once, oldest first; whatever else stands in it is passed over."""
    words = (cell or "").split()
    return list(dict.fromkeys(word for word in words if _NAME.fullmatch(word)))[:MOST_NAMES]


def cell_of(name: str, before: Sequence[str]) -> str:
    """The cell of a rejected row of a name that came with other names."""
    return " ".join(dict.fromkeys([*before[: MOST_NAMES - 1], name]))
