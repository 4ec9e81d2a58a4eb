"""Frictionless constraints of a field: lengths, pattern and enum of a text, bounds of a number."""

import re
from decimal import Decimal
from functools import lru_cache

from chengxin.catalogue import Field
from chengxin.celltypes.model import CellError
from chengxin.findings.cells import (
    NOT_ALLOWED,
    NUMBER_TOO_LARGE,
    NUMBER_TOO_SMALL,
    PATTERN_MISMATCH,
    TOO_LONG,
    TOO_SHORT,
)

SHOWN_VALUES = 12


def enumeration(words: tuple[str, ...]) -> str:
    """Words as a Chinese enumeration, not too many of them."""
    return "、".join(words[:SHOWN_VALUES]) + ("……" if len(words) > SHOWN_VALUES else "")


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def check_text(value: str, field: Field) -> str:
    """The canonical text itself, or `CellError` for the first constraint that it breaks."""
    limits = field.constraints
    if limits.max_length is not None and len(value) > limits.max_length:
        raise CellError(TOO_LONG, length=str(len(value)), limit=str(limits.max_length))
    if limits.min_length is not None and len(value) < limits.min_length:
        raise CellError(TOO_SHORT, length=str(len(value)), limit=str(limits.min_length))
    if limits.enum is not None and value not in limits.enum:
        raise CellError(NOT_ALLOWED, allowed=enumeration(limits.enum))
    if limits.pattern is not None and not _compiled(limits.pattern).fullmatch(value):
        raise CellError(PATTERN_MISMATCH, example=field.example or "见填报说明")
    return value


def check_number(value: Decimal, field: Field) -> Decimal:
    """The number itself, or `CellError` where it is out of bounds (money in 元)."""
    limits = field.constraints
    if limits.minimum is not None and value < Decimal(str(limits.minimum)):
        raise CellError(NUMBER_TOO_SMALL, limit=str(limits.minimum))
    if limits.maximum is not None and value > Decimal(str(limits.maximum)):
        raise CellError(NUMBER_TOO_LARGE, limit=str(limits.maximum))
    return value


def check_bounds(value: str, field: Field) -> str:
    """The ISO date or month itself, or `CellError` where it lies outside the field's bounds."""
    limits = field.constraints
    if limits.minimum is not None and value < str(limits.minimum):
        raise CellError(NUMBER_TOO_SMALL, limit=str(limits.minimum))
    if limits.maximum is not None and value > str(limits.maximum):
        raise CellError(NUMBER_TOO_LARGE, limit=str(limits.maximum))
    return value
