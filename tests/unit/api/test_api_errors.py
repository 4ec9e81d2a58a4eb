"""Whatever goes wrong, the answer has one shape, and says nothing that it shouldn't."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from functions.api.cursor import seal
from tests.unit.api.api_world import FIRM, PUBLISHED, Answer, World, event, version

from chengxin.privacy.keyring import KeyRing

BAD_REQUESTS = [
    "/v1/subjects",
    "/v1/subjects?q=",
    f"/v1/subjects?q={quote('武')}",
    f"/v1/subjects?q={'汉' * 201}",
    "/v1/subjects?q=ab&q=cd",
    "/v1/subjects?q=ab&nonsense=1",
    "/v1/disclosures?date_from=2026-01-01",
    f"/v1/subjects/{FIRM}?code={FIRM}",
    *(f"/v1/disclosures?limit={limit}" for limit in ("0", "101", "-1", "abc", "1.0", "1_0", quote("１"), "", "1e1")),
    *(
        f"/v1/disclosures?from={day}"
        for day in ("2026-02-30", "20260201", "yesterday", "1700000000", "2026-02-01T00:00")
    ),
    *(f"/v1/disclosures?cursor={cursor}" for cursor in ("", "abc", "%00", quote("游标"), "A" * 3000)),
    *(f"/v1/compliance?month={month}" for month in ("2026-13", "2026-3", "202603", "", "2026-03-01")),
    "/v1/departments/market-regulation/compliance?month=March",
    f"/v1/records/{'a' * 65}",
]
NOT_FOUND = [
    "/v1/nowhere",
    "/",
    "/v1/records/unknown",
    "/v1/subjects/unknown",
    "/v1/subjects/%E6%AD%A6%2F..%2F",
    "/v1/departments/nobody/compliance",
    "/v1/compliance?month=1999-01",
]


def assert_problem(answer: Answer, status: int) -> dict[str, Any]:
    problem = answer.json
    assert set(problem) == {"type", "title", "status", "detail", "code"}
    assert (answer.status, problem["status"]) == (status, status)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert problem["type"] == f"urn:problem-type:chengxin:{problem['code']}"
    return dict(problem)


@pytest.mark.parametrize("url", BAD_REQUESTS)
def test_bad_requests(world: World, url: str) -> None:
    assert_problem(world.get(url), 400)


@pytest.mark.parametrize("url", NOT_FOUND)
def test_not_found(world: World, url: str) -> None:
    assert_problem(world.get(url), 404)
    assert world.get("/v1/health").status == 200


def test_the_parameter_is_named_and_its_value_is_not_repeated(world: World) -> None:
    problem = assert_problem(world.get("/v1/disclosures?limit=360426199101010071"), 400)
    assert "limit" in problem["detail"]
    assert "360426199101010071" not in problem["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_with_allow(world: World, method: str) -> None:
    answer = world.get("/v1/disclosures", method)
    assert_problem(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "*/*", "nonsense"])
def test_a_get_that_names_a_content_type_is_answered(world: World, content_type: str) -> None:
    assert world.get("/v1/disclosures", Content_Type=content_type).status == 200


@pytest.mark.parametrize("accept", ["*/*", "text/html", "image/png", "application/octet-stream", ""])
def test_any_accept_header_is_answered_in_json(world: World, accept: str) -> None:
    answer = world.get("/v1/health", Accept=accept)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert not answer.raw.get("isBase64Encoded")


def test_an_event_with_little_in_it_is_answered(world: World) -> None:
    assert Answer(world.app({}, None)).status == 404
    bare = {"requestContext": {"resourcePath": "/v1/health", "httpMethod": "GET"}}
    assert Answer(world.app(bare, None)).status == 200


def test_an_unknown_path_leaves_no_trace_in_the_routes(world: World) -> None:
    before = set(world.app.routes)
    world.get("/v1/nowhere")
    assert set(world.app.routes) == before


def test_an_unforeseen_error_tells_nothing_and_is_logged_without_its_words(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Any:
        raise RuntimeError("row of 360426199101010071")

    app = world.make_app(names=broken)
    answer = Answer(app(event(app, "/v1/subjects?q=%E6%AD%A6%E6%B1%89", "GET", {}), None))
    assert_problem(answer, 500)
    assert "360426199101010071" not in answer.raw["body"]
    (logged,) = (str(vars(record)) for record in caplog.records)
    assert "RuntimeError" in logged
    assert "subjects.py" in logged
    assert "360426199101010071" not in logged


def cursor_of(world: World, url: str) -> str:
    for i in range(4):
        world.publish(version(i))
    return str(world.get(url).json["next_cursor"])


def test_a_cursor_can_t_be_changed(world: World) -> None:
    cursor = cursor_of(world, "/v1/disclosures?limit=2")
    assert world.get(f"/v1/disclosures?cursor={cursor}").status == 200
    for i in range(len(cursor)):
        changed = cursor[:i] + ("A" if cursor[i] != "A" else "B") + cursor[i + 1 :]
        answer = world.get(f"/v1/disclosures?limit=2&cursor={changed}")
        # The last character of base64 may hold bits that mean nothing: then it is the same cursor.
        if i < len(cursor) - 1:
            assert assert_problem(answer, 400)["code"] == "invalid-cursor"


@pytest.mark.parametrize(
    "other",
    [f"/v1/subjects/{FIRM}/records?limit=2", "/v1/disclosures?department=housing", "/v1/disclosures?from=2026-01-01"],
)
def test_a_cursor_belongs_to_one_query(world: World, other: str) -> None:
    cursor = cursor_of(world, "/v1/disclosures?limit=2")
    answer = world.get(f"{other}&cursor={cursor}")
    assert assert_problem(answer, 400)["code"] == "invalid-cursor"


def test_a_cursor_of_another_secret_is_refused(world: World) -> None:
    forged = seal(KeyRing({1: b"guess"}), "Disclosures {}", [PUBLISHED.isoformat(), "", "z"])
    assert_problem(world.get(f"/v1/disclosures?cursor={forged}"), 400)


def test_problems_are_json_whatever_the_path_holds(world: World) -> None:
    answer = world.get("/v1/subjects/" + quote("\r\nSet-Cookie: a=b\x00"))
    assert json.loads(answer.raw["body"])["status"] == 404
