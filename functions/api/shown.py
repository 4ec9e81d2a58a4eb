"""From rows of the index to records as they are shown: the checks that every list and every single record shares."""

from collections.abc import Iterable

from chengxin.records import RecordKey, RecordVersion
from chengxin.search import IndexRow
from chengxin.views import Publication, RecordView, record_view

from .services import Services


def publication(row: IndexRow) -> Publication:
    """What the index knows of a record's publication."""
    return Publication(row.published_at, row.version, row.visible_until, row.matched_code, row.matched_by)


def shown(services: Services, rows: Iterable[IndexRow]) -> list[RecordView]:
    """The records of index rows, in their order; a version that may not be public (any more) is left out."""
    wanted = [(key, row) for row in rows if (key := RecordKey.parse(row.record_id))]
    found = services.records.get_many([(key, row.order) for key, row in wanted])
    versions = {(version.key, version.order): version for version in found}
    now = services.clock.now()
    return [
        record_view(version, publication(row), services.duties, now)
        for key, row in wanted
        if (version := versions.get((key, row.order))) and may_be_shown(version)
    ]


def may_be_shown(version: RecordVersion) -> bool:
    """Whether the version itself allows it; dates and withdrawals are the index row's to tell."""
    return version.public and version.withdrawn is None
