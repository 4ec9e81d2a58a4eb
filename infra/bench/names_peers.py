"""Other ways to search the same names: each answers the codes of a first page."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from chengxin.search.name_folding import words
from chengxin.search.names.entry import NameEntry

LIMIT = 20
Search = Callable[[str], list[str]]


def plain_scan(entries: Sequence[NameEntry]) -> Search:
    """Looks at every name, in the order of keys."""
    by_key = [(entry.folded, entry.code) for entry in sorted(entries, key=lambda entry: entry.key)]

    def search(q: str) -> list[str]:
        found = words(q)
        first, *others = found
        whole = "".join(found)
        tiers: tuple[list[str], ...] = ([], [], [])
        for folded, code in by_key:
            if first in folded and all(word in folded for word in others):
                tiers[0 if folded == whole else 1 if folded.startswith(first) else 2].append(code)
        return [code for tier in tiers for code in tier][:LIMIT]

    return search


def sqlite_like(entries: Sequence[NameEntry], path: Path) -> Search:
    """`LIKE` on a table of folded names; in no order."""
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE names (code TEXT PRIMARY KEY, name TEXT, folded TEXT) WITHOUT ROWID")
    db.executemany("INSERT INTO names VALUES (?, ?, ?)", ((one.code, one.name, one.folded) for one in entries))
    db.commit()

    def search(q: str) -> list[str]:
        found = words(q)
        matching = " AND ".join(["folded LIKE ?"] * len(found))
        rows = db.execute(
            f"SELECT code FROM names WHERE {matching} LIMIT ?", (*(f"%{word}%" for word in found), LIMIT + 1)
        )
        return [code for (code,) in rows][:LIMIT]

    return search
