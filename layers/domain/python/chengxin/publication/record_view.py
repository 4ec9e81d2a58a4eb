"""The public view of a record: the one place where a version becomes public JSON (CONTRACT, "HTTP API").

Nothing is passed on that isn't named here: a version's private part, a natural person's code and what a correction
replaced have no way out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from chengxin.catalogue import Catalogue
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.duty.timeliness import Status
from chengxin.privacy.gate import Reader, Written, shown
from chengxin.privacy.keyring import shown_mark
from chengxin.privacy.mentions import public_name
from chengxin.records import RecordVersion
from chengxin.times import local_date, rfc3339

Moment = Annotated[
    datetime,
    PlainSerializer(rfc3339, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


class View(BaseModel):
    """The base of what is shown."""

    model_config = ConfigDict(frozen=True)


class SubjectView(View):
    code: str | None = Field(description="统一社会信用代码；自然人不显示")
    name: str
    type: str


class AuthorityView(View):
    code: str | None
    name: str


class ProvenanceView(View):
    """Where the version came from."""

    submission_id: str
    file_name: str = Field(description="所报文件名，其中的个人信息已隐去")
    row: int = Field(description="文件中的行号，即在表格软件中看到的行号")
    sha256: str = Field(
        description="所报文件的标记：以平台密钥对其 SHA-256 计算的 HMAC，不能由文件内容推算；2026年12月前入库的版本为空"
    )


class VersionView(View):
    """One published version. What a correction replaced isn't shown again: only which fields it changed."""

    version: int
    published_at: Moment
    received_at: Moment
    accepted_at: Moment
    changed: list[str] = Field(description="与前一版本不同的公开字段")
    provenance: ProvenanceView


class RecordView(View):
    """A public record."""

    record_id: str
    dataset: str
    kind: str
    subject: SubjectView
    document_number: str | None
    decision_date: date | None
    authority: AuthorityView
    department: str
    content: dict[str, str] = Field(description="数据集的公开字段；金额以元计")
    deadline: date | None = Field(description="公示期限（含当日）")
    deadline_provisional: bool = Field(description="期限内的节假日安排尚未公布")
    received_at: Moment
    accepted_at: Moment
    published_at: Moment
    timeliness: Status
    working_days_taken: int | None
    visible_until: date | None = Field(description="公示期的最后一日")
    status: Literal["active", "expired"] = Field(description="expired：有效期已过，仍在公示期内")
    version: int
    provenance: ProvenanceView
    matched_by: Literal["code", "registration_number", "organisation_code", "name"] | None


class RecordWithVersions(RecordView):
    """A public record with every version that was public, newest first."""

    versions: list[VersionView]


@dataclass(frozen=True, slots=True)
class Publication:
    """What publication adds to a version: `published_at` of the record, its place among the published versions
    (`number`, from 1), the last day it is shown, and the enterprise it was found to mean."""

    published_at: datetime
    number: int = 1
    visible_until: date | None = None
    matched_code: str | None = None
    matched_by: str | None = None


def public_view(version: RecordVersion, publication: Publication, duties: Duties, now: datetime) -> dict[str, Any]:
    """`record_view` as plain JSON values."""
    return record_view(version, publication, duties, now).model_dump(mode="json")


def record_view(version: RecordVersion, publication: Publication, duties: Duties, now: datetime) -> RecordView:
    """A published version as it stands at `now`; whether it may be shown at all is the caller's to have asked."""
    verdict = duties.judge(
        version.dataset,
        version.decision_date,
        now,
        public=version.public,
        accepted_at=version.accepted_at,
        published_at=publication.published_at,
    )
    expired = version.valid_until is not None and version.valid_until < local_date(now)
    return RecordView(
        record_id=version.key.record_id,
        dataset=version.dataset,
        kind=version.kind,
        subject=_subject(version, publication.matched_code, duties),
        document_number=version.document_number,
        decision_date=version.decision_date,
        authority=AuthorityView(code=version.authority_code, name=version.authority_name),
        department=version.department,
        content=dict(version.content),
        deadline=verdict.deadline,
        deadline_provisional=verdict.provisional,
        received_at=version.received_at,
        accepted_at=version.accepted_at,
        published_at=publication.published_at,
        timeliness=verdict.status,
        working_days_taken=verdict.working_days_taken,
        visible_until=publication.visible_until,
        status="expired" if expired else "active",
        version=publication.number,
        provenance=_provenance(version),
        matched_by=publication.matched_by,
    )


def with_versions(record: RecordView, published: Sequence[tuple[RecordVersion, datetime]]) -> RecordWithVersions:
    """The record with its published versions, given newest first, each with the moment it became public."""
    older = [*(version for version, _ in published[1:]), None]
    versions = [
        VersionView(
            version=len(published) - i,
            published_at=published_at,
            received_at=version.received_at,
            accepted_at=version.accepted_at,
            changed=_changed(version, before),
            provenance=_provenance(version),
        )
        for i, ((version, published_at), before) in enumerate(zip(published, older, strict=True))
    ]
    return RecordWithVersions(**dict(record), versions=versions)


def _subject(version: RecordVersion, matched_code: str | None, duties: Duties) -> SubjectView:
    party = version.party
    code = None if party.type == "natural_person" else party.code or matched_code
    return SubjectView(code=code, name=party_name(version, duties.catalogue), type=party.type)


def party_name(version: RecordVersion, catalogue: Catalogue) -> str:
    """The name of a record's party as the public may see it, which is how its content spells it.

    Persons are masked unless the dataset's law names them.
    """
    dataset = catalogue.dataset(version.dataset)
    field = dataset.role("subject_name") if dataset else None
    written = version.content.get(field.name) if field else None
    persons = dataset.disclosure.natural_persons if dataset else "never"
    return public_name(written or version.party.name, version.party.type, persons)


def _provenance(version: RecordVersion) -> ProvenanceView:
    source = version.provenance
    return ProvenanceView(
        submission_id=source.submission_id,
        file_name=shown(source.file_name, Written.FILE_NAME, Reader.PUBLIC),
        row=source.row,
        sha256=shown_mark(source.sha256),
    )


def _changed(version: RecordVersion, before: RecordVersion | None) -> list[str]:
    if before is None:
        return []
    names = dict.fromkeys([*version.content, *before.content])
    return [name for name in names if version.content.get(name) != before.content.get(name)]
