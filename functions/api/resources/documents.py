"""The API's own description."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import RootModel

from ..params import NoParams
from ..seam import REVALIDATE, Resource
from ..services import Services

resource = Resource("documents")
FILE = Path(__file__).parent.parent / "openapi.json"


class Document(RootModel[dict[str, Any]]):
    """An OpenAPI 3.1 document."""


@resource.get("/openapi.json", "本接口的 OpenAPI 描述", cache=REVALIDATE)
def openapi(services: Services, params: NoParams) -> Document:
    return _document()


@cache
def _document() -> Document:
    return Document.model_validate(json.loads(FILE.read_text(encoding="utf-8")))
