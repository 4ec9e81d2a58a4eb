"""Submissions: a department's own, newest first; one's progress while it runs, its receipt afterwards."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.api.api_world import NOW, World

from chengxin.receipts.submission import RowCounts, Submission

OWN, OTHER = "market-regulation", "transport"
RUNNING = Submission(
    submission_id="abc",
    department=OWN,
    dataset="administrative-licence",
    file_name="许可 1+1.xlsx",
    sha256="a" * 64,
    size=10,
    received_at=NOW - timedelta(seconds=70),
    registered_at=NOW - timedelta(seconds=60),
    rows_total=1000,
)


def test_progress_while_it_runs(world: World) -> None:
    world.submissions["abc"], world.rows_done = RUNNING, 600
    answer = world.get("/v1/submissions/abc", **world.credential(OWN))
    assert answer.json["progress"] == {"rows_done": 600, "rows_total": 1000, "rate": 10.0}
    assert (answer.json["status"], answer.json["finished_at"]) == ("running", None)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_receipt_when_it_is_done(world: World) -> None:
    done = replace(RUNNING, status="partially_accepted", finished_at=NOW, rows=RowCounts(2, 1, 1))
    error = {"row": 3, "column": "决定日期", "field": "decision_date", "code": "date-unreadable"}
    receipt = {
        **done.as_json(),
        "errors": [{**error, "message": "读不出日期", "value": "昨天", "suggestion": "写作 2026-03-02"}],
        "warnings": [],
        "errors_truncated": True,
    }
    key = "market-regulation/administrative-licence/许可 1+1.xlsx/abc.json"
    world.submissions["abc"], world.receipts[key] = done, json.dumps(receipt).encode()
    assert world.get("/v1/submissions/abc", **world.credential(OWN)).json == receipt


def test_done_but_without_a_receipt_yet(world: World) -> None:
    world.submissions["abc"] = replace(RUNNING, status="failed", finished_at=NOW)
    answer = world.get("/v1/submissions/abc", **world.credential(OWN))
    assert (answer.status, answer.json["status"], answer.json["errors"]) == (200, "failed", [])


def sent(world: World, count: int, department: str = OWN, **changes: object) -> None:
    """Submissions a minute apart, named by their number."""
    for number in range(count):
        at, name = NOW - timedelta(minutes=100 - number), f"{department}-{number}"
        one = replace(RUNNING, submission_id=name, department=department, received_at=at, status="accepted")
        world.submissions[name] = replace(one, **changes)  # type: ignore[arg-type]


def ids(world: World, query: str, headers: dict[str, str]) -> list[str]:
    """Those of all pages."""
    found, cursor = list[str](), ""
    while True:
        answer = world.get(f"/v1/submissions?{query}{cursor}", **headers)
        assert answer.status == 200
        found += [one["submission_id"] for one in answer.json["items"]]
        if answer.json["next_cursor"] is None:
            return found
        cursor = f"&cursor={answer.json['next_cursor']}"


def test_a_department_lists_its_own_newest_first_page_by_page(world: World) -> None:
    sent(world, 7)
    sent(world, 3, OTHER)
    for limit in (1, 3, 7, 100):
        assert ids(world, f"limit={limit}", world.credential(OWN)) == [f"{OWN}-{n}" for n in range(6, -1, -1)]


def test_a_list_is_narrowed_by_dataset_state_and_day(world: World) -> None:
    sent(world, 2)
    world.submissions["other"] = replace(RUNNING, submission_id="other", dataset="zero-report", status="failed")
    own = world.credential(OWN)
    assert ids(world, "dataset=zero-report&limit=1", own) == ["other"]
    assert ids(world, "status=accepted&limit=1", own) == [f"{OWN}-1", f"{OWN}-0"]
    assert ids(world, "from=2026-03-03", own) == ids(world, "to=2026-03-01", own) == []
    assert len(ids(world, "from=2026-03-02&to=2026-03-02", own)) == 3
    assert world.get("/v1/submissions?status=late", **own).status == 400


def test_no_department_reads_anothers(world: World) -> None:
    departments = [one.id for one in world.catalogue.departments]
    for department in departments:
        sent(world, 1, department)
    asked = 0
    for one in departments:
        own = world.credential(one)
        assert ids(world, "limit=100", own) == [f"{one}-0"]
        for other in departments:
            answer = world.get(f"/v1/submissions/{other}-0", **own)
            assert answer.status == (200 if other == one else 404)
            assert other == one or other not in answer.raw["body"]
            asked += 1
    assert asked == len(departments) ** 2


@pytest.mark.parametrize("path", ["/v1/submissions", "/v1/submissions/abc"])
def test_what_opens_nothing_is_told_apart(world: World, path: str) -> None:
    world.submissions["abc"] = RUNNING
    good = world.credential(OWN)["Authorization"]
    expired = world.credential(OWN, timedelta())["Authorization"]
    foreign = good.replace(OWN, OTHER)
    cases = {"": "missing", "Basic abc": "malformed", f"{good}x": "malformed", expired: "expired", foreign: "wrong"}
    for given, code in cases.items():
        answer = world.get(path, **({"Authorization": given} if given else {}))
        assert (answer.status, answer.json["code"]) == (401, f"credential-{code}")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert "abc" not in answer.json["detail"]
