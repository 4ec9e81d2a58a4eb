"""From the read model to records as they are shown: the checks that every list and every single record shares."""

from collections.abc import Iterable
from datetime import datetime

from chengxin.publication.period import visible_until
from chengxin.publication.record_view import Publication, RecordView, record_view
from chengxin.read_model.model import PublicRecord
from chengxin.records import RecordKey, RecordVersion
from chengxin.times import local_date

from .services import Services


def visible_records(services: Services, rows: Iterable[PublicRecord]) -> list[RecordView]:
    """The records that the read model found, in their order; what may not be public (any more) is left out."""
    wanted = [(key, row) for row in rows if (key := RecordKey.parse(row.record_id))]
    found = services.records.get_many([(key, row.order) for key, row in wanted])
    versions = {(version.key, version.order): version for version in found}
    now = services.clock.now()
    views = (
        visible_record(services, versions[key, row.order], row, now)
        for key, row in wanted
        if (key, row.order) in versions
    )
    return [view for view in views if view is not None]


def visible_record(services: Services, version: RecordVersion, row: PublicRecord, now: datetime) -> RecordView | None:
    """The record as it stands at `now`, or None where it may not be shown.

    The law of the catalogue is applied to the version's own dates here and now: what the read model kept when it was
    published only narrows the search, so a later rule or a job that failed keeps nothing visible.
    """
    today = local_date(now)
    until = visible_until(version, row.published_at, services.catalogue, today)
    if not version.public or version.withdrawn is not None or not row.visible(today) or (until and until < today):
        return None
    publication = Publication(row.published_at, row.version, until, row.matched_code, row.matched_by)
    return record_view(version, publication, services.duties, now)
