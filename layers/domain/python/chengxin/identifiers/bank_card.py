"""Bank card number: 16 to 19 digits with a Luhn check digit (ISO/IEC 7812-1)."""

import re

from chengxin.identifiers.spelling import compact

_SHAPE = re.compile(r"[3-69][0-9]{15,18}")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def normal(text: str) -> str:
    """The digits in a row, half-width."""
    return compact(text).replace("-", "")


def luhn(number: str) -> bool:
    """Whether the digits pass the Luhn check."""
    digits = [int(c) for c in reversed(number)]
    return (sum(digits[0::2]) + sum(_DOUBLED[d] for d in digits[1::2])) % 10 == 0


def problem(number: str) -> str | None:
    """`shape` or `check`, None for a number that could be a card's."""
    if not _SHAPE.fullmatch(number):
        return "shape"
    return None if luhn(number) else "check"
