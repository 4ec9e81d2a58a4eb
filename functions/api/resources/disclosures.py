"""The newest public records."""

from urllib.parse import urlencode

from pydantic import Field, field_validator

from chengxin.publication.front import by_district
from chengxin.publication.record_rows import row_of
from chengxin.times import local_date

from ..params import Id, IsoDate, PageParams
from ..seam import REVALIDATE, Resource
from ..services import Services
from ..visible_records import visible_records
from .subjects import RecordPage

resource = Resource("disclosures")


class Disclosures(PageParams):
    department: Id | None = Field(None, description="报送部门的标识")
    district: Id | None = Field(None, description="区的标识：该区及其各部门报送的；与 department 同时给出时以后者为准")
    dataset: Id | None = Field(None, description="数据集的标识")
    date_from: IsoDate | None = Field(None, alias="from", description="公示日期，自（含）")
    date_to: IsoDate | None = Field(None, alias="to", description="公示日期，至（含）")

    @field_validator("department", "district", "dataset", "date_from", "date_to", mode="before")
    @classmethod
    def _left_open(cls, value: object) -> object:
        """What a form sends of a field that was left empty."""
        return None if value == "" else value


def disclosures_page(services: Services, params: Disclosures, found: RecordPage) -> str:
    catalogue = services.catalogue
    shown = [one for one in catalogue.datasets if one.purpose == "record" and one.disclosure.access == "public"]
    return services.pages.render(
        "filtered.html",
        chosen=params,
        datasets=shown,
        groups=by_district(catalogue),
        districts=[one for one in catalogue.departments if one.district],
        rows=[row_of(record.model_dump(mode="json"), catalogue) for record in found.items],
        next_page=_next_page(params, found.next_cursor),
        up="",
    )


@resource.get("/disclosures", "最新公示，新的在前", cache=REVALIDATE, errors=(400,), page=disclosures_page)
def disclosures(services: Services, params: Disclosures) -> RecordPage:
    page = services.public.disclosures(
        local_date(services.clock.now()),
        department=params.department or _of_district(services, params.district),
        dataset=params.dataset,
        date_from=params.date_from,
        date_to=params.date_to,
        limit=params.limit,
        after=params.position(services),
    )
    return RecordPage(items=visible_records(services, page.items), next_cursor=params.next_cursor(services, page.next))


def _of_district(services: Services, district: str | None) -> list[str] | None:
    """The reporting departments of a district; an unknown one has none."""
    if district is None:
        return None
    found = ((one, services.catalogue.district_of(one)) for one in services.catalogue.departments if one.reports)
    return [one.id for one, home in found if home and home.id == district]


def _next_page(params: Disclosures, cursor: str | None) -> str:
    """The query of the following page; empty where this is the last."""
    if cursor is None:
        return ""
    told = params.model_dump(mode="json", by_alias=True, exclude={"cursor"}, exclude_none=True, exclude_defaults=True)
    return urlencode({**told, "cursor": cursor})
