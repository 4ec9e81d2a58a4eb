"""Whatever is asked, the answer is one of the documented ones, and JSON."""

import json
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from functions.api.routes import routes
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.api.api_world import FIRM, Answer, World, event, version

from chengxin.catalogue import Catalogue

PATHS = sorted(path for _, path in routes())
NAMES = ("q", "limit", "cursor", "kind", "department", "dataset", "from", "to", "month", "other")
texts = st.text(max_size=12) | st.sampled_from(
    ["武汉", FIRM, "20", "2026-03-01", "2026-03", '"*', "百货 武汉", "Infinity"]
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> World:
    world = World(Path(tmp_path_factory.mktemp("world")), catalogue)
    world.publish(*(version(i) for i in range(5)))
    return world


@settings(max_examples=300, deadline=None)
@given(
    path=st.sampled_from(PATHS),
    parameter=texts,
    query=st.lists(st.tuples(st.sampled_from(NAMES), texts), max_size=3),
    tag=st.none() | texts,
    credential=st.sampled_from(["good", ""]) | texts,
)
def test_any_request_is_answered(
    published: World, path: str, parameter: str, query: list[tuple[str, str]], tag: str | None, credential: str
) -> None:
    headers = {"If-None-Match": tag} if tag is not None else {}
    headers |= published.credential("water") if credential == "good" else {"Authorization": credential}
    asked = event(published.app, path, "GET", headers)
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    asked["pathParameters"] = {name: quote(parameter) for name in names} or None
    asked["multiValueQueryStringParameters"] = {name: [value] for name, value in query} or None
    answer = Answer(published.app(asked, None))
    assert answer.status in (200, 304, 400, 401, 404), urlencode(query)
    assert answer.status != 401 or credential != "good"
    json.dumps(answer.raw)
    if answer.status != 304:
        assert set(answer.json) >= ({"type", "title", "status", "detail", "code"} if answer.status >= 400 else set())
