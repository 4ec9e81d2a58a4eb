"""The document is valid, committed, complete, and tells what is served."""

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from functions.api import openapi
from functions.api.resources.subjects import WORDS_PATTERN
from functions.api.routes import routes
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from tests.unit.api.api_world import FIRM, World, version


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi.whole_document()


def test_the_committed_document_is_what_the_code_says(document: dict[str, Any]) -> None:
    committed = openapi.FILE.read_text(encoding="utf-8")
    assert committed == openapi.to_text(document), "write it anew: python -m functions.api.openapi"


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_is_documented_and_no_other(world: World, document: dict[str, Any]) -> None:
    documented = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert documented == routes()
    assert documented == {(method, path) for path, methods in world.app.routes.items() for method in methods}
    guarded = {path for path, methods in document["paths"].items() if "security" in methods["get"]}
    assert guarded == {"/v1/submissions", "/v1/submissions/{id}"}


TAKEN = ["武汉", " 武汉 科技　", "a\u200bb", "\ufeffab", "\x00ab"]
REFUSED = ["武", "a b", "武\u200b", "武汉 科", "\xad\xad"]


@pytest.mark.parametrize("q", TAKEN + REFUSED)
def test_the_pattern_of_q_tells_what_is_taken(world: World, q: str) -> None:
    taken = world.get(f"/v1/subjects?q={quote(q)}").status == 200
    assert taken == (q in TAKEN)
    assert taken == bool(re.search(WORDS_PATTERN, q))


def test_the_document_is_served(world: World, document: dict[str, Any]) -> None:
    assert world.get("/v1/openapi.json").json == json.loads(openapi.to_text(document))


def test_answers_conform_to_the_document(world: World, document: dict[str, Any]) -> None:
    record_id = world.publish(version(1))
    urls = {
        "/v1/health": "/v1/health",
        "/v1/subjects": f"/v1/subjects?q={FIRM}",
        "/v1/subjects/{code}": f"/v1/subjects/{FIRM}",
        "/v1/subjects/{code}/records": f"/v1/subjects/{FIRM}/records",
        "/v1/records/{record_id}": f"/v1/records/{record_id}",
        "/v1/disclosures": "/v1/disclosures",
        "/v1/departments": "/v1/departments",
    }
    for path, url in urls.items():
        answer = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        schema = {**answer, "components": document["components"]}
        OAS31Validator(schema).validate(world.get(url).json)
    problem = {"$ref": "#/components/schemas/Problem", "components": document["components"]}
    OAS31Validator(problem).validate(world.get("/v1/nowhere").json)
