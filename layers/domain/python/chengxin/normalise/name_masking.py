"""Masking: people's names in the public text of a row; the originals are kept aside."""

from typing import TYPE_CHECKING

from chengxin.catalogue import Field
from chengxin.normalise.redaction import FREE_TEXT, keep_aside
from chengxin.normalise.shortcuts.spoken_names import spoken_of
from chengxin.privacy.mentions import public_name, public_words

if TYPE_CHECKING:
    import polars as pl

    from chengxin.normalise.table import Table

NOTE = "-"


def hide_names(table: "Table") -> None:
    """Masks names of people in the public text of their rows; the originals are kept aside.

    Of natural persons only where their records may be public at all; of sole traders whose name is the owner's; of
    people whom a business's name holds beside itself, and of those whom the row's unpublished columns name.
    """
    if table.dataset.disclosure.access != "public":
        return
    role, people = table.role("subject_name"), _people(table)
    names, shown = table.values(role), _masked_names(table, role, people) if role and table.has_column(role) else {}
    for field in filter(lambda one: _holds_words(one, table), table.dataset.fields):
        values, own = table.values(field.name), field.name == role
        spoken = _spoken_of(values, people) if own or field.cell != "name" else set()
        changed: dict[int, str] = {}
        for i in sorted({*shown, *spoken}):
            text, name = values[i] or "", names[i] or ""
            hidden = public_words(text, own, name, shown.get(i, name), _named(people, i))
            if hidden != text:
                changed[i] = hidden
        keep_aside(table, field.name, changed)


def _masked_names(table: "Table", role: str, people: "list[pl.Series]") -> dict[int, str]:
    """The names of parties that the public sees in another form, by position."""
    allowed, names, types = table.dataset.disclosure.natural_persons, table.values(role), table.party_types
    sole = table.short_names & (types == "sole_trader")
    rewritten = (table.raw[role] != names).fill_null(False)  # as written it may look like one name
    looked_at = {*(sole | rewritten).arg_true().to_list(), *table.plural_names(role).to_list()}
    looked_at |= _spoken_of(names, people)
    persons = (types == "natural_person").arg_true().to_list()
    looked_at = looked_at | set(persons) if allowed == "masked" else looked_at - set(persons)
    shown = {i: public_name(names[i], types[i], allowed, _named(people, i)) for i in looked_at if names[i]}
    return {i: name for i, name in shown.items() if name != names[i]}


def _people(table: "Table") -> "list[pl.Series]":
    """The columns in which the rows name people unpublished."""
    columns = (table.values(name) for name in table.dataset.people)
    return [column for column in columns if column.null_count() < len(column)]


def _named(people: "list[pl.Series]", position: int) -> list[str]:
    """Whom a row names unpublished."""
    return [name for column in people if (name := column[position])]


def _spoken_of(values: "pl.Series", people: "list[pl.Series]") -> set[int]:
    """Where a text holds a name that its row states unpublished."""
    if values.null_count() == len(values):
        return set()
    return {i for names in people for i in spoken_of(values, names).to_list()}


def _holds_words(field: Field, table: "Table") -> bool:
    """Whether a public field that the table holds has words of its own: free text, or notes to a code."""
    if field.sensitivity != "public" or not (table.has_column(field.name) or field.name in table.derived):
        return False
    if field.cell in FREE_TEXT:
        return True
    return field.cell == "code-list" and any(NOTE in one for one in table.dictionary(field.name).present.values())
