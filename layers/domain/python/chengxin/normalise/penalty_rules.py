"""Rules on penalties: their kinds (行政处罚法 art. 9) and the amounts that a kind calls for."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from chengxin.findings import rows as kinds

if TYPE_CHECKING:
    import polars as pl

    from chengxin.catalogue import CodeValue
    from chengxin.normalise.table import Table

Parameters = Mapping[str, str | int | bool | tuple[str, ...]]

HEAVIEST = "heaviest_kind"


def merge_kinds(table: "Table", parameters: Parameters) -> None:
    """Merges the kinds written in `fields` into the first of them, lightest first, and derives `heaviest_kind`.

    `其他（见处罚类别2）` in the first column gives way to what the second column says. One decision is one case,
    counted under its heaviest kind, which also decides the publicity period.
    """
    names = names_of(parameters, "fields")
    code_list = table.dataset.by_name[names[0]].code_list
    written = [table.values(name) for name in names if table.has(name)]
    if not code_list or not written:
        return
    codes = {value.code: value for value in table.context.catalogue.code_list(code_list).values}
    joined = _joined(written)
    merged = {text: _ordered(text, codes) for text in joined.unique().drop_nulls().to_list()}
    heaviest = {text: kinds_of_text[-1].split("-")[0] for text, kinds_of_text in merged.items()}
    table.derive(names[0], mapped(joined, {text: ";".join(parts) for text, parts in merged.items()}))
    table.derive(HEAVIEST, mapped(joined, heaviest))


def fine_required(table: "Table", parameters: Parameters) -> None:
    """`amount` is required where `kind` holds one of `kinds` (罚款 → 罚款金额), in layouts that have the column."""
    kind, amount = str(parameters["kind"]), str(parameters["amount"])
    if not (table.has(kind) and table.has(amount)):
        return
    wanted = set(names_of(parameters, "kinds"))
    written = table.values(kind)
    fined = [text for text in written.unique().drop_nulls().to_list() if wanted.intersection(text.split(";"))]
    missing = written.is_in(fined) & table.missing(amount)
    table.report(kinds.FINE_MISSING, amount, missing, lambda i: {"kind": written[i].replace(";", "、")})


def names_of(parameters: Parameters, key: str) -> list[str]:
    """A parameter that is one text or several."""
    given = parameters.get(key, ())
    return list(given) if isinstance(given, tuple) else [str(given)]


def mapped(column: "pl.Series", answers: Mapping[str, str]) -> "pl.Series":
    """The column with every text replaced by its answer."""
    if all(text == answer for text, answer in answers.items()):
        return column
    return column.replace(list(answers), list(answers.values()))


def _joined(columns: "list[pl.Series]") -> "pl.Series":
    import polars as pl

    filled = [column for column in columns if column.null_count() < len(column)]
    if len(filled) < 2:
        return filled[0] if filled else columns[0]
    frame = pl.DataFrame([column.alias(str(i)) for i, column in enumerate(filled)])
    joined = frame.select(pl.concat_str(pl.all(), separator=";", ignore_nulls=True).alias("kinds"))["kinds"]
    return joined.replace("", None)


def _ordered(text: str, codes: "Mapping[str, CodeValue]") -> list[str]:
    """Kinds by rank, each once; a bare or cross-referring `其他` yields to any kind that says more."""
    parts = list(dict.fromkeys(part for part in text.split(";") if part))
    known = [part for part in parts if not _other(part, codes)] or parts
    noted = [part for part in parts if _other(part, codes) and "-" in part and "见" not in part]
    return sorted(dict.fromkeys([*noted, *known]), key=lambda part: _rank(part, codes))


def _other(part: str, codes: "Mapping[str, CodeValue]") -> bool:
    value = codes.get(part.split("-")[0])
    return value is not None and value.note


def _rank(part: str, codes: "Mapping[str, CodeValue]") -> int:
    value = codes.get(part.split("-")[0])
    return value.rank if value else 0
