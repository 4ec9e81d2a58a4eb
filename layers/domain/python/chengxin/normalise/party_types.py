"""Whom a row is about: the kind of party, stated by the file or inferred for templates that lack it."""

from typing import TYPE_CHECKING

from chengxin.catalogue.model import PartyType
from chengxin.privacy.names import looks_personal

if TYPE_CHECKING:
    import polars as pl

    from chengxin.normalise.table import Table

PARTY_TITLES: dict[str, str] = {
    "legal_person": "法人及非法人组织",
    "natural_person": "自然人",
    "sole_trader": "个体工商户",
    "vehicle": "车辆",
    "other": "其他主体",
}
_WORDS: tuple[tuple[str, PartyType], ...] = (
    ("个体", "sole_trader"),
    ("自然人", "natural_person"),
    ("个人", "natural_person"),
    ("natural", "natural_person"),
    ("sole", "sole_trader"),
    ("车", "vehicle"),
)
SOLE_TRADER_CODE = "92"


def party_type(written: str) -> PartyType:
    """The kind of party that a code or label of a party list means (`法人及非法人组织` has no word of its own)."""
    return next((kind for word, kind in _WORDS if word in written), "legal_person")


def party_types(table: "Table") -> "pl.Series":
    """The kind of party of every row; null where the file states one that can't be read."""
    import polars as pl

    stated = table.role("subject_type")
    if table.has(stated):
        values = table.values(stated)
        kinds = {text: party_type(text) for text in values.unique().drop_nulls().to_list()}
        given = values.replace(list(kinds), list(kinds.values())) if kinds else values
        if not given.null_count():
            return given
        unreadable = table.faulty(stated or "")
        frame = pl.DataFrame({"given": given, "inferred": _inferred(table), "unreadable": unreadable})
        return frame.select(
            pl.coalesce("given", pl.when(~pl.col("unreadable")).then(pl.col("inferred"))).alias("type")
        )["type"]
    return _inferred(table)


def _inferred(table: "Table") -> "pl.Series":
    """A code makes a legal person or (92…) a sole trader; a personal-looking name without one a natural person."""
    import polars as pl

    if table.dataset.subject_type:
        return pl.repeat(table.dataset.subject_type, table.height, dtype=pl.String, eager=True)
    code = table.values(table.role("subject_code"))
    known = code.is_not_null()
    for role in ("subject_registration_number", "subject_organisation_code"):
        known = known | table.values(table.role(role)).is_not_null()
    kinds = pl.select(
        pl.when(code.str.starts_with(SOLE_TRADER_CODE)).then(pl.lit("sole_trader")).otherwise(pl.lit("legal_person"))
    ).to_series()
    names = table.values(table.role("subject_name"))
    people = [i for i in (~known).arg_true().to_list() if looks_personal(names[i] or "")]
    return kinds.scatter(people, "natural_person") if people else kinds
