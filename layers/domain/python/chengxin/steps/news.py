"""News: what ledger entries make public, as the read model takes it in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chengxin.catalogue import Catalogue
from chengxin.compliance.duty.rules import Duties
from chengxin.ledger import LedgerEntry
from chengxin.ports import Records
from chengxin.publication.listing import listing_of
from chengxin.publication.period import visible_until
from chengxin.publication.record_view import party_name
from chengxin.read_model.model import IndexedRecord, Subject
from chengxin.read_model.update import Crosswalk, End, News
from chengxin.records import RecordKey, RecordVersion

FORMER_NAME = "former_name"
Told = tuple[LedgerEntry, RecordVersion]
"""A version with the entry that tells of it."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Where entries become news; exempt by law is what no news tells of."""

    catalogue: Catalogue
    duties: Duties
    records: Records

    def versions(self, entries: Iterable[LedgerEntry], now: datetime) -> list[Told]:
        """The versions that entries make public, in the order of their files; what is exempt by law is left out."""
        told = [(entry, found) for entry in entries for found in self._keys(entry, now)]
        stored = {(v.key, v.order): v for v in self.records.get_many([place for _, place in told])}
        found = [(entry, stored[place]) for entry, place in told if place in stored]
        return sorted(found, key=lambda one: (published(one[0]), one[0].department, one[0].id, one[1].order))

    def news(self, told: Sequence[Told]) -> News:
        """What versions tell the public."""
        ends = [self._end(entry, v, v.withdrawn) for entry, v in told if v.withdrawn is not None]
        standing = [(entry, v) for entry, v in told if v.withdrawn is None]
        crosswalks = [v for _, v in standing if self._purpose(v) == "crosswalk"]
        others = [(entry, v) for entry, v in standing if self._purpose(v) != "crosswalk"]
        return News(
            records=[self._record(entry, v) for entry, v in others],
            ends=ends,
            subjects=[self._subject(v, v.party.code) for _, v in others if self._is_enterprise(v) and v.party.code],
            crosswalks=[_crosswalk(v, v.party.code) for v in crosswalks if v.party.code],
        )

    def _keys(self, entry: LedgerEntry, now: datetime) -> Iterable[tuple[RecordKey, str]]:
        for decision in entry.decisions:
            key = RecordKey.parse(decision.record_id) if decision.record_id else None
            exempt = self.duties.exempts(entry.department, decision.document_key, now)
            if key and decision.order and decision.public and not exempt:
                yield key, decision.order

    def _end(self, entry: LedgerEntry, version: RecordVersion, reason: str) -> End:
        said = self.catalogue.public_reason(reason) or ""
        return End(version.key.record_id, said, published(entry), version.order)

    def _record(self, entry: LedgerEntry, version: RecordVersion) -> IndexedRecord:
        return self.indexed(version, published(entry))

    def indexed(self, version: RecordVersion, published_at: datetime) -> IndexedRecord:
        """A version as the read model keeps it, by the catalogue of now."""
        dataset, party = self.catalogue.dataset(version.dataset), version.party
        listed = self.catalogue.credit_list(dataset.list_id) if dataset and dataset.list_id else None
        return IndexedRecord(
            record_id=version.key.record_id,
            order=version.order,
            dataset=version.dataset,
            kind=version.kind,
            department=version.department,
            subject_name=party_name(version, self.catalogue),
            published_at=published_at,
            subject_type=party.type,
            subject_code=party.code,
            registration_number=party.registration_number,
            organisation_code=party.organisation_code,
            list_id=dataset.list_id if dataset else None,
            document_number=version.document_number,
            decision_date=version.decision_date,
            visible_until=visible_until(version, published_at, self.catalogue),
            listed=dataset is not None and dataset.purpose == "record",
            listing=listing_of(version, listed, self.catalogue) if listed else None,
        )

    def _subject(self, version: RecordVersion, code: str) -> Subject:
        party = version.party
        name = party_name(version, self.catalogue)
        return Subject(code, name, version.order, party.type, party.registration_number)

    def _purpose(self, version: RecordVersion) -> str:
        dataset = self.catalogue.dataset(version.dataset)
        return dataset.purpose if dataset else ""

    def _is_enterprise(self, version: RecordVersion) -> bool:
        return self._purpose(version) == "enterprise"


def published(entry: LedgerEntry) -> datetime:
    """When an entry became public; raises ValueError for one that isn't."""
    if entry.published_at is None:
        raise ValueError(f"ledger entry {entry.id} is not published")
    return entry.published_at


def _crosswalk(version: RecordVersion, code: str) -> Crosswalk:
    party = version.party
    names = [party.name, *(value for name, value in version.content.items() if name == FORMER_NAME)]
    return Crosswalk(code, party.registration_number, party.organisation_code, names)
