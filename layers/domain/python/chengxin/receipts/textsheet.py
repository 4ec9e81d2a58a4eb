"""A worksheet of texts, written a row at a time.

XlsxWriter takes each cell through a dozen calls, many times the work of all else about a receipt, and takes a text that
looks like its own markup for markup. A receipt holds nothing but texts, row after row, so that a row's XML (ECMA-376,
inline strings) is put together at once. Its base class does all the rest.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_UNUSUAL = re.compile(r"[&<>\s\x00-\x1f\ufffe\uffff]|_x")
"""What has to be escaped, and blanks, which at the ends of a text have to be kept."""
_name = cache(xl_col_to_name)


class TextSheet(Worksheet):  # type: ignore[misc]
    """For a workbook with `constant_memory`, whose rows come in order; `add_worksheet(name, TextSheet)` makes one."""

    def write_texts(self, line: int, texts: Sequence[str], plain: Format, marked: Mapping[int, Format]) -> None:
        """Writes the texts of a row (0-based) from its first column on. Blank ones are left out but for those `marked`,
        by column, with a format of their own."""
        number, usual = line + 1, not _UNUSUAL.search("".join(texts))
        style = plain._get_xf_index()
        cells = [
            f'<c r="{_name(at)}{number}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'
            if usual and at not in marked
            else self._cell(f"{_name(at)}{number}", text, marked.get(at, plain))
            for at, text in enumerate(texts)
            if text or at in marked
        ]
        self._check_dimensions(line, len(texts) - 1)
        self._write_single_row(line)  # what the base class still holds of the row before
        self.fh.write(f'<row r="{number}">{"".join(cells)}</row>')

    def _cell(self, place: str, text: str, style: Format) -> str:
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        escaped = self._escape_data(self._escape_control_characters(text))
        return f'<c r="{place}" s="{style._get_xf_index()}" t="inlineStr"><is><t{kept}>{escaped}</t></is></c>'
