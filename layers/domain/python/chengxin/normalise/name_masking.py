"""Masking: people's names in the public text of a row; the originals are kept aside."""

from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.normalise.redaction import FREE_TEXT, keep_aside
from chengxin.privacy.names import public_name, public_words

if TYPE_CHECKING:
    import polars as pl

    from chengxin.normalise.table import Table

NOTE = "-"


def hide_names(table: "Table") -> None:
    """Masks names of people in the public text of their rows; the originals are kept aside.

    Of natural persons only where their records may be public at all; of sole traders whose name is the owner's; of
    people whom a business's name holds beside itself, and of its representative, whom the row names unpublished.
    """
    role = table.role("subject_name")
    if role is None or not table.has_column(role) or table.dataset.disclosure.access != "public":
        return
    names, shown, heads = table.values(role), _masked_names(table, role), _representatives(table)
    for field in filter(lambda one: _holds_words(one, table), table.dataset.fields):
        values, own = table.values(field.name), field.name == role
        spoken = _spoken_of(values, heads) if own or field.cell != "name" else ()
        changed: dict[int, str] = {}
        for i in sorted({*shown, *spoken}):
            text, name = values[i] or "", names[i] or ""
            hidden = public_words(text, own, name, shown.get(i, name), heads[i])
            if hidden != text:
                changed[i] = hidden
        keep_aside(table, field.name, changed)


def _masked_names(table: "Table", role: str) -> dict[int, str]:
    """The names of parties that the public sees in another form, by position."""
    allowed, names, types = table.dataset.disclosure.natural_persons, table.values(role), table.party_types
    sole = table.short_names & (types == "sole_trader")
    looked_at = {*sole.arg_true().to_list(), *table.plural_names(role).to_list()}
    people = (types == "natural_person").arg_true().to_list()
    looked_at = looked_at | set(people) if allowed == "masked" else looked_at - set(people)
    shown = {i: public_name(names[i], types[i], allowed) for i in looked_at if names[i]}
    return {i: name for i, name in shown.items() if name != names[i]}


def _representatives(table: "Table") -> "pl.Series":
    """The representatives whom the rows name unpublished."""
    name = table.role("representative")
    secret = name is not None and table.dataset.by_name[name].sensitivity != "public"
    return table.values(name if secret else None)


def _spoken_of(values: "pl.Series", heads: "pl.Series") -> "list[int]":
    """Where a text holds the row's representative."""
    import polars as pl

    if values.null_count() == len(values) or heads.null_count() == len(heads):
        return []
    frame = pl.DataFrame([values.alias("text"), heads.alias("head")])
    return frame.select(pl.col("text").str.contains(pl.col("head"), literal=True)).to_series().arg_true().to_list()


def _holds_words(field: Field, table: "Table") -> bool:
    """Whether a public field that the table holds has words of its own: free text, or notes to a code."""
    if field.sensitivity != "public" or not (table.has_column(field.name) or field.name in table.derived):
        return False
    if field.cell in FREE_TEXT:
        return True
    return field.cell == "code-list" and any(NOTE in one for one in table.dictionary(field.name).present.values())
