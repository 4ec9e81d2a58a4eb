"""Reading the public index. Lists continue by key, so pages neither repeat nor miss what was there when they began."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from chengxin.search.linking import candidates, linkable
from chengxin.search.model import IndexRow, ListMembership, Page, Position, PublishedVersion, SubjectHit, SubjectProfile
from chengxin.search.name_folding import normalise_code
from chengxin.search.name_search import find_subjects
from chengxin.search.registered_names import goes_by, registered_names
from chengxin.search.schema import VISIBLE, day, moment, open_for_reading, ordinal, seconds
from chengxin.times import SHANGHAI

_ROW = "records.*, (SELECT count(*) FROM older_versions o WHERE o.record_id = records.record_id) AS older"
_DAY = 24 * 60 * 60


class PublicIndex:
    """A finished index file. `today` is always the date in Asia/Shanghai: what it hides, hides."""

    def __init__(self, path: Path) -> None:
        self._db = open_for_reading(path)

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def subjects(self, q: str, today: date, limit: int = 20, after: Position | None = None) -> Page[SubjectHit]:
        """Enterprises whose name contains every word of `q`, or whose code it is: exact, then prefix, then the rest.

        Raises `QueryTooShortError` for a word of one character.
        """
        rows, following = find_subjects(self._db, q, limit, after, today)
        counts = self._counts([row["code"] for row in rows], today)
        hits = [SubjectHit(row["code"], row["name"], row["type"], counts.get(row["code"], {})) for row in rows]
        return Page(hits, following)

    def subject(self, code: str, today: date) -> SubjectProfile | None:
        """An enterprise by its code; None where neither the registry nor any visible record tells of it."""
        row = self._db.execute(
            "SELECT code, name, norm_name, type, registered FROM subjects WHERE code = ?", (normalise_code(code),)
        ).fetchone()
        counts = self._counts([row["code"]], today).get(row["code"], {}) if row else {}
        if row is None or not (row["registered"] or counts):
            return None
        former = self._db.execute(
            "SELECT name FROM former_names WHERE code = ? AND norm_name <> ? ORDER BY norm_name",
            (row["code"], row["norm_name"]),
        )
        return SubjectProfile(
            code=row["code"],
            name=row["name"],
            type=row["type"],
            former_names=[name for (name,) in former],
            counts=counts,
            lists=self._lists(row["code"], today),
        )

    def records_of(
        self, code: str, today: date, kind: str | None = None, limit: int = 20, after: Position | None = None
    ) -> Page[IndexRow]:
        """The visible records of an enterprise, newest publication first."""
        return self._page({"subject_code = ?": normalise_code(code), "kind = ?": kind}, today, limit, after)

    def disclosures(
        self,
        today: date,
        department: str | None = None,
        dataset: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
        limit: int = 20,
        after: Position | None = None,
    ) -> Page[IndexRow]:
        """Visible disclosures, newest publication first; the dates (inclusive) are those of publication.

        Records that aren't listed (the registry of enterprises) come only where their dataset is asked for.
        """
        conditions: dict[str, str | int | None] = {
            "department = ?": department,
            "dataset = ?": dataset,
            "published_at >= ?": _midnight(date_from) if date_from else None,
            "published_at < ?": _midnight(date_to) + _DAY if date_to else None,
        }
        return self._page(conditions, today, limit, after, [] if dataset else ["listed"])

    def count(self, today: date) -> int:
        """How many records are visible."""
        count: int = self._db.execute(f"SELECT count(*) FROM records WHERE {VISIBLE}", (ordinal(today),)).fetchone()[0]
        return count

    def record(self, record_id: str) -> IndexRow | None:
        """One record, visible or not; None where it was never public."""
        row = self._db.execute(f"SELECT {_ROW} FROM records WHERE record_id = ?", (record_id,)).fetchone()
        return _index_row(row) if row else None

    def history(self, record_id: str) -> list[PublishedVersion]:
        """Every version of a record that was ever public, newest first."""
        rows = self._db.execute(
            "SELECT order_, version_at AS published_at FROM records WHERE record_id = ?1 "
            "UNION ALL SELECT order_, published_at FROM older_versions WHERE record_id = ?1 ORDER BY order_ DESC",
            (record_id,),
        )
        return [PublishedVersion(order, moment(published_at)) for order, published_at in rows]

    def candidates(
        self, public_name: str, registration_number: str | None, organisation_code: str | None
    ) -> tuple[str | None, list[str]]:
        """The enterprises that a party without a code can mean, and by which ground; one alone is a match."""
        return candidates(self._db, linkable(public_name, registration_number, organisation_code))

    def registered_names(self, codes: Iterable[str]) -> dict[str, str]:
        """The names of the enterprises of the registry among these codes, by code."""
        return registered_names(self._db, codes)

    def goes_by(self, code: str, public_name: str) -> bool:
        """Whether an enterprise goes or went by a name, as the public sees it."""
        return goes_by(self._db, code, public_name)

    def _page(
        self,
        conditions: Mapping[str, str | int | None],
        today: date,
        limit: int,
        after: Position | None,
        always: Sequence[str] = (),
    ) -> Page[IndexRow]:
        given = {sql: value for sql, value in conditions.items() if value is not None}
        where: list[str] = [*always, *given, VISIBLE]
        values: list[str | int | None] = [*given.values(), ordinal(today)]
        if after is not None:
            where.append("(published_at, decision_date, id) < (?, ?, ?)")
            values += after
        rows = self._db.execute(
            f"SELECT {_ROW} FROM records WHERE {' AND '.join(where)} "
            "ORDER BY published_at DESC, decision_date DESC, id DESC LIMIT ?",
            (*values, limit + 1),
        ).fetchall()
        last = rows[limit - 1] if len(rows) > limit else None
        following = [last["published_at"], last["decision_date"], last["id"]] if last else None
        return Page([_index_row(row) for row in rows[:limit]], following)

    def _counts(self, codes: Sequence[str], today: date) -> dict[str, dict[str, int]]:
        marks = ",".join("?" * len(codes))
        rows = self._db.execute(
            f"SELECT subject_code, kind, count(*) FROM records WHERE subject_code IN ({marks}) AND {VISIBLE} "
            "GROUP BY subject_code, kind ORDER BY kind",
            (*codes, ordinal(today)),
        )
        counts: dict[str, dict[str, int]] = {}
        for code, kind, count in rows:
            counts.setdefault(code, {})[kind] = count
        return counts

    def _lists(self, code: str, today: date) -> list[ListMembership]:
        rows = self._db.execute(
            "SELECT list_id, record_id, published_at, visible_until FROM records "
            f"WHERE subject_code = ? AND list_id IS NOT NULL AND {VISIBLE} ORDER BY list_id, published_at DESC",
            (code, ordinal(today)),
        )
        return [
            ListMembership(list_id, record_id, moment(published_at), day(visible_until))
            for list_id, record_id, published_at, visible_until in rows
        ]


def _index_row(row: sqlite3.Row) -> IndexRow:
    return IndexRow(
        record_id=row["record_id"],
        order=row["order_"],
        dataset=row["dataset"],
        kind=row["kind"],
        department=row["department"],
        matched_code=row["subject_code"],
        matched_by=row["matched_by"],
        list_id=row["list_id"],
        published_at=moment(row["published_at"]),
        visible_until=day(row["visible_until"]),
        withdrawn=row["withdrawn"],
        withdrawn_at=moment(row["withdrawn_at"]) if row["withdrawn_at"] else None,
        version=row["older"] + 1,
    )


def _midnight(of: date) -> int:
    return seconds(datetime.combine(of, time(), SHANGHAI))
