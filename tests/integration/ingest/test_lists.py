"""Lists through the whole platform: members, batches that are closed once, and the one way out of both."""

import contextlib
import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from functions.api import app
from functions.api import root as api_root
from infra.local.synthetic import firm
from tests.faults.machine import Crash
from tests.faults.stack import data_folder
from tests.faults.wire import Fault
from tests.faults.world import World, opened
from tests.unit.api.api_world import event

from chengxin.catalogue.model import Review
from chengxin_aws import root

INBOX = "court-intermediate/court-defaulter/{}.csv"
HEADER = (
    "被执行人姓名/名称",
    "被执行人类别",
    "统一社会信用代码",
    "案号",
    "执行法院",
    "生效法律文书确定的义务",
    "被执行人的履行情况",
    "失信被执行人行为具体情形",
    "发布时间",
    "期限届满日",
    "身份证号码",
    "法定代表人或者负责人姓名",
    "执行标的金额(元)",
)
COURT = "武汉市中级人民法院"
CANARY = "武汉金丝雀建筑有限公司"
PERSON, NUMBER = "欧阳试样", "360426199101010071"


def row(number: int, party: str = CANARY, *, ground: str = "违反财产报告制度", amount: str = "1200.50") -> list[str]:
    person = party == PERSON
    kind, code = ("自然人", "") if person else ("法人及非法人组织", firm(party).code)
    told = [party, kind, code, f"(2026)鄂01执{number}号", COURT, "支付货款及利息", "全部未履行", ground]
    return [*told, "2026-03-01", "", NUMBER if person else "", "" if person else "诸葛代表", amount]


def defaulters(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows])
    return out.getvalue().encode()


def answer(world: World, path: str, accept: str = "application/json") -> tuple[int, str]:
    found = world.attempt("api", event(app.create_app(api_root.services()), path, "GET", {"Accept": accept}))
    return found["statusCode"], found["body"]


def told(world: World, path: str) -> Any:
    return json.loads(answer(world, path)[1])


