"""A value as it stands in a CSV, in a sheet and on a page, made once for all three."""

import re
from collections.abc import Callable
from html import escape

from chengxin.publication.formula_injection import defused

CELL_CHARACTERS = 32_767
"""What a sheet's cell holds; a longer text is cut there."""
EXACT_DIGITS = 15
"""A spreadsheet keeps 15 significant digits; a longer number is safer as text."""
_MOST_KEPT, _LONGEST_KEPT = 8_192, 64
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)
_PLAIN = re.compile(r"(?:[^\W_]|[《（〔【“])[^&<>\"'_\s\x00-\x1f\x7f-\x9f\ufffe\uffff]{0,2000}")
"""Texts that are the same in every format; others take the careful way, which may come to the same."""
_UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


Cell = tuple[str, str, str]
"""A CSV field, quoted; a `<c>` of a worksheet, without its reference; a text of HTML, escaped."""
EMPTY: Cell = ('""', "<c/>", "")


def text_cell(text: str) -> Cell:
    """A text, defused where a spreadsheet would run it (CWE-1236); the page shows it as it is."""
    if _PLAIN.fullmatch(text):
        return (f'"{text}"', f'<c s="1" t="inlineStr"><is><t>{text}</t></is></c>', text)
    return _careful_cell(text) if text else EMPTY


def number_cell(text: str) -> Cell:
    """A number where the text is one that a spreadsheet keeps exactly, else the text."""
    if _NUMBER.fullmatch(text) and len(text.strip("-0.").replace(".", "")) <= EXACT_DIGITS:
        return (text, f"<c><v>{text}</v></c>", text)
    return text_cell(text)


class WordedCells(dict[str, Cell]):
    """The cells of a column by its canonical values; short ones are kept, since columns repeat themselves."""

    def __init__(self, word: Callable[[str], str] | None = None, *, numeric: bool = False) -> None:
        super().__init__()
        self._word, self._cell = word, number_cell if numeric else text_cell

    def __missing__(self, value: str) -> Cell:
        cell = self._cell(self._word(value) if self._word else value)
        if len(value) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[value] = cell
        return cell


def _careful_cell(text: str) -> Cell:
    safe = defused(text)
    return ('"' + safe.replace('"', '""') + '"', sheet_text(safe), escape(text))


def sheet_text(text: str, style: int = 1) -> str:
    """A `<c>` with a text as it is (ECMA-376 part 1, 18.3.1.4); what XML can't hold is written `_xHHHH_` (22.4.2.4)."""
    text = text[:CELL_CHARACTERS]
    space = ' xml:space="preserve"' if text != text.strip() else ""
    fit = _UNFIT_FOR_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    fit = fit.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c s="{style}" t="inlineStr"><is><t{space}>{fit}</t></is></c>'
