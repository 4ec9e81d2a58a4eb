"""Debris: what spreadsheets and programs leave in cells in place of content, and what they wrap around it."""

import html
import re
import unicodedata

from chengxin.catalogue import Field
from chengxin.celltypes.model import CellError
from chengxin.findings.cells import ERROR_CELL, PLACEHOLDER
from chengxin.findings.files import FORMULA_WITHOUT_VALUE

PLACEHOLDER_PATTERN = (
    r"(?:(?:同|见|详见)上|同(?:上行|上一行|上栏|前|左)|〃|(?:详?见)?附(?:件|表|页|后)[0-9一二三四五]{0,2}"
    r"|(?i:undefined))[。.]?"
)
"""Words that point elsewhere or stand for nothing, as the whole of a cell; the pattern means the same to polars."""
_PLACEHOLDER = re.compile(rf"{PLACEHOLDER_PATTERN}|\[object \w+\]", re.IGNORECASE)
_ERROR_NAMES = "REF|NAME|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|EXTERNAL|PYTHON"
_ERROR = re.compile(rf"#(?:{_ERROR_NAMES})[!?]|#N/A|#GETTING_DATA|\A#{{3,}}\Z|\AErr:[0-9]{{3}}\Z", re.IGNORECASE)
_FORMULA = re.compile("=[!-<>-~]")
_TEXT_FORMULA = re.compile(r'\s*[=＝]\s*"((?:[^"]|"")*)"\s*')
_KEPT_AS_TEXT = ("'", "`", "＇")
"""What makes a spreadsheet or a bank's export keep digits as text."""
_END_OF_FILE = "\x1a"
"""How DOS ended files."""
_AMPERSAND = re.compile(r"&(?:(?:amp|#0{0,5}38|#x0{0,5}26);)+", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ROUNDS = 3
_FREE = ("text", "name", "address")
LONGEST = 60
"""Characters that error values and placeholders have at most, blanks around them included."""


def unwrapped(text: str) -> str:
    """The content without what kept it as text, `="0123"` or a leading apostrophe, and with HTML entities resolved."""
    if "=" in text or "＝" in text:
        whole = _TEXT_FORMULA.fullmatch(text)
        text = whole[1].replace('""', '"') if whole else text
    if text.endswith(_END_OF_FILE):
        text = text.rstrip(_END_OF_FILE)
    if text.startswith(_KEPT_AS_TEXT):
        mark, text = text[0], text[1:]
        text = text.removesuffix(mark)
    return _without_entities(text) if "&" in text else text


def check_debris(text: str, field: Field) -> bool:
    """Whether the cell holds nothing but debris that costs nothing, its field being neither required nor public.

    Words that point elsewhere stay there as free text. Raises `CellError` for debris in any other field.
    """
    fault = _fault(text)
    if fault and (field.constraints.required or field.sensitivity == "public"):
        raise fault
    return fault is not None and (fault.kind is not PLACEHOLDER or field.cell not in _FREE)


def _fault(text: str) -> CellError | None:
    if len(text) > LONGEST and "#" not in text:
        return None
    bare = unicodedata.normalize("NFKC", text).strip()
    if _FORMULA.match(bare):
        return CellError(FORMULA_WITHOUT_VALUE)
    if found := _ERROR.search(bare):
        return CellError(ERROR_CELL, found=found[0])
    return CellError(PLACEHOLDER, found=bare) if _PLACEHOLDER.fullmatch(bare) else None


def _without_entities(text: str) -> str:
    """Twice escaped text as well: `&amp;nbsp;` is a blank."""
    for _ in range(_ROUNDS):
        plain = _ENTITY.sub(lambda found: html.unescape(found[0]), _AMPERSAND.sub("&", text))
        if plain == text:
            break
        text = plain
    return text
