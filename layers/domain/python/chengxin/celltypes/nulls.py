"""Null words: what officers write where there is nothing to write."""

import re
from collections.abc import Collection

_WORDS = ("无", "空", "未办", "暂无", "（无）", "(无)", "（空）", "(空)")
_LATIN = ("null", "none", "nil", "nan", "n/a", "(null)", "<null>", "[null]")
_OF_PROGRAMS = ("Null", "None", "NaN", "NaT", "Nil", "<NA>", "\\N")
NULL_WORDS = frozenset([*_WORDS, *_LATIN, *map(str.upper, _LATIN), *_OF_PROGRAMS])
IDENTIFIER_NULL_WORDS = frozenset(["0", "零", "1", "00", "000"])
"""Null words only where an identifier is due; elsewhere they are values."""

_BLANKS = " \t\r\n\x0b\x0c\xa0\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
_STROKES = re.compile(rf"[{_BLANKS}\-‐‑‒–—―−－_＿*＊/／\\＼.。…·]*")
_OUTER = re.compile(rf"^[{_BLANKS}]+|[{_BLANKS}]+$")


def is_null(text: str, missing_values: Collection[str] = ()) -> bool:
    """Whether a cell says nothing: a missing value of its dataset, a null word, or nothing but strokes and stars."""
    if text in missing_values or text in NULL_WORDS or _STROKES.fullmatch(text):
        return True
    bare = _OUTER.sub("", text) if len(text) < 200 else text.strip()
    return bare in missing_values or bare in NULL_WORDS
