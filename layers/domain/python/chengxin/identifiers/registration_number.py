"""Business registration number (工商注册号), GS 15-2006: 6 division digits, 8 of sequence, a check digit.

The check is ISO 7064 MOD 11,10. Numbers given out before 2007 have 13 digits and no check.
"""

import re
from typing import Literal

from chengxin.identifiers.spelling import compact

_SHAPE = re.compile(r"[0-9]+")

Problem = Literal["length", "character", "check"]


def normal(text: str) -> str:
    """The digits in a row, half-width."""
    return compact(text).replace("-", "")


def check_digit(body: str) -> str:
    """The check digit of fourteen digits."""
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def problem(number: str) -> Problem | None:
    """What is wrong with a number in normal form."""
    if len(number) not in (13, 15):
        return "length"
    if not _SHAPE.fullmatch(number):
        return "character"
    return None if len(number) == 13 or check_digit(number[:14]) == number[14] else "check"
