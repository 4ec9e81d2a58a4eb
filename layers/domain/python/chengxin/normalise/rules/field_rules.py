"""Rules between two fields of a row, whatever they are about."""

import re
from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.identifiers import document_number
from chengxin.normalise.rules.parameters import Parameters, text

if TYPE_CHECKING:
    from chengxin.normalise.table import Table

_YEAR = re.compile("〔((?:19|20)[0-9]{2})〕")
_YEARS = re.compile("(?=((?:19|20)[0-9]{2}))")


def dates_in_order(table: "Table", parameters: Parameters) -> None:
    """The date `later` must not precede the date `earlier`; canonical dates are ISO texts, so texts compare."""
    earlier, later = text(parameters, "earlier"), text(parameters, "later")
    if not (table.has_column(earlier) and table.has_column(later)):
        return
    first, last = table.values(earlier), table.values(later)
    title = table.header(earlier)
    table.report(kinds.DATES_OUT_OF_ORDER, later, last < first, lambda i: {"earlier": title, "earlier_value": first[i]})


def number_year(table: "Table", parameters: Parameters) -> None:
    """The year in brackets of a document's number `number` is that of the date `date`, or the one before: a case begun
    in one year may be decided in the next. Another year is doubted."""
    import polars as pl

    number, date = text(parameters, "number"), text(parameters, "date")
    if not (table.has_column(number) and table.has_column(date)):
        return
    numbers, dates = table.values(number), table.values(date)
    frame = pl.DataFrame({"number": numbers, "year": dates.str.slice(0, 4)})
    other = frame.select(~pl.col("number").str.contains(pl.col("year"), literal=True)).to_series().fill_null(False)
    stated = {at: stated_year(numbers[at], int(dates[at][:4])) for at in other.arg_true().to_list()}
    told = {at: {"year": year, "date": dates[at]} for at, year in stated.items() if year}
    table.report_at(kinds.DOCUMENT_NUMBER_YEAR, number, told)


def stated_year(number: str, decided: int) -> str | None:
    """The year that a number states in brackets, None where it fits a decision of the year `decided`."""
    found = _YEAR.search(document_number.normal(number))
    return found[1] if found and not {str(decided), str(decided - 1)} & set(_YEARS.findall(number)) else None


def note_required(table: "Table", parameters: Parameters) -> None:
    """A code of `field` that says nothing by itself (`其他`) carries a note: `其他-补办`."""
    name = text(parameters, "field")
    code_list = table.dataset.by_name[name].code_list
    if code_list is None:
        raise ValueError(f"{name} has no code list to tell which codes need a note")
    bare = {value.code: value.label for value in table.context.catalogue.code_list(code_list).values if value.note}
    if not bare:
        return

    def unsaid(text: str) -> str | None:
        return next((bare[part] for part in text.split(";") if part in bare), None)

    short = table.dictionary(name).where(lambda one: unsaid(one) is not None)
    table.report(kinds.NOTE_MISSING, name, short, lambda i: {"label": unsaid(table.values(name)[i]) or ""})


def required_with(table: "Table", parameters: Parameters) -> None:
    """The field `field` must be filled where the field `given` is: what is handled has an outcome."""
    name, given = text(parameters, "field"), text(parameters, "given")
    if not (table.has_column(name) or table.has_column(given)):
        return
    title = table.header(given)
    where = table.values(given).is_not_null() & table.missing(name)
    table.report(kinds.REQUIRED_WITH, name, where, lambda i: {"given": title})
