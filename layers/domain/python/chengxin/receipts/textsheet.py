"""A worksheet of texts, written a row at a time.

XlsxWriter takes each cell through a dozen calls, four times the work of all else about a receipt, and takes a text that
looks like its own markup for markup. A receipt holds nothing but texts, row after row, so that a row's XML (ECMA-376,
inline strings) is put together at once. Its base class does all the rest.
"""

import re
from collections.abc import Iterable
from functools import cache

from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_TO_ESCAPE = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x")
_name = cache(xl_col_to_name)


class TextSheet(Worksheet):  # type: ignore[misc]
    """For a workbook with `constant_memory`, whose rows come in order; `add_worksheet(name, TextSheet)` makes one."""

    def write_texts(self, line: int, cells: Iterable[tuple[int, str, Format]]) -> None:
        """Writes a row (0-based, as its columns are) of texts in text format."""
        number = line + 1
        parts = [f'<row r="{number}">']
        column = 0
        for column, text, style in cells:
            if _TO_ESCAPE.search(text):
                text = self._escape_data(self._escape_control_characters(text))
            preserve = ' xml:space="preserve"' if text != text.strip() else ""
            place = f'r="{_name(column)}{number}" s="{style._get_xf_index()}"'
            parts.append(f'<c {place} t="inlineStr"><is><t{preserve}>{text}</t></is></c>')
        self._check_dimensions(line, column)
        self._write_single_row(line)  # what the base class still holds of the row before
        self.fh.write("".join([*parts, "</row>"]))
