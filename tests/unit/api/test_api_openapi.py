"""The document is valid, committed, complete, and tells what is served."""

import json
from typing import Any

import pytest
from functions.api import openapi
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
    assert documented == {(method, path) for method, path, _ in routes()}
    assert documented == {(method, path) for path, methods in world.app.routes.items() for method in methods}
    guarded = {path for path, methods in document["paths"].items() if "security" in methods["get"]}
    assert guarded == {path for _, path, api_key in routes() if api_key} == {"/v1/submissions/{id}"}


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
