"""Registered names: what the registry of enterprises calls the subject of a code, now and before."""

import sqlite3
from collections.abc import Iterable

from chengxin.search.name_folding import normalise_code, normalise_name

CODES_AT_ONCE = 500

_KNOWN_NAMES = """
SELECT norm_name FROM subjects WHERE code = ?1
UNION SELECT norm_name FROM former_names WHERE code = ?1
UNION SELECT value FROM crosswalk WHERE ground = 'name' AND code = ?1
"""


def registered_names(db: sqlite3.Connection, codes: Iterable[str]) -> dict[str, str]:
    """The name of each enterprise among these codes that the registry itself told of, by code."""
    wanted, found = sorted({normalise_code(code) for code in codes}), dict[str, str]()
    for start in range(0, len(wanted), CODES_AT_ONCE):
        some = wanted[start : start + CODES_AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = db.execute(f"SELECT code, name FROM subjects WHERE registered AND code IN ({marks})", some)
        found.update((code, name) for code, name in rows)
    return found


def goes_by(db: sqlite3.Connection, code: str, public_name: str) -> bool:
    """Whether the enterprise of a code goes or went by a name, however that is spelt."""
    name = normalise_name(public_name)
    return any(known == name for (known,) in db.execute(_KNOWN_NAMES, (normalise_code(code),)))
