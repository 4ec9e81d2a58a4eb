"""Finding the enterprise that a record means when it gives no unified code.

The strongest ground that has any candidate decides; several candidates are no answer, so the record stays unlinked.
"""

import sqlite3

_CANDIDATES = {
    "registration_number": "SELECT code FROM subjects s WHERE s.registration_number = r.registration_number "
    "UNION SELECT code FROM crosswalk c WHERE c.ground = 'registration_number' AND c.value = r.registration_number",
    "organisation_code": "SELECT code FROM subjects s WHERE s.organisation_code = r.organisation_code "
    "UNION SELECT code FROM crosswalk c WHERE c.ground = 'organisation_code' AND c.value = r.organisation_code",
    "name": "SELECT code FROM subjects s WHERE s.norm_name = r.norm_name "
    "UNION SELECT code FROM former_names f WHERE f.norm_name = r.norm_name "
    "UNION SELECT code FROM crosswalk c WHERE c.ground = 'name' AND c.value = r.norm_name",
}
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
        db.execute(_LINK.format(ground=ground, candidates=candidates))
    db.execute(_FORGET_AMBIGUOUS)
