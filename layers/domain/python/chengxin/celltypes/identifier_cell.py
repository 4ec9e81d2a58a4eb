"""What all identifier cells share: compact spelling, null words, numbers damaged by a spreadsheet."""

import re

from chengxin.celltypes.model import CellError
from chengxin.celltypes.nulls import IDENTIFIER_NULL_WORDS
from chengxin.celltypes.tidying import tidy_short
from chengxin.findings.cells import PRECISION_LOST
from chengxin.identifiers.spelling import compact

_SCIENTIFIC = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?E\+?[0-9]{1,3}")
_FRACTION = re.compile(r"([0-9]{1,15})\.0+")


def read_identifier(text: str) -> str:
    """The cell as an identifier: compact, `440301102900139.0` without its fraction, empty for `0` and `1`.

    Raises `CellError` where a spreadsheet kept only fifteen digits of a number.
    """
    code = compact(tidy_short(text))
    if _SCIENTIFIC.fullmatch(code):
        raise CellError(PRECISION_LOST)
    if whole := _FRACTION.fullmatch(code):
        code = whole[1]
    return "" if code in IDENTIFIER_NULL_WORDS else code


def lost_precision(code: str) -> bool:
    """Whether a long number ends as those do that went through a spreadsheet: only zeros after fifteen digits."""
    return len(code) > 15 and code.isdigit() and not code[15:].strip("0")


def suggestion_sentence(text: str | None) -> str | None:
    """The sentence that offers a computed value to the officer."""
    return f"是否应为“{text}”？请对照原件核实后改正。" if text else None
