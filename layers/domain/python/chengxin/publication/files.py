"""A file of the public site."""

import io
from collections.abc import Iterable, Mapping
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


def items_file(key: str, head: Mapping[str, Any], items: Iterable[Any]) -> PublicFile:
    """The same of `{**head, "items": [...]}` for items too many to be held at once; `head` isn't empty."""
    out = io.BytesIO()
    out.write(orjson.dumps(head)[:-1] + b',"items":[')
    for number, item in enumerate(items):
        out.write(b"," if number else b"")
        out.write(orjson.dumps(item))
    out.write(b"]}\n")
    return PublicFile(key, out.getvalue(), JSON)
