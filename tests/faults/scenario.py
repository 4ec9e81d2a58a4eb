"""Everything that departments, schedules and readers do, once: what every fault is tried on."""

from typing import Any
from urllib.parse import quote

from functions.api import app
from functions.api import root as api_root
from tests.faults.files import KEY, NOTICES, Penalty, notices, penalties, registry
from tests.faults.world import World
from tests.support.bearer import bearer
from tests.unit.api.api_world import event as request

from chengxin_aws import root

OTHER = "武汉紫阳建筑工程有限公司"
REGISTRY = "market-regulation/enterprise-registry/r.csv"


def scenario(world: World) -> None:
    """A file with a rejected row, its correction, the same bytes again, late older files, an unknown dataset, a
    withdrawal, a lost event, a failure and its redrive, all jobs, a message to the robots, and readers."""
    first = [Penalty(1), Penalty(2), Penalty(3, kind=""), Penalty(40, party=OTHER)]
    better = [Penalty(1, fine="2"), Penalty(2), Penalty(3)]
    late = world.drop(KEY.format("late + 100%.csv"), penalties([Penalty(1, fine="7"), Penalty(5)]))
    later = world.drop(KEY.format("later.csv"), penalties([Penalty(2, party=OTHER)]))
    on_time = [
        world.drop(KEY.format("a.csv"), penalties(first)),
        world.drop(KEY.format("a.csv"), penalties(better)),
        world.drop(KEY.format("again.csv"), penalties(better), versioned=False),
        world.drop(REGISTRY, registry([Penalty(1).party, OTHER])),
        world.drop("housing-urban/no-such-dataset/a.csv", b"a,b\n1,2\n"),
    ]
    for event in on_time:
        world.ingest(event)
    world.job("publish")
    world.ingest(late)
    rows = (
        (Penalty(2).document, "", "撤销"),
        (Penalty(40).document, OTHER, "信用修复"),
        (Penalty(99).document, "", "撤销"),
    )
    world.ingest(world.drop(NOTICES.format("w"), notices(*rows)))
    world.ingest(later)
    _fail_lose_and_recover(world)
    for name in ("publish", "comply"):
        world.job(name)
    world.invoke("notify", {"Records": [{"Sns": {"Subject": "逾期", "Message": "1 件"}}]})
    _read(world)


def _fail_lose_and_recover(world: World) -> None:
    failed = world.drop(KEY.format("failed.csv"), penalties([Penalty(6)]))
    world.invoke("settle", {**failed, "failure": {"Error": "States.ALL"}})
    world.drop(KEY.format("lost.csv"), penalties([Penalty(7)]))  # nobody delivers its event
    for minute in (16, 1):
        world.now = world.now.replace(minute=world.now.minute + minute)
        world.job("reconcile")
        world.finish()
    world.ingest(failed)


def _read(world: World) -> None:
    found = {str(v.document_number): v for v in world.records() if v.dataset == "administrative-penalty"}
    paths = [f"/v1/records/{found[Penalty(n).document].key.record_id}" for n in (1, 2)]
    paths += [
        f"/v1/subjects?q={quote('武汉')}",
        "/v1/disclosures",
        "/v1/departments/housing-urban/compliance",
        "/v1/compliance",
    ]
    own = bearer(root.credentials(), "housing-urban", world.now)
    paths += ["/v1/submissions", f"/v1/submissions/{found[Penalty(1).document].provenance.submission_id}"]
    known = app.create_app(api_root.services())
    for path in paths:
        answer: dict[str, Any] = world.invoke("api", request(known, path, "GET", own))
        assert answer["statusCode"] in (200, 410), path
