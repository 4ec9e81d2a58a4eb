"""Publish: accepted records become public, in the index that the API reads and in the files of the portal.

The ledger entry's stamp is the moment of publication; everything after it is derived from the stamps and can be made
again. A run that dies leaves stamped entries in the ledger's `to_render`, where the next run finds them.
"""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any, Protocol

import orjson

from chengxin.catalogue import Catalogue
from chengxin.compliance.duty.rules import Duties
from chengxin.ledger import LedgerEntry
from chengxin.ports import Lease, Ledger, Objects, Records, Submissions
from chengxin.publication.day_records import RecordFile
from chengxin.publication.period import visible_until
from chengxin.publication.record_rows import Record
from chengxin.publication.record_view import Publication, party_name, public_view
from chengxin.publication.site import Site
from chengxin.records import RecordKey, RecordVersion
from chengxin.search import IndexBuilder, IndexedRecord, PublicIndex, Subject
from chengxin.times import local_date, rfc3339
from chengxin.versions.chunk_statements import ENTRIES_PER_CHUNK
from chengxin.versions.drop_order import DONE

FORMER_NAME = "former_name"
MOST_PER_RUN = MOST_PER_DAY = 800_000
"""Records that one run publishes, and that the files of one day tell of: a run with more would outlast its fifteen
minutes, be begun again and again, and nothing at all would become public."""