def end(world: World, number: int, party: str, reason: str = "履行完毕") -> None:
    out = io.StringIO()
    head = ("数据集", "决定书文号", "行政相对人名称", "撤下原因", "撤销日期")
    on = (world.now - timedelta(days=1)).date().isoformat()
    csv.writer(out).writerows([head, ("失信被执行人", f"(2026)鄂01执{number}号", party, reason, on)])
    key = f"court-intermediate/withdrawal/{number}.csv"
    world.ingest(world.drop(key, out.getvalue().encode()))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The platform with the court among its departments."""
    with opened(data_folder(tmp_path, "court-intermediate")) as world:
        yield world
    root.data.cache_clear()
    root.catalogue.cache_clear()
    sys.modules.pop("chengxin_data", None)


@pytest.fixture
def listed(world: World) -> World:
    """Three cases of a firm and a person in March, published; then it is April."""
    rows = [row(1), row(2), row(3, PERSON)]
    world.ingest(world.drop(INBOX.format("a"), defaulters(*rows)))
    world.job("publish")
    world.now = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
    world.job("publish")
    return world


def test_a_list_tells_its_members_and_counts_each_party_and_case_once(listed: World) -> None:
    shown = told(listed, "/v1/lists/court-defaulter")
    assert {one["subject"]["name"] for one in shown["items"]} == {CANARY, PERSON}
    totals = shown["totals"]
    assert (totals["members"], totals["cases"], totals["legal_persons"], totals["natural_persons"]) == (3, 3, 1, 1)
    assert totals["amount"] == "3601.50"
    assert [one["list"] for one in told(listed, "/v1/lists")["items"]] == ["court-defaulter"], "the basis of no other"


def test_filters_choose_and_a_cursor_goes_on(listed: World) -> None:
    for query, count in (("kind=natural_person", 1), ("year=2026", 3), ("year=2025", 0), ("authority=别处", 0)):
        assert len(told(listed, f"/v1/lists/court-defaulter?{query}")["items"]) == count, query
    first = told(listed, "/v1/lists/court-defaulter?limit=2")
    rest = told(listed, f"/v1/lists/court-defaulter?limit=2&cursor={first['next_cursor']}")
    assert len({one["record_id"] for one in (*first["items"], *rest["items"])}) == 3


def test_a_batch_holds_the_same_rows_in_every_file_and_no_number_of_a_person(listed: World) -> None:
    files = listed.objects("PublicBucket")
    prefix = "lists/court-defaulter/202603/"
    data = json.loads(files[f"{prefix}data.json"])
    assert (data["entries"], data["exits"], data["count"], data["standing"]["members"]) == (3, 0, 3, 3)
    assert files[f"{prefix}data.csv"].startswith(b"\xef\xbb\xbf")
    assert len(files[f"{prefix}data.csv"].decode("utf-8-sig").splitlines()) == 4
    assert files[f"{prefix}data.xlsx"][:2] == b"PK"
    page = files[f"{prefix}index.html"].decode()
    assert CANARY in page
    assert "诸葛代表" not in page + files[f"{prefix}data.json"].decode()
    every = b"".join(body for key, body in files.items() if key.startswith("lists/"))
    assert NUMBER.encode() not in every
    assert b"202603/index.html" in files["lists/court-defaulter/feed.xml"]
    assert b"202603/index.html" in files["lists/court-defaulter/index.html"]
    named = {one["path"] for one in json.loads(files["manifest.json"])["files"]}
    assert {f"{prefix}{name}" for name in ("index.html", "data.json", "data.csv", "data.xlsx")} <= named


def test_an_exit_takes_the_row_from_the_batch_and_leaves_its_totals(listed: World) -> None:
    end(listed, 3, PERSON)
    listed.job("publish")
    files = listed.objects("PublicBucket")
    surfaces = [k for k, body in files.items() if k.startswith("lists/") and PERSON in body.decode(errors="replace")]
    assert surfaces == []
    data = json.loads(files["lists/court-defaulter/202603/data.json"])
    assert (data["entries"], data["count"], data["totals"]["natural_person"]) == (3, 2, 1)
    for accept in ("application/json", "text/html"):
        for path in ("/v1/lists/court-defaulter", "/v1/lists/court-defaulter/batches/202603"):
            status, body = answer(listed, path, accept)
            assert (status, PERSON in body, CANARY in body) == (200, False, True)
    listed.now = datetime(2026, 5, 1, 2, 0, tzinfo=UTC)
    listed.job("publish")
    april = told(listed, "/v1/lists/court-defaulter/batches/202604")
    assert (april["entries"], april["exits"], april["standing"]["members"], april["items"]) == (0, 1, 2, [])


def test_a_batch_is_closed_once(listed: World) -> None:
    before = {k: v for k, v in listed.objects("PublicBucket").items() if k.startswith("lists/")}
    listed.now += timedelta(hours=1)
    listed.job("publish")
    assert {k: v for k, v in listed.objects("PublicBucket").items() if k.startswith("lists/")} == before


def test_totals_outlive_a_rebuild(listed: World) -> None:
    end(listed, 3, PERSON)
    listed.job("publish")
    listed.invoke("publish", {"time": listed.now.isoformat(), "rebuild": True})
    batch = told(listed, "/v1/lists/court-defaulter/batches/202603")
    assert (batch["entries"], batch["totals"]["natural_persons"], len(batch["items"])) == (3, 1, 2)


def test_a_list_that_is_switched_off_takes_everything_of_it_along(
    listed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = Review(list="court-defaulter", decision="off", by="武汉市司法局 某某", on=listed.now.date())
    off = root.catalogue().model_copy(update={"reviews": (review,)})
    kept = root.catalogue
    monkeypatch.setattr(root, "catalogue", lambda: off)
    listed.job("publish")
    held = [k for k, body in listed.objects("PublicBucket").items() if CANARY in body.decode(errors="replace")]
    assert held == []
    assert [k for k in listed.objects("PublicBucket") if k.startswith("lists/court-defaulter")] == []
    code = firm(CANARY).code
    for path in ("/v1/lists/court-defaulter", "/v1/lists/court-defaulter/batches/202603", f"/v1/subjects/{code}"):
        assert answer(listed, path)[0] == 404
    monkeypatch.setattr(root, "catalogue", kept)
    listed.job("publish")
    assert len(told(listed, "/v1/lists/court-defaulter")["items"]) == 3
    assert "lists/court-defaulter/202603/data.csv" in listed.objects("PublicBucket")


@pytest.mark.parametrize("name", ["生效法律文书确定的义务", "失信被执行人行为具体情形", "被执行人的履行情况"])
def test_an_entry_without_its_ground_is_rejected(world: World, name: str) -> None:
    bare = row(1)
    bare[HEADER.index(name)] = ""
    world.ingest(world.drop(INBOX.format("a"), defaulters(bare)))
    world.job("publish")
    assert told(world, "/v1/lists/court-defaulter")["items"] == []


def test_an_entry_without_an_end_ends_with_the_period_of_its_list(listed: World) -> None:
    listed.now = datetime(2028, 3, 2, 20, 0, tzinfo=UTC)
    shown = told(listed, "/v1/lists/court-defaulter")
    assert (shown["items"], shown["totals"]["members"], shown["totals"]["amount"]) == ([], 0, "0.00")


def test_an_exit_of_somebody_who_is_not_on_the_list_changes_nothing(listed: World) -> None:
    before = told(listed, "/v1/lists/court-defaulter")["totals"]
    end(listed, 99, "武汉不在名单有限公司")
    listed.job("publish")
    assert told(listed, "/v1/lists/court-defaulter")["totals"] == before


def test_a_batch_killed_at_any_call_and_resumed_has_the_same_bytes(world: World) -> None:
    world.ingest(world.drop(INBOX.format("a"), defaulters(row(1), row(2), row(3, PERSON))))
    world.job("publish")
    world.now = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
    before, due = world.save(), {"time": world.now.isoformat()}
    world.attempt("publish", due)
    calls, whole = len(world.wire.operations), shown_lists(world)
    assert "lists/court-defaulter/202603/index.html" in whole
    for call in range(1, calls + 1, 3):
        world.restore(before)
        with contextlib.suppress(Crash):
            world.attempt("publish", due, Fault("crash-after", call))
        assert whole_or_none(world)
        world.now += timedelta(hours=1)
        world.attempt("publish", {"time": world.now.isoformat()})
        assert shown_lists(world) == whole, call


def shown_lists(world: World) -> dict[str, bytes]:
    return {key: body for key, body in world.objects("PublicBucket").items() if key.startswith("lists/")}


def whole_or_none(world: World) -> bool:
    """The manifest names every file of the batch or none, and each that it names is there."""
    files = world.objects("PublicBucket")
    named = {one["path"] for one in json.loads(files["manifest.json"])["files"]}
    batch = [key for key in named if key.startswith("lists/court-defaulter/202603/")]
    return len(batch) in (0, 4) and named <= files.keys()
