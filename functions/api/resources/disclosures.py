"""The newest public records."""

from pydantic import Field

from chengxin.times import local_date

from ..params import Id, IsoDate, PageParams
from ..seam import REVALIDATE, Resource
from ..services import Services
from ..visible_records import visible_records
from .subjects import RecordPage

resource = Resource("disclosures")


class Disclosures(PageParams):
    department: Id | None = Field(None, description="报送部门的标识")
    dataset: Id | None = Field(None, description="数据集的标识")
    date_from: IsoDate | None = Field(None, alias="from", description="公示日期，自（含）")
    date_to: IsoDate | None = Field(None, alias="to", description="公示日期，至（含）")


@resource.get("/disclosures", "最新公示，新的在前", cache=REVALIDATE, errors=(400,))
def disclosures(services: Services, params: Disclosures) -> RecordPage:
    page = services.public.disclosures(
        local_date(services.clock.now()),
        department=params.department,
        dataset=params.dataset,
        date_from=params.date_from,
        date_to=params.date_to,
        limit=params.limit,
        after=params.position(services),
    )
    return RecordPage(items=visible_records(services, page.items), next_cursor=params.next_cursor(services, page.next))
