"""Where a row is: rejected with its reason, accepted, published, each by one command."""

from typing import Any

import pytest
from infra.local import where as command
from infra.local.remote import Remote
from infra.local.stack import Stack
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.stack import REGION, physical
from tests.faults.world import World

TABLES = {f"{name}TableName": physical(f"{name}Table") for name in ("Submissions", "Ledger")}
OUTPUTS = {**TABLES, "ReceiptsBucketName": physical("ReceiptsBucket"), "ApiUrl": "https://api"}


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Stack:
    monkeypatch.setattr(command, "_status", lambda address: 200)
    return Stack(Remote("chengxin", region=REGION), OUTPUTS)


def test_one_command_tells_where_a_row_is(world: World, stack: Stack) -> None:
    event = world.drop(KEY.format("a.csv"), penalties([Penalty(1), Penalty(2, kind="")]))
    world.ingest(event)
    (record,) = world.records()
    submission = record.provenance.submission_id

    def look(row: int) -> dict[str, Any]:
        found: dict[str, Any] = command.where(stack, f"{submission}/{row}")
        return found

    accepted, rejected = look(record.provenance.row), look(record.provenance.row + 1)
    (statement,) = accepted["statements"]
    assert (accepted["file"], accepted["errors"]) == (KEY.format("a.csv"), [])
    assert statement["record"] == f"https://api/v1/records/{record.key.record_id}"
    assert (statement["source"], statement["published_at"]) == ("record", None)
    assert rejected["errors"]
    assert {one["source"] for one in rejected["statements"]} == {"rejected_row"}
    world.job("publish")
    (statement,) = look(record.provenance.row)["statements"]
    assert statement["published_at"]


def test_what_is_not_there_is_told(world: World, stack: Stack) -> None:
    with pytest.raises(SystemExit, match="no submission"):
        command.where(stack, "aaaaaaaaaaaaaaaaaaaa/1")
    with pytest.raises(SystemExit, match="ROW="):
        command.where(stack, "aaaaaaaaaaaaaaaaaaaa")
