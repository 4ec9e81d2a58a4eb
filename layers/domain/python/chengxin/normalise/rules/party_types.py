"""Whom a row is about: the kind of party, stated by the file or inferred for templates that lack it."""

from typing import TYPE_CHECKING

from chengxin.identifiers import uscc
from chengxin.normalise.rules.party_names import split_parties
from chengxin.privacy.names import looks_personal

if TYPE_CHECKING:
    import polars as pl

    from chengxin.normalise.table import Table

_CODES = ("subject_code", "subject_registration_number", "subject_organisation_code")


def party_types(table: "Table") -> "pl.Series":
    """The kind of party of every row, by its code in the party-type list.

    Inferred where the file may leave it out and does; null where it must state it and doesn't, or can't be read.
    """
    stated = table.role("subject_type")
    if stated is None or not table.has_column(stated):
        return inferred_types(table)
    values = table.values(stated)
    if not values.null_count() or table.dataset.by_name[stated].constraints.required:
        return values
    return values.zip_with(~table.missing(stated), inferred_types(table))


def inferred_types(table: "Table") -> "pl.Series":
    """A code makes a legal person or (92…) a sole trader; a personal-looking name without one a natural person.

    With an older registration number alone such a name is a sole trader's, who may bear the owner's.
    """
    import polars as pl

    if table.dataset.subject_type:
        return pl.repeat(table.dataset.subject_type, table.height, dtype=pl.String, eager=True)
    code, registered, organisation = (table.values(table.role(role)) for role in _CODES)
    sole = code.str.starts_with(uscc.SOLE_TRADER)
    types = pl.select(pl.when(sole).then(pl.lit("sole_trader")).otherwise(pl.lit("legal_person"))).to_series()
    names = table.values(table.role("subject_name"))
    without = code.is_null() & organisation.is_null()
    people = [i for i in without.arg_true().to_list() if _people(names[i] or "")]
    kinds = ["natural_person" if registered[i] is None else "sole_trader" for i in people]
    return types.scatter(people, kinds) if people else types


def _people(name: str) -> bool:
    """Whether a name reads as a natural person's, or as those of several, who are a fault but no firm without code."""
    return all(map(looks_personal, split_parties(name)))
