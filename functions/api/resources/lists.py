"""Red and black lists: their law, their members, their batches."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from chengxin.catalogue.registers import CatalogueItem, CreditList
from chengxin.errors import NotFoundError
from chengxin.publication.labels import PARTY_TYPES
from chengxin.publication.list_words import list_facts, measure_pairs, money
from chengxin.publication.record_rows import row_of
from chengxin.publication.record_view import RecordView
from chengxin.read_model.batches import Batch, Batches
from chengxin.read_model.list_members import Member, Totals, totals_on
from chengxin.read_model.places import day_at
from chengxin.times import local_date

from ..params import Id, PageParams, WholeNumber
from ..seam import REVALIDATE, Resource
from ..services import Services
from ..visible_records import visible_records

resource = Resource("lists")


class ListTotals(BaseModel):
    """What a list comes to: each case, each party and each vehicle once."""

    members: int
    cases: int
    amount: str = Field(description="涉及金额，元")
    legal_persons: int
    natural_persons: int
    sole_traders: int
    vehicles: int


class ListSummary(BaseModel):
    """A list that is published, with the law behind it."""

    list: str
    title: str
    colour: str
    legal_basis: str
    catalogue_item: CatalogueItem | None
    authority: str
    subject_types: Sequence[str]
    entry: str
    exit: str
    remedy: str
    confirmed_by: str | None = Field(description="依据由谁核定；依据见于公开来源的为空")
    confirmed_on: date | None
    totals: ListTotals = Field(description="今日在列")


class ListPage(BaseModel):
    items: Sequence[ListSummary]
    next_cursor: str | None


class BatchSummary(BaseModel):
    """A batch; its numbers stay when its rows are gone."""

    number: int
    first: str = Field(description="本期首日")
    last: str = Field(description="本期末日")
    totals: ListTotals = Field(description="本期列入")
    standing: ListTotals = Field(description="期末在列")
    entries: int
    exits: int


class ListMembers(ListSummary):
    batches: Sequence[BatchSummary] = Field(description="最近的批次，新的在前")
    items: Sequence[RecordView]
    next_cursor: str | None


class OneBatch(BatchSummary):
    list: str
    title: str
    items: Sequence[RecordView]
    next_cursor: str | None


class Lists(PageParams):
    """The lists; there are few."""


class ListParams(PageParams):
    list: Id
    authority: str | None = Field(None, max_length=200, description="认定机关名称")
    year: WholeNumber | None = Field(None, ge=1900, le=9999, description="列入（首次公示）年份")
    kind: str | None = Field(None, max_length=64, description="主体类别，如 legal_person、natural_person、vehicle")
    district: str | None = Field(None, max_length=16, description="登记辖区代码，如 420103")

    def wanted(self, member: Member) -> bool:
        """Whether a member is asked for."""
        facts = member.facts
        asked = (("authority", self.authority), ("type", self.kind), ("district", self.district))
        fits = all(value is None or facts.get(name) == value for name, value in asked)
        return fits and (self.year is None or day_at(member.place).year == self.year)


class BatchParams(PageParams):
    list: Id
    n: WholeNumber = Field(description="批次号，如 202603")


def lists_page(services: Services, params: Lists, page: ListPage) -> str:
    listed = [(one, list_facts(_list(services, one.list), services.catalogue)) for one in page.items]
    totals = _totals(services, [one.list for one in page.items])
    shown = [(one, facts, measure_pairs(totals[one.list])) for one, facts in listed]
    return services.pages.render("lists.html", lists=shown, up="")


def list_page(services: Services, params: ListParams, shown: ListMembers) -> str:
    listed = _list(services, params.list)
    districts = [one for lists in services.catalogue.code_lists if lists.id == "district" for one in lists.values]
    return services.pages.render(
        "list_members.html",
        listed=listed,
        facts=list_facts(listed, services.catalogue),
        totals=measure_pairs(_totals(services, [listed.id])[listed.id]),
        batches=shown.batches,
        rows=_rows(services, shown.items),
        more=_more(params, shown.next_cursor),
        asked=params,
        years=sorted({one.number // 10 ** (len(str(one.number)) - 4) for one in shown.batches}, reverse=True),
        authorities=sorted({one.authority.name for one in shown.items}),
        kinds=[(one, PARTY_TYPES[one]) for one in listed.subject_types],
        districts=districts,
        up="../",
    )


def batch_page(services: Services, params: BatchParams, shown: OneBatch) -> str:
    batch = _batch(services, params)
    return services.pages.render(
        "list_batch.html",
        listed=_list(services, params.list),
        batch=batch,
        totals=measure_pairs(batch.totals),
        standing=measure_pairs(batch.standing),
        rows=_rows(services, shown.items),
        total=None,
        files=False,
        more=_more(params, shown.next_cursor),
        back=f"../../../lists/{params.list}",
        every="../../../lists",
        records="../../../records/{}",
    )


@resource.get("/lists", "红黑名单：依据、条件、救济和今日在列数", cache=REVALIDATE, errors=(400,), page=lists_page)
def lists(services: Services, params: Lists) -> ListPage:
    on = services.catalogue.lists_on()
    totals = _totals(services, [one.id for one in on])
    return ListPage(items=[_summary(services, one, totals[one.id]) for one in on], next_cursor=None)


@resource.get("/lists/{list}", "一个名单的在列主体，新的在前", cache=REVALIDATE, errors=(400, 404), page=list_page)
def members(services: Services, params: ListParams) -> ListMembers:
    listed, today = _list(services, params.list), local_date(services.clock.now())
    found = services.public.members(listed.id, today, params.wanted, params.limit, params.position(services))
    summary = _summary(services, listed, _totals(services, [listed.id])[listed.id])
    batches = [_batch_summary(one) for one in Batches(services.public.shelf, listed.id).all()[:100]]
    return ListMembers(
        **dict(summary),
        batches=batches,
        items=visible_records(services, found.items),
        next_cursor=params.next_cursor(services, found.next),
    )


@resource.get("/lists/{list}/batches/{n}", "名单的一个批次", cache=REVALIDATE, errors=(400, 404), page=batch_page)
def batch(services: Services, params: BatchParams) -> OneBatch:
    listed, one = _list(services, params.list), _batch(services, params)
    today, after = local_date(services.clock.now()), params.position(services)
    found = services.public.members(listed.id, today, lambda _: True, params.limit, after, one.days)
    return OneBatch(
        **dict(_batch_summary(one)),
        list=listed.id,
        title=listed.title,
        items=visible_records(services, found.items),
        next_cursor=params.next_cursor(services, found.next),
    )


def _list(services: Services, list_id: str) -> CreditList:
    """A list that is published; of another nobody can tell that it is there."""
    listed = services.catalogue.credit_list(list_id)
    if listed is None or not services.catalogue.is_on(listed):
        raise NotFoundError("没有这个名单。")
    return listed


def _batch(services: Services, params: BatchParams) -> Batch:
    found = Batches(services.public.shelf, _list(services, params.list).id).get(params.n)
    if found is None:
        raise NotFoundError("这个名单没有这个批次。")
    return found


def _totals(services: Services, ids: Sequence[str]) -> dict[str, Totals]:
    return totals_on(services.public.shelf, ids, local_date(services.clock.now()))


def _summary(services: Services, one: CreditList, totals: Totals) -> ListSummary:
    review = services.catalogue.review_of(one.id) or one.confirmed
    return ListSummary(
        list=one.id,
        title=one.title,
        colour=one.colour,
        legal_basis=one.legal_basis,
        catalogue_item=one.catalogue_item,
        authority=one.authority,
        subject_types=one.subject_types,
        entry=one.entry,
        exit=one.exit,
        remedy=one.remedy,
        confirmed_by=review.by if review else None,
        confirmed_on=review.on if review else None,
        totals=_list_totals(totals),
    )


def _list_totals(totals: Totals) -> ListTotals:
    parties = {f"{one}s": totals[one] for one in ("legal_person", "natural_person", "sole_trader", "vehicle")}
    return ListTotals(members=totals["members"], cases=totals["cases"], amount=money(totals), **parties)


def _batch_summary(one: Batch) -> BatchSummary:
    return BatchSummary(
        number=one.number,
        first=one.first,
        last=one.last,
        totals=_list_totals(one.totals),
        standing=_list_totals(one.standing),
        entries=one.entries,
        exits=one.exits,
    )


def _rows(services: Services, items: Sequence[RecordView]) -> list[Any]:
    return [row_of(one.model_dump(mode="json"), services.catalogue) for one in items]


def _more(params: PageParams, cursor: str | None) -> dict[str, str]:
    """The query of the next page, empty where this is the last."""
    asked = params.model_dump(mode="json", exclude={"list", "n", "cursor"}, exclude_none=True)
    return {**{name: str(value) for name, value in asked.items()}, "cursor": cursor} if cursor else {}
