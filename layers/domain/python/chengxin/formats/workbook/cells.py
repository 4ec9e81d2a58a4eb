"""A spreadsheet's typed cells as the text a person sees (ECMA-376 part 1, 18.3.1.4, 18.8.30; [MS-XLS] 2.5.342)."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from math import isfinite

PRECISE_BELOW = 1e15
SHOWN_FROM = 1e-9
"""Smaller numbers are the noise of a formula; with all their zeros they would take 300 characters."""
_LAST_SERIAL = 2_958_466
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhs]|上午|下午", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLAIN_INTEGER = re.compile(r"-?\d{1,15}\Z")


def text_of(text: str) -> str:
    """A text cell with its line breaks as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unescaped(text: str) -> str:
    """Text with `_x000D_` escapes (ECMA-376 part 1, 22.9.2.19) resolved, line breaks as LF."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text_of(text)


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows dates; `code` where the workbook defines it itself."""
    if code is None:
        return number in _BUILT_IN_DATES
    bare = _NOT_CODE.sub("", code.split(";")[0])
    return bare.casefold() != "general" and _DATE_LETTER.search(bare) is not None


def number_text(raw: str) -> str:
    """A number stored as text, as `float_text` shows it; what is none stays as it is."""
    if _PLAIN_INTEGER.match(raw):
        return raw
    try:
        value = float(raw)
    except ValueError:
        return raw
    return float_text(value) if isfinite(value) else raw


def float_text(value: float) -> str:
    """A finite number: 43112.0 as `43112`, at most 15 digits, none invented.

    From 1E15 on a spreadsheet has already dropped digits, so the value keeps its scientific form
    (`1.23457E+17`): whoever reads it can tell that an identifier was ruined.
    """
    shown = f"{value:.15G}"
    if "E" in shown and SHOWN_FROM <= abs(value) < PRECISE_BELOW:
        return f"{Decimal(shown):f}"
    return shown


def date_text(raw: str, *, from_1904: bool) -> str:
    """A serial number shown as a date: ISO date, with the time where it has one, a bare time below day 1.

    What is no date (negative, past 9999, the 29 February 1900 that never was) stays a number.
    """
    try:
        serial = float(raw)
    except ValueError:
        return raw
    if not 0 <= serial < _LAST_SERIAL or (not from_1904 and 60 <= serial < 61):
        return number_text(raw)
    seconds = round(serial * 86_400)
    clock = f"{seconds % 86_400 // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
    if seconds < 86_400 and not from_1904:
        return clock if seconds else number_text(raw)
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < 60 else 30)
    day = (start + timedelta(seconds=seconds)).date().isoformat()
    return f"{day} {clock}" if seconds % 86_400 else day
