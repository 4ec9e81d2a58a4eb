"""Whom a row is about: the kind of party, stated by the file or inferred for templates that lack it."""

from typing import TYPE_CHECKING

from chengxin.normalise.rules.party_names import split_parties
from chengxin.privacy.names import looks_personal

if TYPE_CHECKING:
    import polars as pl

    from chengxin.normalise.table import Table

SOLE_TRADER_CODE = "92"


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
    """A code makes a legal person or (92…) a sole trader; a personal-looking name without one a natural person."""
    import polars as pl

    if table.dataset.subject_type:
        return pl.repeat(table.dataset.subject_type, table.height, dtype=pl.String, eager=True)
    code = table.values(table.role("subject_code"))
    known = code.is_not_null()
    for role in ("subject_registration_number", "subject_organisation_code"):
        known = known | table.values(table.role(role)).is_not_null()
    sole = code.str.starts_with(SOLE_TRADER_CODE)
    types = pl.select(pl.when(sole).then(pl.lit("sole_trader")).otherwise(pl.lit("legal_person"))).to_series()
    names = table.values(table.role("subject_name"))
    people = [i for i in (~known).arg_true().to_list() if _people(names[i] or "")]
    return types.scatter(people, "natural_person") if people else types


def _people(name: str) -> bool:
    """Whether a name reads as a natural person's, or as those of several, who are a fault but no firm without code."""
    return all(map(looks_personal, split_parties(name)))
