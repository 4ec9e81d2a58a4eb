"""Rules on penalties: their kinds (行政处罚法 art. 9) and the amounts that a kind calls for."""

from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds
from chengxin.normalise.parameters import Parameters, text, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

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
    written = _joined([table.values(name) for name in (into, *older) if table.has(name)], table)
    merged = {one: ordered(one, codes) for one in written.unique().drop_nulls().to_list()}
    table.derive(into, mapped(written, {one: ";".join(parts) for one, parts in merged.items()}))
    table.derive(HEAVIEST, mapped(written, {one: parts[-1].split(NOTE)[0] for one, parts in merged.items()}))
    for name in filter(table.has, older):
        table.derive(name, table.nothing)


def fine_required(table: "Table", parameters: Parameters) -> None:
    """The field `amount` is required where the field `kind` holds one of `kinds`, in layouts that have the column."""
    kind, amount, wanted = text(parameters, "kind"), text(parameters, "amount"), set(texts(parameters, "kinds"))
    if not table.has(amount):
        return
    written = table.values(kind)
    fined = [one for one in written.unique().drop_nulls().to_list() if wanted.intersection(one.split(";"))]
    missing = written.is_in(fined) & table.missing(amount)
    table.report(kinds.FINE_MISSING, amount, missing, lambda i: {"kind": (written[i] or "").replace(";", "、")})


def ordered(written: str, codes: "Mapping[str, CodeValue]") -> list[str]:
    """The kinds of a cell by rank, each once; a bare `其他` yields to any kind that says more."""
    parts = list(dict.fromkeys(written.split(";")))
    telling = [part for part in parts if part not in codes or not codes[part].note]
    return sorted(telling or parts, key=lambda part: codes[code].rank if (code := part.split(NOTE)[0]) in codes else 0)


def mapped(column: "pl.Series", answers: "Mapping[str, str]") -> "pl.Series":
    """The column with every text replaced by its answer."""
    changed = {one: answer for one, answer in answers.items() if one != answer}
    return column.replace(list(changed), list(changed.values())) if changed else column


def _joined(columns: "list[pl.Series]", table: "Table") -> "pl.Series":
    import polars as pl

    filled = [column for column in columns if column.null_count() < table.height]
    if len(filled) < 2:
        return filled[0] if filled else table.nothing
    frame = pl.DataFrame([column.alias(str(i)) for i, column in enumerate(filled)])
    joined = frame.select(pl.concat_str(pl.all(), separator=";", ignore_nulls=True).alias("kinds"))
    return joined["kinds"].replace("", None)
