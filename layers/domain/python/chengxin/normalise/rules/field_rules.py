"""Rules between two fields of a row, whatever they are about."""

from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise.rules.parameters import Parameters, text

if TYPE_CHECKING:
    from chengxin.normalise.table import Table


def dates_in_order(table: "Table", parameters: Parameters) -> None:
    """The date `later` must not precede the date `earlier`; canonical dates are ISO texts, so texts compare."""
    earlier, later = text(parameters, "earlier"), text(parameters, "later")
    if not (table.has_column(earlier) and table.has_column(later)):
        return
    first, last = table.values(earlier), table.values(later)
    title = table.header(earlier)
    table.report(kinds.DATES_OUT_OF_ORDER, later, last < first, lambda i: {"earlier": title, "earlier_value": first[i]})


def note_required(table: "Table", parameters: Parameters) -> None:
    """A code of `field` that says nothing by itself (`其他`) carries a note: `其他-补办`."""
    name = text(parameters, "field")
    bare = {value.code: value.label for value in table.code_list(name).values if value.note}
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
