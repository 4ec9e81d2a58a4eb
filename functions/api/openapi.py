"""The OpenAPI 3.1 document, made from the operations that the seam knows: `python -m functions.api.openapi` writes it.

It is not meant for API Gateway's import, which wants OpenAPI 3.0 and draft 4 schemas; the routes stand in the template.
"""

import json
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from chengxin import __version__

from .problems import CONTENT_TYPE, Problem
from .resources import ALL
from .seam import NO_STORE, Operation

_REFERENCE = "#/components/schemas/{model}"
_MODE: JsonSchemaMode = "serialization"
_CREDENTIAL = {"DepartmentCredential": {"type": "http", "scheme": "bearer", "description": "部门凭据，由平台运维签发"}}
FILE = Path(__file__).with_name("openapi.json")


def document(operations: Sequence[Operation], version: str) -> dict[str, Any]:
    """The document for some operations, in their order."""
    adapters = [(operation.path, _MODE, TypeAdapter(operation.answer)) for operation in operations]
    answers, shared = TypeAdapter.json_schemas(
        [*adapters, ("problem", _MODE, TypeAdapter(Problem))], ref_template=_REFERENCE
    )
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        described = _operation(operation, answers[operation.path, _MODE])
        paths.setdefault(operation.path, {})[operation.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "诚信：公共信用信息公示接口",
            "version": version,
            "description": "JSON，UTF-8；时间为带 +08:00 的 RFC 3339，日期为 ISO 8601。列表用 limit 与 cursor 翻页。",
        },
        "servers": [{"url": ".."}],
        "tags": [{"name": tag} for tag in dict.fromkeys(operation.tag for operation in operations)],
        "paths": paths,
        "components": {"schemas": shared["$defs"], "securitySchemes": _CREDENTIAL},
    }


def whole_document() -> dict[str, Any]:
    """The document of the whole API."""
    return document([operation for resource in ALL for operation in resource.operations], __version__)


def _operation(operation: Operation, answer: dict[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": list(_parameters(operation)),
        "responses": {
            "200": {"description": operation.summary, "content": {"application/json": {"schema": answer}}},
            **({} if operation.cache == NO_STORE else {"304": {"description": "If-None-Match 所带的 ETag 仍然有效"}}),
            **_problems(operation),
        },
    }
    if operation.credential:
        described["security"] = [{"DepartmentCredential": []}]
    return described


def _problems(operation: Operation) -> dict[str, Any]:
    statuses = sorted({*operation.errors, *((400,) if operation.params.model_fields else ())})
    described = {str(status): HTTPStatus(status).phrase for status in statuses} | {"default": "Error"}
    schema = {"$ref": _REFERENCE.format(model=Problem.__name__)}
    return {
        status: {"description": phrase, "content": {CONTENT_TYPE: {"schema": schema}}}
        for status, phrase in described.items()
    }


def _parameters(operation: Operation) -> Iterable[dict[str, Any]]:
    schema = operation.params.model_json_schema(by_alias=True)
    for name, described in schema.get("properties", {}).items():
        in_path = name in operation.path_names
        parameter = {
            "name": name,
            "in": "path" if in_path else "query",
            "required": in_path or name in schema.get("required", ()),
            "schema": _plain(described),
        }
        yield parameter | ({"description": described["description"]} if "description" in described else {})


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter's schema: a parameter is absent, never null, and has its description beside the schema."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
    plain = {**schema, **choices[0]} if choices else dict(schema)
    hidden = {"anyOf", "title", "description"} | ({"default"} if plain.get("default") is None else set())
    return {key: value for key, value in plain.items() if key not in hidden}


def to_text(described: dict[str, Any]) -> str:
    """The document as its file holds it."""
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(to_text(whole_document()), encoding="utf-8")
