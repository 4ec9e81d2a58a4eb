"""Tidying: blanks, character widths and invisible characters of every cell, before its type reads it."""

import re
import unicodedata

from chengxin.celltypes.model import CellError
from chengxin.findings.cells import CONTROL_CHARACTER, GARBLED_TEXT, TOO_LONG

LONGEST = 100_000
"""Characters a cell may have whatever its type: enough for a whole judgment, little enough for any check here."""

LOST_NUMBER = r"[0-9](?:\.[0-9]+)?[Ee]\+(?:1[1-9]|[2-9][0-9]|[0-9]{3})"
"""A long number as a spreadsheet shows it: `1.23457E+17`. No text consists of that."""

_INVISIBLE = (
    *(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
    *range(0x180B, 0x180F),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
)
_BLANK = (0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_LINE_END = (0x0B, 0x0C, 0x2028, 0x2029)
_COMPATIBLE = (*range(0x2F00, 0x2FD6), *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_TIDY: dict[int, str | None] = {
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys(_BLANK, " "),
    **dict.fromkeys(_LINE_END, "\n"),
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE},
}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_GARBLED = re.compile("[\ufffd\ud800-\udfff]")

_NAME: dict[int, str] = {
    **dict.fromkeys(map(ord, "([{〔【〖［｛﹝﹙"), "（"),
    **dict.fromkeys(map(ord, ")]}〕】〗］｝﹞﹚"), "）"),
    **dict.fromkeys(map(ord, "•‧・･∙⋅"), "·"),
    **{code: chr(code - 0xFEE0) for code in map(ord, "＃％＆＇＊＋－．／＠＿")},
}
_NAME_BLANKS = re.compile(r"(?<![!-~]) | (?![!-~])")


def tidy(text: str) -> str:
    """The text without outer blanks and invisible characters, letters and digits half-width, in NFC.

    Raises `CellError` for control characters, for characters already lost, and past `LONGEST` characters.
    """
    if len(text) > LONGEST:
        raise CellError(TOO_LONG, length=str(len(text)), limit=str(LONGEST))
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    if control := _CONTROL.search(text):
        raise CellError(CONTROL_CHARACTER, character=f"U+{ord(control[0]):04X}")
    if _GARBLED.search(text):
        raise CellError(GARBLED_TEXT)
    return unicodedata.normalize("NFC", text.translate(_TIDY)).strip()


def tidy_short(text: str, limit: int = 200) -> str:
    """`tidy` for values that are never long; everything after may use patterns freely."""
    if len(text) > limit and len(text := text.strip()) > limit:
        raise CellError(TOO_LONG, length=str(len(text)), limit=str(limit))
    return tidy(text)


def tidy_name(text: str) -> str:
    """`tidy` in one line, round brackets full-width, blanks only between Latin words."""
    words = " ".join(tidy(text).translate(_NAME).split())
    return unicodedata.normalize("NFC", _NAME_BLANKS.sub("", words))
