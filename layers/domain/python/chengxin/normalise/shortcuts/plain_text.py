"""Patterns of ordinary texts and names, for polars: a text without a match is surely clean.

One pattern says it all, since a second look at long texts would take as long as the first.
"""

import re
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes import CellContext
from chengxin.celltypes.debris import PLACEHOLDER_PATTERN
from chengxin.celltypes.mojibake import SUSPECTS
from chengxin.celltypes.nulls import NULL_WORDS
from chengxin.celltypes.tidying import LOST_NUMBER
from chengxin.normalise.shortcuts.constraints import surely_within
from chengxin.privacy.scan import SUSPICIOUS

if TYPE_CHECKING:
    import polars as pl

_HAN = "一-鿿㐀-䶿〇"
_PLAIN = f"{_HAN}0-9A-Za-z（）《》、，。；：！？％“”‘’〔〕【】「」·—…×℃㎡"
_FIRST = f"{_HAN}0-9A-Za-z（《“‘〔【「"
_ASCII = "!\"$%'-/:-@\\[-`{-~"
"""Without `#`, with which spreadsheets begin their error values, and `&`, with which HTML begins characters."""
_NULL_WORD = f"^(?:{'|'.join(map(re.escape, sorted(NULL_WORDS)))}|{PLACEHOLDER_PATTERN})?$"
UNSURE = rf"{_NULL_WORD}|[{SUSPECTS}]|^{LOST_NUMBER}$|^[^{_FIRST}]|[^{_PLAIN}{_ASCII} \n]|[ \n]$|{SUSPICIOUS}"
"""A text without a match stays as it is in `tidy`, is no null word, and holds no personal number."""

UNSURE_NAME = rf"{_NULL_WORD}|[{SUSPECTS}]|^[^{_HAN}0-9A-Za-z（《]|[^{_HAN}0-9A-Za-z（）《》、，·.'+-]|{SUSPICIOUS}"
"""The same for names and `tidy_name`."""


def text(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Texts of characters that `tidy` leaves alone."""
    return surely_within(column, ~column.str.contains(UNSURE), field)


def name(column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
    """Names of characters that `tidy_name` leaves alone."""
    return surely_within(column, ~column.str.contains(UNSURE_NAME), field)
