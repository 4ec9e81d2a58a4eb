"""Withdrawals from the dropped file to the answer of the API."""

import json
from pathlib import Path
from typing import Any

import pytest
from functions.api import app
from functions.api import root as api_root
from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties
from tests.faults.machine import Crash
from tests.faults.test_orders import orders
from tests.faults.wire import Fault
from tests.faults.world import World, opened
from tests.unit.api.api_world import event

from chengxin_aws import root

OTHER = "武汉紫阳建筑工程有限公司"


def receipt(world: World, name: str) -> dict[str, Any]:
    """The newest receipt of a file name."""
    found = [v for k, v in world.state().items() if k.startswith("receiptsbucket/") and f"/{name}/" in k]
    return max((json.loads(body) for body in found if body[:1] == b"{"), key=lambda r: str(r["received_at"]))


def counts(world: World, name: str) -> tuple[int, int, int]:
    rows = receipt(world, name)["rows"]
    return rows["accepted"], rows["rejected"], rows["unchanged"]


def record_ids(world: World) -> dict[str, str]:
    """Document number and party → record id, of the penalties in the table."""
    found = [v for v in world.records() if v.dataset == "administrative-penalty"]
    return {f"{v.document_number} {v.party.name}": v.key.record_id for v in found}


def served(world: World, penalty: Penalty) -> tuple[int, str]:
    """What the API answers for a penalty's record: the status, and the reason where it is gone."""
    record_id = record_ids(world)[f"{penalty.document} {penalty.party}"]
    for thing in vars(root).values():
        if hasattr(thing, "cache_clear") and thing.__module__ == root.__name__:
            thing.cache_clear()
    api = app.create_app(api_root.services())
    answer = api(event(api, f"/v1/records/{record_id}", "GET", {}), None)
    return answer["statusCode"], json.loads(answer["body"]).get("detail", "")


def test_a_withdrawn_record_is_gone_with_its_reason(world: World) -> None:
    one, two = Penalty(1), Penalty(2)
    world.ingest(world.drop(KEY.format("a.csv"), penalties([one, two])))
    world.job("publish")
    assert served(world, one)[0] == 200
    world.ingest(world.drop(NOTICES.format("w"), notices((one.document, one.party, "撤销"))))
    assert served(world, one) == (410, "决定被撤销")  # at once, before any publication
    world.job("publish")
    assert served(world, one) == (410, "决定被撤销")
    assert served(world, two)[0] == 200
    page = next(v for k, v in world.state().items() if k.startswith("publicbucket/disclosures/2026/03/02/data.json"))
    assert two.document in page.decode()
    assert one.document not in page.decode()


def test_a_blank_party_takes_down_the_whole_document(world: World) -> None:
    one, other = Penalty(1), Penalty(1, party=OTHER)
    world.ingest(world.drop(KEY.format("a.csv"), penalties([one, other, Penalty(2)])))
    world.ingest(world.drop(NOTICES.format("w"), notices((one.document, "", "报送错误"))))
    world.job("publish")
    assert [served(world, p)[0] for p in (one, other, Penalty(2))] == [404, 404, 200]


def test_a_named_party_takes_down_its_own_record(world: World) -> None:
    one, other = Penalty(1), Penalty(1, party=OTHER)
    world.ingest(world.drop(KEY.format("a.csv"), penalties([one, other])))
    world.job("publish")
    world.ingest(world.drop(NOTICES.format("w"), notices((one.document, OTHER, "信用修复"))))
    world.job("publish")
    assert [served(world, p)[0] for p in (one, other)] == [200, 404]


def test_a_row_that_names_nothing_is_rejected_and_says_so(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1)])))
    known = Penalty(1).document
    rows = notices(("武住更罚〔2026〕9号", "", "撤销"), (known, OTHER, "撤销"), (known, "", "撤销"))
    world.ingest(world.drop(NOTICES.format("w"), rows))
    assert counts(world, "w.csv") == (1, 2, 0)
    errors = receipt(world, "w.csv")["errors"]
    assert [(e["row"], e["code"], e["column"]) for e in errors] == [
        (2, "withdrawal-unknown-record", "决定书文号"),
        (3, "withdrawal-unknown-record", "决定书文号"),
    ]


def test_the_same_withdrawal_again_changes_nothing(world: World) -> None:
    one = Penalty(1)
    world.ingest(world.drop(KEY.format("a.csv"), penalties([one])))
    world.job("publish")
    world.ingest(world.drop(NOTICES.format("w"), notices((one.document, "", "撤销"))))
    world.ingest(world.drop(KEY.format("b.csv"), penalties([one, Penalty(2)])))  # departments send cumulative files
    world.job("publish")
    assert counts(world, "b.csv") == (1, 0, 1)
    assert served(world, one)[0] == 410
    world.ingest(world.drop(KEY.format("c.csv"), penalties([Penalty(1, fine="3")])))
    world.job("publish")
    assert served(world, one)[0] == 200
    again = notices((one.document, "", "撤销"), ("武住更罚〔2026〕2号", "", "撤销"))
    world.ingest(world.drop(NOTICES.format("v"), again))
    world.job("publish")
    assert counts(world, "v.csv") == (1, 0, 1)
    assert [served(world, p)[0] for p in (one, Penalty(2))] == [200, 410]


def standing(world: World) -> dict[str, str]:
    """Record → the fine of its newest version, or the reason why it is withdrawn."""
    found = [v for v in world.records() if v.dataset == "administrative-penalty"]
    newest = {v.key: v for v in sorted(found, key=lambda v: v.order)}
    shown = {str(v.document_number): v.withdrawn or v.content.get("fine_amount", "") for v in newest.values()}
    return dict(sorted(shown.items()))


def test_every_order_after_the_first_file_ends_the_same(folder: Path) -> None:
    """A cumulative file, a withdrawal, a correction and a second withdrawal, after the file that they all name."""
    one, two, three = (Penalty(n).document for n in (1, 2, 3))
    steps = [
        (KEY.format("b.csv"), penalties([Penalty(1), Penalty(2), Penalty(3)])),
        (NOTICES.format("w"), notices((one, "", "撤销"), (two, "", "撤销"))),
        (KEY.format("c.csv"), penalties([Penalty(1), Penalty(2, fine="5")])),
        (NOTICES.format("v"), notices((one, "", "撤销"), (three, "", "变更"))),
    ]
    with opened(folder, chunk_rows=2) as world:
        world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1), Penalty(2), Penalty(3)])))
        events = [world.drop(*step) for step in steps]
        found = {order: standing(world) for order in orders(world, events)}
    expected = {one: "决定被撤销", two: "50000.00", three: "决定被变更"}
    assert {order: outcome for order, outcome in found.items() if outcome != expected} == {}


def test_a_crash_between_any_two_calls_leaves_nothing_half_withdrawn(world: World) -> None:
    """Whatever a dead attempt wrote, the next one finishes: the ledger tells of every tombstone that stands."""
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1), Penalty(2)])))
    world.job("publish")
    rows = notices((Penalty(1).document, "", "撤销"), (Penalty(2).document, "", "撤销"))
    world.ingest(world.drop(NOTICES.format("w"), rows))
    step = [s for s in world.steps if s.function == "normalise"][-1]
    for number, operation in enumerate(step.operations, 1):
        world.restore(step.before)
        with pytest.raises(Crash):
            world.attempt(step.function, step.event, Fault("crash-after", number))
        world.attempt(step.function, step.event)
        assert world.state() == step.after, operation
