"""Cells with yes or no."""

from chengxin.catalogue import Field
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.celltypes.tidying import tidy_short
from chengxin.findings.cells import BOOLEAN_FORMAT

_TRUE = frozenset(["是", "有", "对", "Y", "YES", "T", "TRUE", "1", "√", "✓"])
_FALSE = frozenset(["否", "没有", "不", "不是", "N", "NO", "F", "FALSE", "0", "×", "✗"])


class Boolean:
    """Yes or no, as `true` or `false`."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """`true` or `false`."""
        word = tidy_short(text).upper().removesuffix(".0")
        if word in _TRUE:
            return Cleaned("true")
        if word in _FALSE:
            return Cleaned("false")
        raise CellError(BOOLEAN_FORMAT)
