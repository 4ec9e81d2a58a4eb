"""What people type around an identifier: width, case, blanks, invisible characters."""

import unicodedata

_BLANK = (
    *range(0x21),
    0x7F,
    0xA0,
    0xAD,
    *range(0x2000, 0x2010),
    *range(0x2028, 0x2030),
    0x205F,
    *range(0x2060, 0x2065),
    0x3000,
    0xFEFF,
)
_FOLDED: dict[int, str | None] = {**dict.fromkeys(_BLANK), **dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")}


def compact(text: str) -> str:
    """Half-width, upper-case, without blanks, controls and invisible characters; every dash is `-`.

    >>> compact(" 鄂ａ 12345 ")
    '鄂A12345'
    """
    if text.isascii():
        return text.translate(_FOLDED).upper()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.translate(_FOLDED)).upper())
    return folded.translate(_FOLDED)
