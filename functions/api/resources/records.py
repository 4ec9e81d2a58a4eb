"""One record: its stable address, provenance and versions."""

from collections.abc import Sequence
from datetime import datetime

from chengxin.errors import GoneError, NotFoundError
from chengxin.publication.labels import STATUS
from chengxin.publication.record_rows import row_of
from chengxin.publication.record_view import RecordWithVersions, with_versions
from chengxin.read_model.entry import Entry
from chengxin.read_model.model import PublicRecord
from chengxin.records import RecordKey, RecordVersion

from ..params import Id, Params
from ..seam import REVALIDATE, Resource
from ..services import Services
from ..visible_records import visible_record

resource = Resource("records")


class OneRecord(Params):
    record_id: Id


def record_page(services: Services, params: OneRecord, record: RecordWithVersions) -> str:
    row = row_of(record.model_dump(mode="json"), services.catalogue)
    contents = [(one.title, one.text) for one in row.details]
    return services.pages.render(
        "record.html", record=record.model_dump(mode="json"), row=row, contents=contents, status=STATUS[record.status]
    )


@resource.get("/records/{record_id}", "一条公示记录", cache=REVALIDATE, errors=(404, 410), page=record_page)
def record(services: Services, params: OneRecord) -> RecordWithVersions:
    now, key = services.clock.now(), RecordKey.parse(params.record_id)
    entry = services.public.entry(params.record_id) if key else None
    row = entry.public() if entry else None
    if key is None or entry is None or row is None:
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
    return with_versions(view, _published(entry, versions))


def _published(entry: Entry, versions: Sequence[RecordVersion]) -> list[tuple[RecordVersion, datetime]]:
    by_order = {version.order: version for version in versions}
    return [(by_order[known.order], known.published_at) for known in entry.history() if known.order in by_order]


def _ended(row: PublicRecord, versions: Sequence[RecordVersion]) -> str | None:
    """Why the record was taken down, None where it wasn't; a withdrawal that was accepted but not yet worked into the
    read model counts at once."""
    newer = (version for version in versions if version.order > row.order)
    return next((version.withdrawn for version in newer if version.withdrawn is not None), row.withdrawn)


def _unknown() -> NotFoundError:
    """The same words whether there is no such record or it may not be public: the answer tells neither."""
    return NotFoundError("没有这条公示记录。")
