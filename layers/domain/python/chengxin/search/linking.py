"""Subject linking: finding the enterprise that a record without a unified code means.

The strongest ground that has any candidate decides; several candidates are no answer, so the record stays unlinked.
"""

import sqlite3
from collections.abc import Mapping

from chengxin.search.name_folding import normalise_code, normalise_name

MASK = "*"
UNNAMED_TYPES = frozenset({"natural_person", "vehicle"})
"""Parties that no enterprise is looked for."""

_CANDIDATES = {
    "registration_number": "SELECT code FROM subjects s WHERE s.registration_number = {r}registration_number "
    "UNION SELECT code FROM crosswalk c WHERE c.ground = 'registration_number' AND c.value = {r}registration_number",
    "organisation_code": "SELECT code FROM subjects s WHERE s.organisation_code = {r}organisation_code "
    "UNION SELECT code FROM crosswalk c WHERE c.ground = 'organisation_code' AND c.value = {r}organisation_code",
    "name": "SELECT code FROM subjects s WHERE s.norm_name = {r}norm_name "
    "UNION SELECT code FROM former_names f WHERE f.norm_name = {r}norm_name "
    "UNION SELECT code FROM crosswalk c WHERE c.ground = 'name' AND c.value = {r}norm_name",
}
"""By ground, the codes of the enterprises that fit `{r}`: a row of `records`, or parameters."""
GROUNDS = tuple(_CANDIDATES)

_UNLINK = "UPDATE records SET subject_code = NULL, matched_by = NULL WHERE matched_by <> 'code'"
_LINK = """
UPDATE records AS r
SET matched_by = '{ground}',
    subject_code = (SELECT CASE count(*) WHEN 1 THEN min(code) END FROM ({candidates}))
WHERE r.matched_by IS NULL AND r.norm_name IS NOT NULL AND EXISTS ({candidates})
"""
_FORGET_AMBIGUOUS = "UPDATE records SET matched_by = NULL WHERE subject_code IS NULL AND matched_by IS NOT NULL"


def link_unmatched(db: sqlite3.Connection) -> None:
    """Links afresh every record without a code of its own: a subject that came since may help, or make it ambiguous."""
    db.execute(_UNLINK)
    for ground, candidates in _CANDIDATES.items():
        db.execute(_LINK.format(ground=ground, candidates=candidates.format(r="r.")))
    db.execute(_FORGET_AMBIGUOUS)


def candidates(db: sqlite3.Connection, known: Mapping[str, str | None]) -> tuple[str | None, list[str]]:
    """The strongest ground that has any candidate, and their codes: what linking would go by. `known` has what a
    record states, by the names of `linkable`."""
    for ground, sql in _CANDIDATES.items():
        codes = sorted(code for (code,) in db.execute(sql.format(r=":"), known))
        if codes:
            return ground, codes
    return None, []


def linkable(public_name: str, registration_number: str | None, organisation_code: str | None) -> dict[str, str | None]:
    """What a record states that an enterprise can be found by. A masked name fits all who bear the surname, so none."""
    return {
        "norm_name": "" if MASK in public_name else normalise_name(public_name),
        "registration_number": registration_number,
        "organisation_code": plain_code(organisation_code),
    }


def plain_code(organisation_code: str | None) -> str | None:
    """An organisation code as it stands in the index, without its hyphen."""
    return normalise_code(organisation_code).replace("-", "") if organisation_code else None
