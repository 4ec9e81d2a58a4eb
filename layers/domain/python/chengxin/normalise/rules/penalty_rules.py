"""Rules on penalties: their kinds (行政处罚法 art. 9) and the amounts that a kind calls for."""

from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise.columnar.dictionary_encoding import DictionaryColumn
from chengxin.normalise.rules.parameters import Parameters, text, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chengxin.catalogue import CodeValue
    from chengxin.normalise.table import Table

HEAVIEST = "heaviest_kind"
"""The derived field under which a decision is counted, and which decides its publicity period."""
NOTE = "-"
"""Between a code and its note: `其他-责令改正`."""


def merge_kinds(table: "Table", parameters: Parameters) -> None:
    """Merges the kinds written in `fields` into the first of them, lightest first, each once; the others go.

    Derives `heaviest_kind`: a decision with several kinds is one case, counted under the heaviest.
    """
    into, *older = texts(parameters, "fields")
    code_list = table.dataset.by_name[into].code_list
    if code_list is None:
        raise ValueError(f"{into} has no code list to order its kinds by")
    codes = {value.code: value for value in table.context.catalogue.code_list(code_list).values}
    written = _joined([name for name in (into, *older) if table.has_column(name)], table)
    merged = written.map(lambda one: ";".join(ordered(one, codes)))
    table.derive(into, merged)
    table.derive(HEAVIEST, merged.map(lambda one: one.split(";")[-1].split(NOTE)[0]))
    for name in filter(table.has_column, older):
        table.derive(name, table.empty_column)


def fine_required(table: "Table", parameters: Parameters) -> None:
    """The field `amount` is required where the field `kind` holds one of `kinds`, in layouts that have the column."""
    kind, amount, wanted = text(parameters, "kind"), text(parameters, "amount"), set(texts(parameters, "kinds"))
    if not table.has_column(amount):
        return
    fined = table.dictionary(kind).where(lambda one: not wanted.isdisjoint(one.split(";")))
    table.report(
        kinds.FINE_MISSING,
        amount,
        fined & table.missing(amount),
        lambda i: {"kind": (table.values(kind)[i] or "").replace(";", "、")},
    )


def ordered(written: str, codes: "Mapping[str, CodeValue]") -> list[str]:
    """The kinds of a cell by rank, each once; a bare `其他` yields to any kind that says more."""
    parts = list(dict.fromkeys(written.split(";")))
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
