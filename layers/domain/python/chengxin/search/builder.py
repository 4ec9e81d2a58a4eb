"""Building the public index: every call may be repeated, and the order of calls doesn't matter."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from chengxin.search.linking import UNNAMED_TYPES, link_unmatched, linkable, plain_code
from chengxin.search.model import IndexedRecord, Subject
from chengxin.search.name_folding import bigrams, normalise_code, normalise_name
from chengxin.search.schema import open_for_building, ordinal, seconds

UNIFIED_CODE_LENGTH = 18

_NEW_RECORD = """
INSERT INTO records (record_id, order_, dataset, kind, department, list_id, listed, document_number, decision_date,
                     published_at, version_at, visible_until, subject_code, matched_by, norm_name,
                     registration_number, organisation_code)
VALUES (:record_id, :order, :dataset, :kind, :department, :list_id, :listed, :document_number, :decision_date,
        :published_at, :published_at, :visible_until, :subject_code, :matched_by, :norm_name,
        :registration_number, :organisation_code)
ON CONFLICT (record_id) DO NOTHING
"""
_NEWER_RECORD = """
UPDATE records SET
    order_ = :order, dataset = :dataset, kind = :kind, department = :department,
    list_id = :list_id, listed = :listed, document_number = :document_number,
    decision_date = :decision_date, visible_until = :visible_until,
    version_at = iif(order_ = :order, min(version_at, :published_at), :published_at),
    withdrawn = NULL, withdrawn_at = NULL,
    subject_code = :subject_code, matched_by = :matched_by,
    norm_name = :norm_name, registration_number = :registration_number, organisation_code = :organisation_code
WHERE record_id = :record_id AND order_ <= :order
"""
_KEEP_OLDER = """
INSERT INTO older_versions (record_id, order_, published_at)
SELECT record_id, min(order_, :order), iif(order_ < :order, version_at, :published_at)
FROM records WHERE record_id = :record_id AND order_ <> :order
ON CONFLICT DO NOTHING
"""
_WITHDRAWN = """
UPDATE records SET (withdrawn, withdrawn_at) = (
    SELECT reason, at FROM tombstones WHERE tombstones.record_id = records.record_id
    AND (tombstones.order_ = '' OR tombstones.order_ >= records.order_) ORDER BY tombstones.order_ DESC LIMIT 1)
