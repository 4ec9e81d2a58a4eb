"""One record: its stable address, provenance and versions."""

from collections.abc import Sequence
from datetime import datetime

from chengxin.errors import GoneError, NotFoundError
from chengxin.publication.record_view import RecordWithVersions, with_versions
from chengxin.records import RecordKey, RecordVersion
from chengxin.search import IndexRow, PublicIndex

from ..params import Id, Params
from ..seam import REVALIDATE, Resource
from ..services import Services
from ..visible_records import visible_record

resource = Resource("records")


class OneRecord(Params):
    record_id: Id


@resource.get("/records/{record_id}", "一条公示记录", cache=REVALIDATE, errors=(404, 410))
def record(services: Services, params: OneRecord) -> RecordWithVersions:
    index, now = services.index(), services.clock.now()
    key, row = RecordKey.parse(params.record_id), index.record(params.record_id)
    if key is None or row is None:
        raise _unknown()
    versions = services.records.versions(key)
    ended = _ended(row, versions)
    if ended is not None:
        reason = services.catalogue.public_reason(ended)
        raise GoneError(reason) if reason else _unknown()
    current = next((version for version in versions if version.order == row.order), None)
    view = visible_record(services, current, row, now) if current else None
    if view is None:
        raise _unknown()
    return with_versions(view, _published(index, row.record_id, versions))


def _published(
    index: PublicIndex, record_id: str, versions: Sequence[RecordVersion]
) -> list[tuple[RecordVersion, datetime]]:
    by_order = {version.order: version for version in versions}
    return [
        (by_order[known.order], known.published_at) for known in index.history(record_id) if known.order in by_order
    ]


def _ended(row: IndexRow, versions: Sequence[RecordVersion]) -> str | None:
    """Why the record was taken down, None where it wasn't; a withdrawal that was accepted but not yet worked into the
    index counts at once."""
    newer = (version for version in versions if version.order > row.order)
    return next((version.withdrawn for version in newer if version.withdrawn is not None), row.withdrawn)


def _unknown() -> NotFoundError:
    """The same words whether there is no such record or it may not be public: the answer tells neither."""
    return NotFoundError("没有这条公示记录。")
