"""Cells with dates and months."""

from chengxin.catalogue import Field
from chengxin.celltypes.constraints import check_bounds
from chengxin.celltypes.date_reading import (
    OPEN_END,
    EndlessDateError,
    ImpossibleDateError,
    likely_date,
    read_date,
    read_month,
)
from chengxin.celltypes.identifier_cell import suggestion_sentence
from chengxin.celltypes.model import CellContext, CellError, Cleaned
from chengxin.celltypes.tidying import tidy_short
from chengxin.findings.cells import DATE_FORMAT, DATE_IMPOSSIBLE, DATE_IN_FUTURE, DATE_OPEN_END, MONTH_FORMAT


class Date:
    """A day as `2026-03-02`, read from every shape that departments use, spreadsheet serial numbers included.

    Option `open_end`: 长期, 9999-12-31 and 2099-12-31 are allowed and become 2099-12-31. Option `past`: not after the
    day of receipt. A time of day is dropped, after moving it to Asia/Shanghai where it states a zone.
    """

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The day in ISO form."""
        written = tidy_short(_without_garbage(text))
        try:
            day = read_date(written)
        except EndlessDateError:
            if not field.options.get("open_end"):
                raise CellError(DATE_OPEN_END) from None
            return Cleaned(OPEN_END.isoformat())
        except ImpossibleDateError:
            raise CellError(DATE_IMPOSSIBLE, suggestion_sentence(likely_date(written))) from None
        if day is None:
            raise CellError(DATE_FORMAT, _offer(written))
        if field.options.get("past") and day > context.today:
            raise CellError(DATE_IN_FUTURE, today=context.today.isoformat())
        return Cleaned(check_bounds(day.isoformat(), field))


class Month:
    """A month as `2026-03`. Option `past`: not after the month of receipt."""

    def clean(self, text: str, field: Field, context: CellContext) -> Cleaned:
        """The month in ISO form."""
        month = read_month(tidy_short(text))
        if month is None:
            raise CellError(MONTH_FORMAT)
        if field.options.get("past") and month > context.today.isoformat()[:7]:
            raise CellError(DATE_IN_FUTURE, today=context.today.isoformat())
        return Cleaned(check_bounds(month, field))


def _without_garbage(text: str) -> str:
    """Lost characters may be dropped where all eight digits of a day are still there."""
    return text.replace("\ufffd", "") if "\ufffd" in text and sum(map(str.isdigit, text)) >= 8 else text


def _offer(written: str) -> str | None:
    month = read_month(written)
    if month:
        return f"只写到了月，请补写到日，例如“{month}-01”。"
    return suggestion_sentence(likely_date(written))
