"""Searching names: three tiers (exact, prefix, the rest), each in the order of an index.

A query that holds a rare pair of characters starts from the few names that have it; any other reads each tier in the
order of its index, where matches are so many that a page is full at once.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date

from chengxin.search.model import Position
from chengxin.search.name_folding import bigrams, normalise_code, phrases, words
from chengxin.search.schema import VISIBLE, ordinal

RARE = 5_000
"""Names that are looked through sooner than an index is read to its end."""
_EXACT, _PREFIX, _REST = range(3)
_LAST_CHARACTER = chr(0x10FFFF)
_COLUMNS = "s.id, s.code, s.name, s.norm_name, s.type"
_SHOWN = f"(s.registered OR EXISTS (SELECT 1 FROM records r WHERE r.subject_code = s.code AND {VISIBLE}))"
"""Enterprises that the registry knows, or of which anything is public: of others nobody can tell that they were."""
_HOLDING = "SELECT rowid FROM name_bigrams WHERE name_bigrams MATCH ? LIMIT ?"


def find_subjects(
    db: sqlite3.Connection, q: str, limit: int, after: Position | None, today: date
) -> tuple[list[sqlite3.Row], Position | None]:
    """A page of subjects and the position that continues it: (tier, normalised name, id) of its last one."""
    found = words(q)
    rare = _rarest(db, found)
    search = _Scan(db, found, q, today) if rare is None else _Few(db, found, q, today, rare)
    tier, name, rowid = (int(after[0]), str(after[1]), int(after[2])) if after else (_EXACT, "", 0)
    hits: list[tuple[int, sqlite3.Row]] = []
    while tier <= _REST and len(hits) <= limit:
        hits += [(tier, row) for row in search.tier(tier, name, rowid, limit + 1 - len(hits))]
        tier, name, rowid = tier + 1, "", 0
    rows = [row for _, row in hits[:limit]]
    if len(hits) <= limit:
        return rows, None
    last_tier, last = hits[limit - 1]
    return rows, [last_tier, last["norm_name"], last["id"]]


def _rarest(db: sqlite3.Connection, found: list[str]) -> list[int] | None:
    """The ids of the names that hold the rarest pair of characters, None where all pairs are common."""
    rarest: list[int] | None = None
    for pair in {pair for word in found for pair in bigrams(word).split()}:
        most = RARE + 1 if rarest is None else len(rarest)
        ids = [rowid for (rowid,) in db.execute(_HOLDING, (f'"{pair}"', most))]
        if len(ids) < most:
            rarest = ids
    return rarest


class _Few:
    """A search among few names: all of them are looked at once."""

    def __init__(self, db: sqlite3.Connection, found: list[str], q: str, today: date, ids: list[int]) -> None:
        self._whole, self._code, self._first = "".join(found), normalise_code(q), found[0]
        self._tiers: tuple[list[sqlite3.Row], ...] = ([], [], [])
        marks = ",".join("?" * len(ids))
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM subjects s WHERE (s.id IN ({marks}) OR s.code = ?) AND {_SHOWN} "
            "ORDER BY s.norm_name, s.id",
            (*ids, self._code, ordinal(today)),
        )
        for row in rows:
            if row["code"] == self._code or all(word in row["norm_name"] for word in found):
                self._tiers[self._tier_of(row)].append(row)
        self._tiers[_REST].sort(key=lambda row: int(row["id"]))

    def _tier_of(self, row: sqlite3.Row) -> int:
        name: str = row["norm_name"]
        if name == self._whole or row["code"] == self._code:
            return _EXACT
        return _PREFIX if name.startswith(self._first) else _REST

    def tier(self, tier: int, name: str, rowid: int, limit: int) -> Sequence[sqlite3.Row]:
        """The rows of one tier that stand after (name, rowid)."""
        rows = self._tiers[tier]
        if tier == _REST:
            return [row for row in rows if row["id"] > rowid][:limit]
        return [row for row in rows if (row["norm_name"], row["id"]) > (name, rowid)][:limit]


class _Scan:
    """A search among many names, each tier read in the order of an index, none sorted."""

    def __init__(self, db: sqlite3.Connection, found: list[str], q: str, today: date) -> None:
        self._db, self._today = db, ordinal(today)
        self._whole, self._code = "".join(found), normalise_code(q)
        self._first, self._others = found[0], found[1:]
        self._match = phrases(found)

    def tier(self, tier: int, name: str, rowid: int, limit: int) -> Sequence[sqlite3.Row]:
        """The rows of one tier that stand after (name, rowid)."""
        read = (self._exact, self._prefix, self._rest)[tier]
        return read(name, rowid, limit)

    def _exact(self, name: str, rowid: int, limit: int) -> Sequence[sqlite3.Row]:
        return self._db.execute(
            f"SELECT {_COLUMNS} FROM subjects s WHERE (s.norm_name = ? OR s.code = ?) AND (s.norm_name, s.id) > (?, ?) "
            f"AND {_SHOWN} ORDER BY s.norm_name, s.id LIMIT ?",
            (self._whole, self._code, name, rowid, self._today, limit),
        ).fetchall()

    def _prefix(self, name: str, rowid: int, limit: int) -> Sequence[sqlite3.Row]:
        contained = "".join(" AND instr(s.norm_name, ?)" for _ in self._others)
        return self._db.execute(
            f"SELECT {_COLUMNS} FROM subjects s WHERE s.norm_name >= ? AND s.norm_name <= ? "
            f"AND (s.norm_name, s.id) > (?, ?) AND s.norm_name <> ? AND s.code <> ?{contained} "
            f"AND {_SHOWN} ORDER BY s.norm_name, s.id LIMIT ?",
            (
                *(self._first, self._first + _LAST_CHARACTER),
                *(name, rowid, self._whole, self._code),
                *self._others,
                self._today,
                limit,
            ),
        ).fetchall()

    def _rest(self, _name: str, rowid: int, limit: int) -> Sequence[sqlite3.Row]:
        return self._db.execute(
            f"SELECT {_COLUMNS} FROM name_bigrams f CROSS JOIN subjects s ON s.id = f.rowid "
            "WHERE name_bigrams MATCH ? AND f.rowid > ? AND s.code <> ? AND s.norm_name <> ? "
            f"AND NOT (s.norm_name >= ? AND s.norm_name <= ?) AND {_SHOWN} ORDER BY f.rowid LIMIT ?",
            (
                *(self._match, rowid, self._code, self._whole, self._first, self._first + _LAST_CHARACTER),
                *(self._today, limit),
            ),
        ).fetchall()