WHERE record_id = :record_id
"""
_FIRST_PUBLISHED = """
UPDATE records SET published_at = :published_at WHERE record_id = :record_id AND published_at > :published_at
"""


class IndexBuilder:
    """Adds to the index file at `path`, making it if it isn't there. As a context manager it finishes by itself."""

    def __init__(self, path: Path) -> None:
        self._db = open_for_building(path)

    def __enter__(self) -> "IndexBuilder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()
        else:
            self._db.close()

    def add_subject(self, subject: Subject) -> None:
        """Adds an enterprise of the registry, or a newer version of it; older names stay as former names."""
        self._put_subject(subject, registered=True)

    def add_record(self, record: IndexedRecord) -> None:
        """Adds a published record; of several versions the newest order wins, the first `published_at` is kept.

        An enterprise that the registry doesn't know is added from its record, under the code given there.
        """
        named = record.subject_type not in UNNAMED_TYPES
        code = normalise_code(record.subject_code) if record.subject_code and named else None
        row = _row(record, code, named)
        if not self._db.execute(_NEW_RECORD, row).rowcount:
            for step in (_KEEP_OLDER, _NEWER_RECORD, _FIRST_PUBLISHED):
                self._db.execute(step, row)
        self._db.execute(_WITHDRAWN, row)
        if code:
            subject = Subject(code, record.subject_name, record.order, record.subject_type, record.registration_number)
            self._put_subject(subject, registered=False)

    def add_records(self, records: Iterable[IndexedRecord]) -> None:
        """Adds many records."""
        for record in records:
            self.add_record(record)

    def withdraw(self, record_id: str, reason: str, at: datetime, order: str = "") -> None:
        """Takes a record down, with the public reason, empty where the public is told none.

        What isn't in the index was never public and stays unknown. `order` is that of the version that withdraws: a
        version older than it won't bring the record back, even if it comes later.
        """
        self._db.execute(
            "INSERT INTO tombstones (record_id, order_, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (record_id, order, reason, seconds(at)),
        )
        self._db.execute(_WITHDRAWN, {"record_id": record_id})

    def add_crosswalk(
        self, code: str, registration_number: str | None, organisation_code: str | None, names: Iterable[str]
    ) -> None:
        """Notes under which old numbers and names an enterprise went; for linking only, nothing of it is shown."""
        known = [("registration_number", registration_number), ("organisation_code", plain_code(organisation_code))]
        known += [("name", normalise_name(name)) for name in names]
        self._db.executemany(
            "INSERT INTO crosswalk (ground, value, code) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(ground, value, normalise_code(code)) for ground, value in known if value],
        )

    def link_unmatched(self) -> None:
        """Finds the enterprise of every record that gives no code, by the grounds of `chengxin.search.linking`."""
        link_unmatched(self._db)

    def finish(self) -> None:
        """Makes the file ready to be read and closes it."""
        self._db.execute("PRAGMA analysis_limit = 400")
        self._db.execute("ANALYZE")
        self._db.commit()
        self._db.close()

    def _put_subject(self, subject: Subject, *, registered: bool) -> None:
        code, norm_name = normalise_code(subject.code), normalise_name(subject.name)
        if not code or not norm_name:
            return
        self._add_former_names(code, subject.former_names)
        known = self._db.execute(
            "SELECT id, name, norm_name, registered, order_ FROM subjects WHERE code = ?", (code,)
        ).fetchone()
        if known is None:
            self._insert_subject(subject, code, norm_name, registered)
            return
        rowid, old_name, old_norm, *rank = known
        newer = (registered, subject.order) > (bool(rank[0]), rank[1])
        if norm_name != old_norm:
            self._add_former_names(code, [old_name if newer else subject.name])
        if newer:
            self._update_subject(subject, rowid, old_norm, norm_name, registered)

    def _add_former_names(self, code: str, names: Iterable[str]) -> None:
        self._db.executemany(
            "INSERT INTO former_names (code, norm_name, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(code, normalise_name(name), name) for name in names],
        )

    def _insert_subject(self, subject: Subject, code: str, norm_name: str, registered: bool) -> None:
        row = (code, subject.name, norm_name, subject.type, registered, subject.order, *_other_codes(subject, code))
        added = self._db.execute(
            "INSERT INTO subjects (code, name, norm_name, type, registered, order_, registration_number, "
            "organisation_code) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        self._index_name(added.lastrowid, norm_name)

    def _update_subject(self, subject: Subject, rowid: int, old: str, norm_name: str, registered: bool) -> None:
        self._db.execute(
            "UPDATE subjects SET name = ?, norm_name = ?, type = ?, registered = ?, order_ = ?, "
            "registration_number = coalesce(?, registration_number) WHERE id = ?",
            (subject.name, norm_name, subject.type, registered, subject.order, subject.registration_number, rowid),
        )
        if norm_name != old:
            self._db.execute(
                "INSERT INTO name_bigrams (name_bigrams, rowid, bigrams) VALUES ('delete', ?, ?)", (rowid, bigrams(old))
            )
            self._index_name(rowid, norm_name)

    def _index_name(self, rowid: int | None, norm_name: str) -> None:
        self._db.execute("INSERT INTO name_bigrams (rowid, bigrams) VALUES (?, ?)", (rowid, bigrams(norm_name)))


def _other_codes(subject: Subject, code: str) -> tuple[str | None, str | None]:
    """The old registration number, and the organisation code that stands inside a unified code (GB 32100-2015)."""
    return subject.registration_number, code[8:17] if len(code) == UNIFIED_CODE_LENGTH else None


def _row(record: IndexedRecord, code: str | None, named: bool) -> dict[str, str | int | None]:
    found_by = linkable(record.subject_name, record.registration_number, record.organisation_code)
    to_link = named and not code
    return {
        "record_id": record.record_id,
        "order": record.order,
        "dataset": record.dataset,
        "kind": record.kind,
        "department": record.department,
        "list_id": record.list_id,
        "listed": record.listed,
        "document_number": record.document_number,
        "decision_date": ordinal(record.decision_date) or 0,
        "published_at": seconds(record.published_at),
        "visible_until": ordinal(record.visible_until),
        "subject_code": code,
        "matched_by": "code" if code else None,
        **(found_by if to_link else dict.fromkeys(found_by)),
    }
