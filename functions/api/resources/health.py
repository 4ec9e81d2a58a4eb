"""Is the API there, and which version of it."""

from typing import Literal

from pydantic import BaseModel

from ..params import NoParams
from ..seam import NO_STORE, Resource
from ..services import Services

resource = Resource("health")


class Health(BaseModel):
    status: Literal["ok"]
    version: str


@resource.get("/health", "服务状态", cache=NO_STORE)
def health(services: Services, params: NoParams) -> Health:
    return Health(status="ok", version=services.version)
