"""What people type around an identifier: width, case, blanks, invisible characters."""

import unicodedata

_DROPPED = dict.fromkeys(
    [
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
    ]
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")


def compact(text: str) -> str:
    """Half-width, upper-case, without blanks, controls and invisible characters; every dash is `-`."""
    return unicodedata.normalize("NFKC", text.translate(_DASHES)).translate(_DROPPED).upper()
