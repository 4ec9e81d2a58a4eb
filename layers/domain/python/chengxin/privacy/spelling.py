"""Spellings of digits in running text: full width, other scripts, Chinese numerals, with invisible characters amid."""

import re
import unicodedata
from typing import NamedTuple

BREAKS = r"[ \t\n\-./·_()]"
"""One character that may stand between the groups of a number, in a folded text."""

_NUMERALS = "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_VALUES = str.maketrans(_NUMERALS, "00012345678911" + "23456789")
_IN_NUMERALS = re.compile(f"[{_NUMERALS}](?:[ \\-]?[{_NUMERALS}]){{9,}}")
_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_TABLE: dict[int, str] = {ord(full): chr(ord(full) - 0xFEE0) for full in map(chr, range(0xFF01, 0xFF5F))}
_TABLE |= dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
_TABLE |= dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\r"), " ")
_TABLE |= dict.fromkeys(map(ord, "•・∙⋅"), "·")
_PLAIN = re.compile(r"[\x00-\x7f㐀-鿿、。“”‘’《》「」〔〕【】]*")


class Folded(NamedTuple):
    """A text in plain digits; `places[i]` is where character `i` stands in the original, None for the same place."""

    text: str
    places: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's part that `text[start:end]` stands for."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Digits of any script, Chinese numerals in a row, hyphens and blanks in plain spelling; nothing invisible."""
    places = None
    if not _PLAIN.fullmatch(text):
        if _INVISIBLE.search(text):
            places = [i for i, c in enumerate(text) if not _INVISIBLE.match(c)]
            text = "".join(text[i] for i in places)
        text = "".join(map(_plain, text))
    return Folded(_IN_NUMERALS.sub(lambda run: run[0].translate(_VALUES), text), places)


def _plain(c: str) -> str:
    if c < "\x80" or "㐀" <= c <= "鿿":
        return c
    known = _TABLE.get(ord(c))
    if known is not None:
        return known
    digit = unicodedata.digit(c, None)
    return c if digit is None else str(digit)
