"""The gateway's routes are the API's own, in both directions."""

import json
from typing import Any

from functions.api.problems import Problem
from functions.api.routes import routes
from tests.unit.template.stack import of_type, texts

(API,) = of_type("AWS::ApiGateway::RestApi").values()
(STAGE,) = of_type("AWS::ApiGateway::Stage").values()
PATHS: dict[str, dict[str, dict[str, Any]]] = API["Body"]["paths"]
SERVED = routes() | {("HEAD", path) for method, path in routes() if method == "GET"}
"""What the API serves, and the head of all that can be got."""


def test_the_gateway_routes_what_the_api_serves_and_nothing_else() -> None:
    deployed = {(method.upper(), path) for path, methods in PATHS.items() for method in methods if method != "options"}
    assert deployed == SERVED


def test_every_route_may_invoke_the_function() -> None:
    permissions = of_type("AWS::Lambda::Permission").values()
    allowed = {
        tuple(text.split("/", 3)[2:])
        for one in permissions
        if one["Principal"] == "apigateway.amazonaws.com"
        for text in texts(one["SourceArn"])
        if text.count("/") > 2
    }
    assert {(method, path.lstrip("/")) for method, path in allowed} == {
        (method, _wild(path).lstrip("/")) for method, path in SERVED
    }


def test_a_browser_may_ask_before_it_asks() -> None:
    for path, methods in PATHS.items():
        assert "security" not in methods["options"], f"the pre-flight request of {path} can carry no credential"


def test_every_method_that_a_browser_is_promised_is_routed() -> None:
    for path, methods in PATHS.items():
        (answer,) = methods["options"]["x-amazon-apigateway-integration"]["responses"].values()
        promised = answer["responseParameters"]["method.response.header.Access-Control-Allow-Methods"].strip("'")
        assert {one.lower() for one in promised.split(",")} <= methods.keys(), path


def test_there_is_one_stage_and_it_is_throttled_and_logs_no_personal_data() -> None:
    (everything,) = STAGE["MethodSettings"]
    assert everything["ThrottlingRateLimit"] > 0
    assert everything["ThrottlingBurstLimit"] > 0
    assert everything["DataTraceEnabled"] is False
    assert "CacheClusterEnabled" not in STAGE, "a shared cache could answer one citizen with another's record"


def test_the_gateways_own_answers_have_the_shape_of_the_apis() -> None:
    responses = of_type("AWS::ApiGateway::GatewayResponse")
    types = {one["ResponseType"] for one in responses.values()}
    assert {"DEFAULT_4XX", "DEFAULT_5XX", "THROTTLED", "MISSING_AUTHENTICATION_TOKEN"} <= types
    for name, response in responses.items():
        body = json.loads(response["ResponseTemplates"]["application/json"])
        assert set(Problem.model_fields) == set(body), name
        assert body["status"] == int(response["StatusCode"]), name
        assert body["type"].endswith(f":{body['code']}"), name
        headers = response["ResponseParameters"]
        assert headers["gatewayresponse.header.Content-Type"] == "'application/problem+json'", name
        assert headers["gatewayresponse.header.Access-Control-Allow-Origin"] == "'*'", name


def _wild(path: str) -> str:
    return "/".join("*" if part.startswith("{") else part for part in path.split("/"))
