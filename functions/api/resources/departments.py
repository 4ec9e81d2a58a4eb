"""The registry of departments."""

from datetime import date

from pydantic import BaseModel

from ..params import NoParams
from ..seam import HOURLY, Resource
from ..services import Services

resource = Resource("departments")


class DepartmentView(BaseModel):
    id: str
    name: str
    short_name: str
    code: str | None
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    successor: str | None
    reports: bool


class Departments(BaseModel):
    items: list[DepartmentView]
    next_cursor: None


@resource.get("/departments", "部门名录", cache=HOURLY)
def departments(services: Services, params: NoParams) -> Departments:
    items = [
        DepartmentView.model_validate(department, from_attributes=True) for department in services.catalogue.departments
    ]
    return Departments(items=items, next_cursor=None)
