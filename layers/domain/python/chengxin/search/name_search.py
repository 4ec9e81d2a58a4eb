"""Searching names: three tiers (exact, prefix, the rest), each read in the order of an index, none sorted."""

import sqlite3
from collections.abc import Sequence

from chengxin.search.model import Position
from chengxin.search.name_folding import normalise_code, phrases, words

_EXACT, _PREFIX, _REST = range(3)
_LAST_CHARACTER = chr(0x10FFFF)
_COLUMNS = "s.id, s.code, s.name, s.norm_name, s.type"


def find_subjects(
    db: sqlite3.Connection, q: str, limit: int, after: Position | None
) -> tuple[list[sqlite3.Row], Position | None]:
    """A page of subjects and the position that continues it: (tier, normalised name, id) of its last one."""
    search = _Search(db, words(q), normalise_code(q))
    tier, name, rowid = (int(after[0]), str(after[1]), int(after[2])) if after else (_EXACT, "", 0)
    found: list[tuple[int, sqlite3.Row]] = []
    while tier <= _REST and len(found) <= limit:
        wanted = limit + 1 - len(found)
        found += [(tier, row) for row in search.tier(tier, name, rowid, wanted)]
        tier, name, rowid = tier + 1, "", 0
    rows = [row for _, row in found[:limit]]
    if len(found) <= limit:
        return rows, None
    last_tier, last = found[limit - 1]
    return rows, [last_tier, last["norm_name"], last["id"]]


class _Search:
    def __init__(self, db: sqlite3.Connection, found: list[str], code: str) -> None:
        self._db = db
        self._whole, self._code = "".join(found), code
        self._first, self._others = found[0], found[1:]
        self._match = phrases(found)

    def tier(self, tier: int, name: str, rowid: int, limit: int) -> Sequence[sqlite3.Row]:
        """The rows of one tier that stand after (name, rowid)."""
        read = (self._exact, self._prefix, self._rest)[tier]
        return read(name, rowid, limit)

    def _exact(self, name: str, rowid: int, limit: int) -> Sequence[sqlite3.Row]:
        return self._db.execute(
            f"SELECT {_COLUMNS} FROM subjects s WHERE (s.norm_name = ? OR s.code = ?) AND (s.norm_name, s.id) > (?, ?) "
            "ORDER BY s.norm_name, s.id LIMIT ?",
            (self._whole, self._code, name, rowid, limit),
        ).fetchall()

    def _prefix(self, name: str, rowid: int, limit: int) -> Sequence[sqlite3.Row]:
        contained = "".join(" AND instr(s.norm_name, ?)" for _ in self._others)
        return self._db.execute(
            f"SELECT {_COLUMNS} FROM subjects s WHERE s.norm_name >= ? AND s.norm_name <= ? "
            f"AND (s.norm_name, s.id) > (?, ?) AND s.norm_name <> ? AND s.code <> ?{contained} "
            "ORDER BY s.norm_name, s.id LIMIT ?",
            (
                *(self._first, self._first + _LAST_CHARACTER),
                *(name, rowid, self._whole, self._code),
                *self._others,
                limit,
            ),
        ).fetchall()

    def _rest(self, _name: str, rowid: int, limit: int) -> Sequence[sqlite3.Row]:
        return self._db.execute(
            f"SELECT {_COLUMNS} FROM name_bigrams f CROSS JOIN subjects s ON s.id = f.rowid "
            "WHERE name_bigrams MATCH ? AND f.rowid > ? AND s.code <> ? AND s.norm_name <> ? "
            "AND NOT (s.norm_name >= ? AND s.norm_name <= ?) ORDER BY f.rowid LIMIT ?",
            (self._match, rowid, self._code, self._whole, self._first, self._first + _LAST_CHARACTER, limit),
        ).fetchall()
