"""Records as the public sees them now: places of the read model with their versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chengxin.catalogue import Catalogue
from chengxin.compliance.duty.rules import Duties
from chengxin.ports import Records
from chengxin.publication.feeds import FEED_ENTRIES
from chengxin.publication.period import visible_until
from chengxin.publication.record_rows import Record
from chengxin.publication.record_view import Publication, public_view
from chengxin.read_model.model import PublicRecord
from chengxin.read_model.reader import ReadModel
from chengxin.records import RecordKey, RecordVersion
from chengxin.times import local_date

Versions = dict[tuple[str, str], RecordVersion]
"""By record id and order."""


@dataclass(frozen=True, slots=True)
class PublicRows:
    """What the read model names, made into public records; what may not be shown today is left out."""

    catalogue: Catalogue
    duties: Duties
    records: Records

    def newest(
        self, model: ReadModel, department: str | None, now: datetime, limit: int = FEED_ENTRIES
    ) -> list[Record]:
        """The newest disclosures of a department, or of all, newest first."""
        return self._rows(model.disclosures(local_date(now), department, limit=limit).items, now)

    def members(self, model: ReadModel, list_id: str, now: datetime, limit: int = FEED_ENTRIES) -> list[Record]:
        """The newest members of a list, newest first."""
        return self._rows(model.members(list_id, local_date(now), lambda _: True, limit=limit).items, now)

    def versions(self, wanted: Iterable[PublicRecord], known: Iterable[RecordVersion]) -> Versions:
        """The versions of these records; those `known` are not read again."""
        versions = {(version.key.record_id, version.order): version for version in known}
        missing = [one for one in wanted if (one.record_id, one.order) not in versions]
        keys = [(key, one.order) for one in missing if (key := RecordKey.parse(one.record_id))]
        stored: Sequence[RecordVersion] = self.records.get_many(keys) if keys else ()
        return versions | {(version.key.record_id, version.order): version for version in stored}

    def row(self, record: PublicRecord, versions: Versions, now: datetime) -> Record | None:
        """A record as CONTRACT gives it, or None where it may not be shown."""
        version = versions.get((record.record_id, record.order))
        if version is None or not version.public:
            return None
        until = visible_until(version, record.published_at, self.catalogue, local_date(now))
        if until and until < local_date(now):
            return None
        publication = Publication(record.published_at, record.version, until, record.matched_code, record.matched_by)
        return public_view(version, publication, self.duties, now)

    def _rows(self, found: Iterable[PublicRecord], now: datetime) -> list[Record]:
        found = list(found)
        versions = self.versions(found, ())
        return [row for one in found if (row := self.row(one, versions, now))]