class IndexFiles(Protocol):
    """Where the public index is kept between runs."""

    def fetch(self, path: Path) -> bool:
        """Writes the stored index to a local path; False where there is none yet."""

    def store(self, path: Path) -> None:
        """Replaces the stored index by a local file, whole."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """The job with all that it needs from outside; `work` keeps the public rows of each entry for the day pages."""

    catalogue: Catalogue
    duties: Duties
    ledger: Ledger
    records: Records
    submissions: Submissions
    index: IndexFiles
    work: Objects
    site: Site
    lease: Lease

    def run(self, now: datetime, *, anew: bool = False) -> dict[str, Any]:
        """Publishes what was accepted by `now`; answers what was done, with the days whose pages changed.

        `anew` makes the index, and the files of every day, from records and ledger alone, as if there were none yet.
        One run at a time: another answers `{"skipped": true}`, and what it was to do is done by the one that runs.
        """
        if not self.lease.take(now):
            return {"at": rfc3339(now), "skipped": True}
        try:
            done = self._publish(now, anew=anew)
            while asked := self.lease.release():
                done = _together(done, self._publish(max(now, asked)))
        except Exception:
            self.lease.abandon()
            raise
        return done

    def _publish(self, now: datetime, *, anew: bool = False) -> dict[str, Any]:
        waiting = self._stamp(now)
        pending = sorted(self.ledger.published(), key=_in_order) if anew else self.ledger.to_render()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "public.db"
            fresh = not self.index.fetch(path) or anew
            if anew:
                path.unlink(missing_ok=True)
            days = self._days_before(path, pending) if not fresh else set()
            published = self._build(path, pending, now)
            if pending or fresh:
                self.index.store(path)
            reader = PublicIndex(path)
            try:
                days |= {local_date(entry.published_at) for entry in pending if entry.published_at}
                latest, public = self._latest(reader, now), reader.count(local_date(now))
                files = self.site.update(self._day_rows(reader, days), latest, {e.department for e in pending}, now)
            finally:
                reader.close()
        for entry in pending:
            self.ledger.rendered(entry)
        return {
            "at": rfc3339(now),
            "published": published,
            "public": public,
            "waiting": waiting,
            "days": sorted(day.isoformat() for day in days),
            "files": files,
        }

    def _stamp(self, now: datetime) -> int:
        """Stamps the open entries that were accepted by `now`, as far as a run and a day hold them, departments in
        turn; answers how many records wait for a later run.

        What a department told later waits with what it told before: a withdrawal would find nothing to take down.
        """
        left = sum(len(entry.decisions) for entry in self.ledger.to_render())
        run, day, waiting = left, self.site.records_shown_on(local_date(now)) + left, 0
        full: set[str] = set()
        opened = [self._written(self.ledger.open(department)) for department in sorted(self.ledger.departments())]
        for entry in (one for turn in zip_longest(*opened) for one in turn if one and one.source == "record"):
            records = len(entry.decisions)
            shown = records if self._is_shown(entry.dataset) else 0
            if run + records > MOST_PER_RUN or day + shown > MOST_PER_DAY:
                full.add(entry.department)
            if entry.accepted_at > now or entry.department in full:
                waiting += records
                continue
            self.ledger.publish(entry, now)
            run, day = run + records, day + shown
        return waiting

    def _written(self, entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
        """Those of which every version is stored: the ledger is told of a chunk before the table of records is."""
        told = [entry for entry in entries if entry.source == "record"]
        statuses = self.submissions.statuses({entry.submission_id for entry in told})
        open_chunks = {_chunk_of(entry) for entry in told if statuses.get(entry.submission_id) not in DONE}
        written = self.submissions.written(open_chunks) if open_chunks else ()
        return [e for e in told if _chunk_of(e) not in open_chunks or _chunk_of(e) in written]

    def _build(self, path: Path, pending: Sequence[LedgerEntry], now: datetime) -> int:
        """Brings the index up to date and keeps the public rows of each entry; answers how many records there are."""
        published = 0
        with IndexBuilder(path) as builder:
            for entry in pending:
                versions = self._versions(entry, now)
                for version in versions:
                    self._index_version(builder, version, entry)
                shown = [v for v in versions if v.withdrawn is None and v.public]
                published += len(shown)
                self._keep_rows(entry, shown, now)
            builder.link_unmatched()
        return published

    def _versions(self, entry: LedgerEntry, now: datetime) -> list[RecordVersion]:
        """The versions that an entry makes public, in the order of the file; what is exempt by law is left out."""
        keys = []
        for decision in entry.decisions:
            key = RecordKey.parse(decision.record_id) if decision.record_id else None
            exempt = self.duties.exempts(entry.department, decision.document_key, now)
            if key and decision.order and decision.public and not exempt:
                keys.append((key, decision.order))
        return sorted(self.records.get_many(keys), key=lambda v: v.order)

    def _index_version(self, builder: IndexBuilder, version: RecordVersion, entry: LedgerEntry) -> None:
        published_at = _published(entry)
        if version.withdrawn is not None:
            builder.withdraw(version.key.record_id, version.withdrawn, published_at, version.order)
            return
        dataset = self.catalogue.dataset(version.dataset)
        party, name = version.party, party_name(version, self.catalogue)
        if dataset and dataset.purpose == "crosswalk":
            self._index_crosswalk(builder, version)
            return
        if dataset and dataset.purpose == "enterprise" and party.code:
            builder.add_subject(Subject(party.code, name, version.order, party.type, party.registration_number))
        builder.add_record(
            IndexedRecord(
                record_id=version.key.record_id,
                order=version.order,
                dataset=version.dataset,
                kind=version.kind,
                department=version.department,
                subject_name=name,
                published_at=published_at,
                subject_type=party.type,
                subject_code=party.code,
                registration_number=party.registration_number,
                organisation_code=party.organisation_code,
                list_id=dataset.list_id if dataset else None,
                document_number=version.document_number,
                decision_date=version.decision_date,
                visible_until=visible_until(version, published_at, self.catalogue),
                listed=self._is_disclosure(version.dataset),
            )
        )

    def _index_crosswalk(self, builder: IndexBuilder, version: RecordVersion) -> None:
        party = version.party
        if party.code:
            names = [party.name, *(v for k, v in version.content.items() if k == FORMER_NAME)]
            builder.add_crosswalk(party.code, party.registration_number, party.organisation_code, names)

    def _keep_rows(self, entry: LedgerEntry, versions: Iterable[RecordVersion], now: datetime) -> None:
        lines = []
        for version in versions:
            publication = Publication(
                _published(entry), visible_until=visible_until(version, _published(entry), self.catalogue)
            )
            row = {"order": version.order, "row": public_view(version, publication, self.duties, now)}
            lines.append(orjson.dumps(row))
        if lines and self._is_disclosure(entry.dataset):
            self.work.put(_rows_key(entry), b"\n".join(lines), "application/x-ndjson")

    def _is_disclosure(self, dataset_id: str) -> bool:
        """Day pages show decisions and lists; the registry of enterprises is what they refer to."""
        dataset = self.catalogue.dataset(dataset_id)
        return dataset is not None and dataset.purpose == "record"

    def _is_shown(self, dataset_id: str) -> bool:
        """Whether a dataset's records may stand on day pages."""
        dataset = self.catalogue.dataset(dataset_id)
        return dataset is not None and dataset.purpose == "record" and dataset.disclosure.access == "public"

    def _days_before(self, path: Path, pending: Sequence[LedgerEntry]) -> set[date]:
        """The days that showed earlier versions of what is now corrected or withdrawn: their pages change too."""
        reader = PublicIndex(path)
        try:
            ids = {d.record_id for entry in pending for d in entry.decisions if d.record_id and d.outcome != "new"}
            return {local_date(v.published_at) for record_id in ids for v in reader.history(record_id)}
        finally:
            reader.close()

    def _day_rows(self, reader: PublicIndex, days: Iterable[date]) -> Iterator[tuple[date, Sequence[Record]]]:
        """Each day with the rows published on it that are still the record's current version and not withdrawn.

        What is written out again is told of again, on the same day or a later one: it shows where it did first.
        """
        for day in sorted(days):
            with tempfile.TemporaryFile() as file:
                rows = RecordFile(file)
                for key in self.work.keys(_day_prefix(day)):
                    for row in self._rows_in(key, day, reader):
                        rows.add(row)
                yield day, rows

    def _rows_in(self, key: str, day: date, reader: PublicIndex) -> Iterator[Record]:
        for line in (self.work.get(key) or b"").splitlines():
            kept = orjson.loads(line)
            row: Record = kept["row"]
            current = reader.record(row["record_id"])
            if current is None or current.withdrawn is not None or current.order != kept["order"]:
                continue
            if local_date(reader.history(current.record_id)[0].published_at) == day:
                yield {**row, "matched_by": current.matched_by, "version": current.version}

    def _latest(self, reader: PublicIndex, now: datetime) -> list[Record]:
        """The newest public records, as the portal's first page and the feeds show them."""
        rows = reader.disclosures(local_date(now), limit=100).items
        keys = {(row.record_id, row.order): row for row in rows}
        wanted = [(key, row.order) for row in rows if (key := RecordKey.parse(row.record_id))]
        found = {(v.key.record_id, v.order): v for v in self.records.get_many(wanted)}
        return [
            public_view(
                found[place],
                Publication(row.published_at, row.version, row.visible_until, row.matched_code, row.matched_by),
                self.duties,
                now,
            )
            for place, row in keys.items()
            if place in found
        ]


def _together(one: dict[str, Any], next_one: dict[str, Any]) -> dict[str, Any]:
    """What two turns of a run did."""
    summed = {name: one[name] + next_one[name] for name in ("published", "files")}
    return {**next_one, **summed, "days": sorted({*one["days"], *next_one["days"]})}


def _chunk_of(entry: LedgerEntry) -> tuple[str, int]:
    return entry.submission_id, entry.chunk // ENTRIES_PER_CHUNK


def _published(entry: LedgerEntry) -> datetime:
    if entry.published_at is None:
        raise ValueError(f"ledger entry {entry.id} is not published")
    return entry.published_at


def _in_order(entry: LedgerEntry) -> tuple[datetime, str, str]:
    """As runs would have taken them."""
    return _published(entry), entry.department, entry.id


def _day_prefix(day: date) -> str:
    return f"published/{day.isoformat()}/"


def _rows_key(entry: LedgerEntry) -> str:
    return f"{_day_prefix(local_date(_published(entry)))}{entry.department}/{entry.id}.jsonl"
