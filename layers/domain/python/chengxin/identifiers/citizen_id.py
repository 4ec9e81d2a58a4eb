"""Citizen identity number (公民身份号码), GB 11643-1999, and its 15-digit forerunner of 1984.

The permanent residence card of 2023 has the same birth date and check character behind a leading 9.
"""

import re
from datetime import date
from typing import Literal

from chengxin.identifiers.division import PROVINCES
from chengxin.identifiers.spelling import compact

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
BIRTH_YEARS = range(1880, 2100)
_SHAPE = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
_BLOTTED = re.compile(r"[0-9*]{14,17}[0-9X*]")

Problem = Literal["length", "character", "division", "birth-date", "check"]


def check_character(body: str) -> str:
    """The check character of seventeen digits."""
    return CHECK_CHARACTERS[sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 11]


def normal(text: str) -> str:
    """Eighteen characters, upper-case, half-width; fifteen digits are upgraded as the police did in 1999."""
    code = compact(text).replace("-", "")
    if len(code) == 15 and _SHAPE.fullmatch(code):
        body = code[:6] + "19" + code[6:]
        return body + check_character(body)
    return code


def birth_date(code: str) -> date | None:
    """The birth date inside an eighteen-character number, None where it isn't a date."""
    try:
        born = date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return None
    return born if born.year in BIRTH_YEARS else None


def problem(code: str) -> Problem | None:
    """What is wrong with a number of 15 or 18 characters, the most telling part first."""
    if len(code) not in (15, 18):
        return "length"
    if not _SHAPE.fullmatch(code):
        return "character"
    code = normal(code)
    if birth_date(code) is None:
        return "birth-date"
    if check_character(code[:17]) != code[17]:
        return "check"
    return None if code[0] == "9" or code[:2] in PROVINCES else "division"


def is_partly_hidden(code: str) -> bool:
    """Whether it is a number with some characters blotted out, such as `4201********0011` or `42010119800101XXXX`."""
    if "*" in code:
        return code.count("*") >= 3 and code[0] != "*" and _BLOTTED.fullmatch(code) is not None
    return len(code) == 18 and code.endswith("XXX") and code[:14].isdigit() and birth_date(code) is not None


def is_valid(text: str) -> bool:
    """Whether a text, however spelt, is a complete citizen identity number of eighteen characters."""
    code = compact(text).replace("-", "")
    return len(code) == 18 and problem(code) is None
