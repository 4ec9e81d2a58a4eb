"""Both rings are rotated in the middle of things: no address changes, nothing comes twice, open lists go on."""

import json
from typing import Any

import boto3
from functions.api import app
from functions.api import root as api_root
from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties
from tests.faults.world import World
from tests.unit.api.api_world import event as request

from chengxin.privacy.keyring import KeyRing
from chengxin_aws.settings import settings

PENALTIES = [Penalty(number) for number in range(1, 4)]


def rotate() -> None:
    """As docs/keys.md says; here all functions share one environment, and so one secret."""
    secrets, name = boto3.client("secretsmanager"), settings().secret_id
    before = secrets.get_secret_value(SecretId=name)["SecretString"]
    secrets.put_secret_value(SecretId=name, SecretString=KeyRing.parse(before).rotated())


def ids(world: World) -> dict[str | None, set[str]]:
    """The ids that the versions of each document have."""
    found: dict[str | None, set[str]] = {}
    for one in world.records():
        if one.dataset == "administrative-penalty":
            found.setdefault(one.document_number, set()).add(one.key.record_id)
    return found


def test_records_keep_their_addresses_when_the_key_changes(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties(PENALTIES)))
    before = ids(world)
    rotate()
    corrected = [Penalty(1, fine="2"), *PENALTIES[1:], Penalty(4)]
    world.ingest(world.drop(KEY.format("b.csv"), penalties(corrected)))
    after = ids(world)
    assert {number: after[number] for number in before} == before
    assert all(len(one) == 1 for one in after.values())
    marks = {one.provenance.sha256[2:4] for one in world.records()}
    assert marks == {"01", "02"}
    rotate()
    world.ingest(world.drop(KEY.format("c.csv"), penalties([Penalty(4, fine="3")])))
    assert ids(world) == after


def test_a_withdrawal_finds_what_was_named_by_an_older_key(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties(PENALTIES)))
    rotate()
    world.ingest(world.drop(NOTICES.format("n"), notices((PENALTIES[0].document, PENALTIES[0].party, "决定被撤销"))))
    taken = {one.key.record_id for one in world.records() if one.withdrawn}
    assert taken == ids(world)[PENALTIES[0].document]


def test_an_open_list_goes_on_after_the_cursors_key_changed(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties(PENALTIES)))
    world.job("publish")
    known = app.create_app(api_root.services())

    def page(query: str) -> dict[str, Any]:
        answer: dict[str, Any] = world.invoke("api", request(known, f"/v1/disclosures?{query}", "GET", {}))
        assert answer["statusCode"] == 200, answer["body"]
        return dict(json.loads(answer["body"]))

    first = page("limit=1")
    rotate()
    assert page(f"limit=1&cursor={first['next_cursor']}")["items"] != first["items"]
