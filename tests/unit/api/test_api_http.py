"""HTTP manners: caching, HEAD, decoding."""

from functions.api.resources import ALL
from tests.unit.api.api_world import FIRM, World, version


def test_every_operation_says_how_it_may_be_cached(world: World) -> None:
    allowed = {"no-store", "public, no-cache", "public, max-age=3600"}
    assert {one.cache for resource in ALL for one in resource.operations} <= allowed
    assert world.get("/v1/disclosures").headers["Cache-Control"] == "public, no-cache"


def test_an_entity_tag_saves_the_body_until_something_is_published(world: World) -> None:
    world.publish(version(1))
    first = world.get("/v1/disclosures")
    tag = first.headers["ETag"]
    again = world.get("/v1/disclosures", If_None_Match=f'"other", {tag}')
    assert (again.status, again.raw["body"], again.headers["ETag"]) == (304, "", tag)
    world.publish(version(2))
    changed = world.get("/v1/disclosures", If_None_Match=tag)
    assert changed.status == 200
    assert len(changed.json["items"]) == 2


def test_head_is_get_without_a_body(world: World) -> None:
    world.publish(version(1))
    head, get = world.get("/v1/disclosures", "HEAD"), world.get("/v1/disclosures")
    assert (head.status, head.raw["body"], head.headers) == (200, "", get.headers)


def test_path_parameters_are_decoded_once(world: World) -> None:
    world.publish(version(1))
    assert world.get("/v1/subjects/" + "".join(f"%{ord(c):02X}" for c in FIRM)).status == 200


def test_health_tells_the_version(world: World) -> None:
    answer = world.get("/v1/health")
    assert answer.json == {"status": "ok", "version": "9.9"}
    assert answer.headers["Cache-Control"] == "no-store"


def test_departments_are_the_registry(world: World) -> None:
    items = world.get("/v1/departments").json["items"]
    assert [item["id"] for item in items] == [department.id for department in world.catalogue.departments]
    assert all(item["name"] for item in items)
