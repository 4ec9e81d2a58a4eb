"""Enterprises: search by name or code, profile, public records."""

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, Field

from chengxin.errors import NotFoundError
from chengxin.publication.labels import PARTY_TYPES, kind_titles
from chengxin.publication.record_rows import row_of
from chengxin.publication.record_view import RecordView
from chengxin.read_model.model import SubjectHit
from chengxin.read_model.subject_search import find_subjects
from chengxin.times import local_date

from ..params import Code, PageParams, Params
from ..seam import REVALIDATE, Resource
from ..services import Services
from ..visible_records import visible_records

resource = Resource("subjects")


class SubjectSummary(BaseModel):
    code: str
    name: str
    type: str
    counts: dict[str, int] = Field(description="公示中的记录数，按种类")


class SubjectPage(BaseModel):
    items: list[SubjectSummary]
    next_cursor: str | None


class Membership(BaseModel):
    """A list that the enterprise is on now."""

    list: str
    title: str
    colour: str | None
    record_id: str
    visible_until: date | None


class SubjectProfile(SubjectSummary):
    former_names: list[str]
    lists: list[Membership]


class RecordPage(BaseModel):
    items: list[RecordView]
    next_cursor: str | None


_INVISIBLE = r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_GAP, _SEEN, _UNSEEN = rf"[\s{_INVISIBLE}]*", rf"[^\s{_INVISIBLE}]", rf"[{_INVISIBLE}]*"
_WORD = rf"{_SEEN}{_UNSEEN}{_SEEN}[^\s]*"
WORDS_PATTERN = rf"^{_GAP}{_WORD}({_GAP}\s{_GAP}{_WORD})*{_GAP}$"
"""For the document only: what `chengxin.search.name_folding.words` takes, as nearly as a pattern can tell."""


class SubjectSearch(PageParams):
    q: str = Field(
        max_length=200,
        description="名称中的词（每个至少两个字，空格分开），或统一社会信用代码",
        json_schema_extra={"pattern": WORDS_PATTERN, "minLength": 2},
    )


class OneSubject(Params):
    code: Code


class SubjectRecords(PageParams):
    code: Code
    kind: str | None = Field(None, max_length=64, description="记录种类，如 licence")


def search_page(services: Services, params: SubjectSearch, found: SubjectPage) -> str:
    kinds = kind_titles(services.catalogue)
    items = [(one, _counted(one.counts, kinds)) for one in found.items]
    return services.pages.render("found.html", q=params.q, items=items, next_cursor=found.next_cursor, up="")


@resource.get("/subjects", "按名称或代码查企业", cache=REVALIDATE, errors=(400,), page=search_page)
def search(services: Services, params: SubjectSearch) -> SubjectPage:
    page = find_subjects(
        services.names(), services.public, params.q, _today(services), params.limit, params.position(services)
    )
    return SubjectPage(items=[_summary(hit) for hit in page.items], next_cursor=params.next_cursor(services, page.next))


def subject_page(services: Services, params: OneSubject, subject: SubjectProfile) -> str:
    return _page(services, subject, records(services, SubjectRecords(code=params.code)), "../")


def records_page(services: Services, params: SubjectRecords, shown: RecordPage) -> str:
    return _page(services, profile(services, OneSubject(code=params.code)), shown, "../../")


@resource.get("/subjects/{code}", "企业概况", cache=REVALIDATE, errors=(404,), page=subject_page)
def profile(services: Services, params: OneSubject) -> SubjectProfile:
    found = services.public.subject(params.code, _today(services))
    if found is None:
        raise NotFoundError("没有这个企业的公示信息。")
    lists = []
    for membership in found.lists:
        known = services.catalogue.credit_list(membership.list_id)
        lists.append(
            Membership(
                list=membership.list_id,
                title=known.title if known else membership.list_id,
                colour=known.colour if known else None,
                record_id=membership.record_id,
                visible_until=membership.visible_until,
            )
        )
    return SubjectProfile(
        code=found.code,
        name=found.name,
        type=found.type,
        counts=dict(found.counts),
        former_names=list(found.former_names),
        lists=lists,
    )


@resource.get(
    "/subjects/{code}/records", "企业的公示记录，新的在前", cache=REVALIDATE, errors=(400, 404), page=records_page
)
def records(services: Services, params: SubjectRecords) -> RecordPage:
    public, today = services.public, _today(services)
    if public.subject(params.code, today) is None:
        raise NotFoundError("没有这个企业的公示信息。")
    page = public.records_of(params.code, today, params.kind, params.limit, params.position(services))
    return RecordPage(items=visible_records(services, page.items), next_cursor=params.next_cursor(services, page.next))


def _page(services: Services, subject: SubjectProfile, shown: RecordPage, up: str) -> str:
    """The page of an enterprise with some of its records; `up` leads to where the API begins."""
    kinds = kind_titles(services.catalogue)
    return services.pages.render(
        "subject.html",
        subject=subject,
        type=PARTY_TYPES.get(subject.type, subject.type),
        counts=[(kinds.get(kind, kind), f"{count} 条") for kind, count in subject.counts.items()],
        rows=[row_of(record.model_dump(mode="json"), services.catalogue) for record in shown.items],
        next_cursor=shown.next_cursor,
        up=up,
    )


def _counted(counts: Mapping[str, int], kinds: Mapping[str, str]) -> str:
    return "，".join(f"{kinds.get(kind, kind)} {count} 条" for kind, count in counts.items() if count)


def _summary(hit: SubjectHit) -> SubjectSummary:
    return SubjectSummary(code=hit.code, name=hit.name, type=hit.type, counts=dict(hit.counts))


def _today(services: Services) -> date:
    return local_date(services.clock.now())
