"""Business registration number (工商注册号), GS 15-2006: 6 division digits, 8 of sequence, a check digit.

The check is ISO 7064 MOD 11,10. Numbers given out before 2007 have 13 digits and no check.
"""

import re
from functools import reduce
from typing import Literal

from chengxin.identifiers.spelling import compact

_SHAPE = re.compile(r"[0-9]+")

Problem = Literal["length", "character", "check"]


def normal(text: str) -> str:
    """The digits in a row, half-width."""
    return compact(text).replace("-", "")


def step(state: int, digit: int) -> int:
    """What the check's state (10 at the start) becomes after one more digit."""
    return ((state + digit) % 10 or 10) * 2 % 11


def check_digit(body: str) -> str:
    """The check digit of fourteen digits."""
    return str((11 - reduce(step, map(int, body), 10)) % 10)


def problem(number: str) -> Problem | None:
    """What is wrong with a number in normal form."""
    if len(number) not in (13, 15):
        return "length"
    if not _SHAPE.fullmatch(number):
        return "character"
    return None if len(number) == 13 or check_digit(number[:14]) == number[14] else "check"
