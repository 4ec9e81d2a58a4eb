"""Cells with telephone numbers, web addresses and yes or no."""

import re
from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_text
from chengxin.celltypes.identifier_cell import read_identifier
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.celltypes.tidying import tidy_short
from chengxin.findings.cells import BOOLEAN_FORMAT, PHONE_FORMAT, URL_FORMAT
from chengxin.identifiers import phone

if TYPE_CHECKING:
    import polars as pl

_URL = re.compile(r"https?://[^\s/?#@\"'<>\\^`{|}]+(?:[/?#][^\s\"'<>\\^`{|}]*)?", re.IGNORECASE)
_TRUE = frozenset(["是", "有", "对", "Y", "YES", "T", "TRUE", "1", "√", "✓"])
_FALSE = frozenset(["否", "没有", "不", "不是", "N", "NO", "F", "FALSE", "0", "×", "✗"])


class Phone:
    """Telephone number: mobile as eleven digits, fixed as `027-82345678`, extension `-12`."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The number in canonical form."""
        number = phone.normal(read_identifier(text))
        if number and phone.problem(number):
            raise CellError(PHONE_FORMAT)
        return Cleaned(number)

    def surely_clean(self, column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
        """Mobile numbers."""
        return column.str.contains("^1[3-9][0-9]{9}$")


class Url:
    """Web address with http or https; without user names."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The address as written."""
        address = tidy_short(text, limit=2048)
        if not _URL.fullmatch(address):
            raise CellError(URL_FORMAT)
        return Cleaned(check_text(address, field))

    def surely_clean(self, column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
        """No shortcut: rare."""
        return None


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

    def surely_clean(self, column: "pl.Expr", field: Field, context: CellContext) -> "pl.Expr | None":
        """No shortcut: two distinct values."""
        return None
