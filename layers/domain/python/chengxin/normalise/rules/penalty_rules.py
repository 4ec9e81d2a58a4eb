"""Rules on penalties: their kinds (行政处罚法 art. 9) and the amounts that a kind calls for."""

from typing import TYPE_CHECKING

from chengxin.catalogue.severity import HEAVIEST_KIND
from chengxin.celltypes.code_reading import code_index, fold, read_notes
from chengxin.findings import rows as kinds
from chengxin.normalise.columnar.dictionary_encoding import DictionaryColumn
from chengxin.normalise.rules.parameters import Parameters, text, texts
from chengxin.normalise.rules.penalty_content import stated_kinds
from chengxin.privacy.gate import Reader, Written, shown
from chengxin.privacy.scan import kinds_of_personal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chengxin.catalogue import CodeList, CodeValue
    from chengxin.normalise.table import Table

NOTE = "-"
"""Between a code and its note: `其他-责令改正`."""
ZERO = "0.00"


def merge_kinds(table: "Table", parameters: Parameters) -> None:
    """Merges the kinds written in `fields`, and in words in `notes`, into the first field, lightest first, each once.

    The other columns go. Derives `heaviest_kind`: a decision of several kinds is one case, counted under the heaviest.
    """
    into, *older = texts(parameters, "fields")
    notes = [name for name in texts(parameters, "notes") if table.has_column(name)]
    code_list = table.code_list(into)
    codes = {value.code: value for value in code_list.values}
    for name in notes:
        _read_notes(table, name, code_list)
    given = [name for name in (into, *older, *notes) if table.has_column(name)]
    table.written_as |= {into: given[0]} if given else {}
    written = _joined(given, table)
    merged = written.map(lambda one: ";".join(ordered(one, codes)))
    table.derive(into, merged)
    table.derive(HEAVIEST_KIND, merged.map(lambda one: one.split(";")[-1].split(NOTE)[0]))
    for name in filter(table.has_column, (*older, *notes)):
        table.derive(name, table.empty_column)


def _read_notes(table: "Table", name: str, code_list: "CodeList") -> None:
    """Puts kinds in the place of a column's words; a personal number among them is hidden, for kinds are public."""
    written, values = table.dictionary(name), table.values(name)
    personal = written.where(lambda one: bool(kinds_of_personal(one)))
    table.report(kinds.PERSONAL_DATA_IN_TEXT, name, personal, lambda i: {"kinds": kinds_of_personal(values[i])})
    table.derive(name, written.map(lambda one: ";".join(kinds_of_note(one, code_list))))


def kinds_of_note(words: str, code_list: "CodeList") -> list[str]:
    """The kinds that a note names or imposes in so many words, and a note to `其他` where it says more."""
    readings = read_notes(fold(shown(words, Written.WORDS, Reader.PUBLIC)), code_index(code_list))
    imposed = [sorted(stated_kinds(reading.note, code_list)) for reading in readings if reading.note]
    return [*(reading.canonical for reading in readings), *(code for found in imposed for code in found)]


def fine_required(table: "Table", parameters: Parameters) -> None:
    """The field `amount` is required where the field `kind` holds one of `kinds`, in layouts that have the column.

    With `positive` an amount of zero is as good as none.
    """
    kind, amount, wanted = text(parameters, "kind"), text(parameters, "amount"), set(texts(parameters, "kinds"))
    if not table.has_column(amount):
        return

    def told(i: int) -> dict[str, str]:
        return {"kind": (table.values(kind)[i] or "").replace(";", "、")}

    fined = table.dictionary(kind).where(lambda one: not wanted.isdisjoint(one.split(";")))
    table.report(kinds.FINE_MISSING, amount, fined & table.missing(amount), told)
    if parameters["positive"]:
        table.report(kinds.FINE_ZERO, amount, fined & (table.values(amount) == ZERO), told)


def ordered(written: str, codes: "Mapping[str, CodeValue]") -> list[str]:
    """The kinds of a cell by rank, each once; a bare `其他` yields to any kind that says more."""
    parts = list(dict.fromkeys(filter(None, written.split(";"))))
    telling = [part for part in parts if part not in codes or not codes[part].note]
    return sorted(telling or parts, key=lambda part: codes[code].rank if (code := part.split(NOTE)[0]) in codes else 0)


def _joined(names: list[str], table: "Table") -> DictionaryColumn:
    """The kinds that a row states in several columns, as if written in one cell."""
    import polars as pl

    filled = [name for name in names if table.values(name).null_count() < table.height]
    if len(filled) == 1:
        return table.dictionary(filled[0])
    if not filled:
        return DictionaryColumn.of(table.empty_column)
    frame = pl.DataFrame([table.values(name).alias(name) for name in filled])
    joined = frame.select(pl.concat_str(pl.all(), separator=";", ignore_nulls=True).alias("kinds"))
    return DictionaryColumn.of(joined["kinds"].replace("", None))
