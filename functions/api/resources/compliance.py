"""How the duty to disclose is kept: a department's month, the city's month."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from chengxin.compliance.board.scoreboard import CITY
from chengxin.errors import NotFoundError
from chengxin.times import local_date

from ..params import Id, Month, Params
from ..seam import REVALIDATE, Resource
from ..services import Services

resource = Resource("compliance")


class Rates(BaseModel):
    """Shares from 0 to 1; null where there is nothing to share."""

    reporting: float | None
    compliance: float | None
    timeliness: float | None
    lateness: float | None


class OverdueItem(BaseModel):
    document_number: str
    decision_date: str
    deadline: str
    working_days_overdue: int
    source: Literal["record", "register", "rejected_row"]


class Scoreboard(BaseModel):
    """A department's month as the compliance job last computed it. `concealed` are decisions that a register tells of
    and nobody sent in; `error_rate` is what was corrected or withdrawn of what was accepted. Objections count by the
    departments' own registers of them; times are in working days."""

    model_config = ConfigDict(extra="allow")

    department: str
    month: str
    as_of: str
    reported: int
    accepted: int
    rejected: int
    published: int
    on_time: int
    late: int
    due_soon: int
    overdue: int
    exempt: int
    suspected_missing: int
    concealed: int | None = None
    corrected: int | None = None
    withdrawn: int | None = None
    error_rate: float | None = None
    average_working_days: float | None = None
    p95_working_days: int | None = None
    objections_handled: int | None = None
    objections_late: int | None = None
    objections_open: int | None = None
    objections_overdue: int | None = None
    objections_average_working_days: float | None = None
    objections_p95_working_days: int | None = None
    rates: Rates
    overdue_items: list[OverdueItem]


class CityScoreboard(Scoreboard):
    """The whole city's month, and each department's."""

    departments: list[Scoreboard]


class CityMonth(Params):
    month: Month | None = None


class DepartmentMonth(CityMonth):
    department: Id = Field(alias="id")


@resource.get("/departments/{id}/compliance", "部门的公示履责情况", cache=REVALIDATE, errors=(404,))
def of_department(services: Services, params: DepartmentMonth) -> Scoreboard:
    if services.catalogue.department(params.department) is None:
        raise NotFoundError("没有这个部门，部门见 /v1/departments。")
    return Scoreboard.model_validate(_stored(services, params.department, params.month))


@resource.get("/compliance", "全市的公示履责情况", cache=REVALIDATE, errors=(404,))
def of_city(services: Services, params: CityMonth) -> CityScoreboard:
    return CityScoreboard.model_validate(_stored(services, CITY, params.month))


def _stored(services: Services, department: str, month: str | None) -> Mapping[str, Any]:
    month = month or local_date(services.clock.now()).strftime("%Y-%m")
    found = services.scoreboards.get(department, month)
    if found is None:
        raise NotFoundError(f"{month} 还没有统计。")
    return found
