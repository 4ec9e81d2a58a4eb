"""A file of the public site."""

from dataclasses import dataclass
from typing import Any

import orjson

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ATOM = "application/atom+xml; charset=utf-8"
CSS = "text/css; charset=utf-8"
JAVASCRIPT = "text/javascript; charset=utf-8"
SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file to be stored under `key` (no leading slash), whole."""

    key: str
    body: bytes
    content_type: str


def json_file(key: str, data: Any) -> PublicFile:
    """Data as UTF-8 JSON, keys as given: the machine-readable truth, with nothing changed for spreadsheets."""
    return PublicFile(key, orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE), JSON)
