"""What a publication shows: decisions on the day's pages, firms in the search, each where it belongs."""

import json

from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties, registry
from tests.faults.world import World

REGISTRY = "market-regulation/enterprise-registry/r.csv"
DAY = "publicbucket/disclosures/2026/03/02/"


def test_the_registry_of_firms_is_no_disclosure(world: World) -> None:
    world.ingest(world.drop(REGISTRY, registry(["武汉紫阳建筑工程有限公司"])))
    told = world.job("publish")
    assert not [key for key in world.state() if key.startswith("workbucket/published/")]
    assert not [key for key in world.state() if key.startswith(DAY) and key.endswith("enterprise-registry.json")]
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1)])))
    world.job("publish")
    items = json.loads(world.state()[f"{DAY}data.json"])["items"]
    assert [one["document_number"] for one in items] == [Penalty(1).document]
    assert told["published"] == 1


def test_what_is_withdrawn_before_its_first_publication_leaves_no_rows(world: World) -> None:
    world.ingest(world.drop(KEY.format("a.csv"), penalties([Penalty(1)])))
    world.ingest(world.drop(NOTICES.format("w"), notices((Penalty(1).document, "", "撤销"))))
    world.job("publish")
    assert json.loads(world.state().get(f"{DAY}data.json", b'{"items": []}'))["items"] == []
