"""Organisation code (组织机构代码), GB 11714-1997: eight characters and a check character, `########-#`."""

import re
from typing import Literal

from chengxin.identifiers.spelling import compact

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_VALUES = {c: v for v, c in enumerate(ALPHABET)}
_SHAPE = re.compile(r"[0-9A-Z]{8}[0-9X]")

Problem = Literal["length", "character", "check"]


def normal(text: str) -> str:
    """Nine characters in a row, upper-case, half-width, without the hyphen."""
    return compact(text).replace("-", "")


def check_character(body: str) -> str:
    """The check character of the first eight characters; KeyError outside the alphabet."""
    remainder = 11 - sum(_VALUES[c] * w for c, w in zip(body, WEIGHTS, strict=True)) % 11
    return "X" if remainder == 10 else "0" if remainder == 11 else str(remainder)


def problem(code: str) -> Problem | None:
    """What is wrong with a code in normal form."""
    if len(code) != 9:
        return "length"
    if not _SHAPE.fullmatch(code):
        return "character"
    return None if check_character(code[:8]) == code[8] else "check"
