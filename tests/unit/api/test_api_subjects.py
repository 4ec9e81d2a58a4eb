"""Search, profile and lists of records."""

from datetime import datetime, timedelta
from urllib.parse import quote

from tests.unit.api.api_world import FIRM, FIRM_NAME, PUBLISHED, World, version

from chengxin.read_model.model import Subject
from chengxin.records import Party


def all_items(world: World, url: str) -> list[dict[str, object]]:
    items, cursor = [], ""
    while True:
        page = world.get(f"{url}&limit=3{cursor}").json
        assert len(page["items"]) <= 3
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        cursor = f"&cursor={quote(page['next_cursor'])}"


def test_search_orders_exact_prefix_rest_and_counts(world: World) -> None:
    world.publish(version(1))
    names = ["江汉百货", "江汉百货连锁", "武汉江汉百货批发", "武汉汉江百货"]
    world.register(*(Subject(f"9142010000000000{i:02d}", name, "1") for i, name in enumerate(names)))
    items = world.get(f"/v1/subjects?q={quote('江汉百货')}").json["items"]
    assert [item["name"] for item in items[:2]] == names[:2]
    assert {item["name"] for item in items[2:]} == {FIRM_NAME, names[2]}
    assert {"code": FIRM, "name": FIRM_NAME, "type": "legal_person", "counts": {"licence": 1}} in items


def test_search_by_code_and_by_two_words(world: World) -> None:
    world.publish(version(1))
    assert [i["code"] for i in world.get(f"/v1/subjects?q={FIRM}").json["items"]] == [FIRM]
    assert [i["code"] for i in world.get(f"/v1/subjects?q={quote('百货 武汉')}").json["items"]] == [FIRM]
    assert world.get(f"/v1/subjects?q={quote('百货 长沙')}").json == {"items": [], "next_cursor": None}


def test_a_short_word_is_told(world: World) -> None:
    answer = world.get(f"/v1/subjects?q={quote('武')}")
    assert (answer.status, answer.json["code"]) == (400, "query-too-short")


def test_search_pages_to_the_end(world: World) -> None:
    world.register(*(Subject(f"9142010000000000{i:02d}", f"武汉{i}科技公司", "1") for i in range(10)))
    assert len({item["code"] for item in all_items(world, f"/v1/subjects?q={quote('科技')}")}) == 10


def test_profile_with_lists(world: World) -> None:
    world.register(Subject(FIRM, FIRM_NAME, "2", former_names=["江汉商场"]))
    record_id = world.publish(version(1, kind="list_entry", dataset="quality-blacklist"), list_id="quality-blacklist")
    profile = world.get(f"/v1/subjects/{FIRM}").json
    assert (profile["name"], profile["counts"]) == (FIRM_NAME, {"list_entry": 1})
    assert profile["former_names"] == ["江汉商场"]
    (membership,) = profile["lists"]
    assert (membership["list"], membership["colour"]) == ("quality-blacklist", "black")
    assert membership["record_id"] == record_id


def test_unknown_enterprise_is_404(world: World) -> None:
    for url in ("/v1/subjects/91420100000000000X", "/v1/subjects/91420100000000000X/records"):
        assert world.get(url).status == 404


def test_records_of_an_enterprise_newest_first_by_kind(world: World) -> None:
    for i in range(5):
        kind = "penalty" if i % 2 else "licence"
        world.publish(version(i, kind=kind), published_at=PUBLISHED + timedelta(days=i))
    records = all_items(world, f"/v1/subjects/{FIRM}/records?kind=licence")
    assert [record["kind"] for record in records] == ["licence"] * 3
    published = [str(record["published_at"]) for record in records]
    assert published == sorted(published, reverse=True)


def test_a_record_without_a_code_is_found_by_name_and_says_so(world: World) -> None:
    world.register(Subject(FIRM, FIRM_NAME, "1"))
    world.publish(version(1, party=Party(FIRM_NAME)))
    (record,) = world.get(f"/v1/subjects/{FIRM}/records").json["items"]
    assert (record["subject"]["code"], record["matched_by"]) == (FIRM, "name")


def test_disclosures_filter_by_department_dataset_and_publication_day(world: World) -> None:
    world.publish(version(1))
    world.publish(version(2, department="housing"), published_at=PUBLISHED + timedelta(days=1))
    world.publish(version(3, dataset="tax-credit-rating"), published_at=PUBLISHED + timedelta(days=2))

    def found(query: str) -> list[int]:
        items = world.get(f"/v1/disclosures?{query}").json["items"]
        return [int(item["document_number"][-2]) for item in items]

    assert found("") == [3, 2, 1]
    assert found("department=housing") == [2]
    assert found("dataset=tax-credit-rating") == [3]
    assert found("from=2026-02-11&to=2026-02-11") == [2]
    assert found("to=2026-02-10") == [1]
    assert found("from=0001-01-01&to=9999-12-31") == [3, 2, 1]
    assert found("from=2026-03-01&to=2026-02-01") == []
    assert found("department=nobody") == []


def test_a_cursor_survives_new_publications(world: World) -> None:
    ids = {world.publish(version(i), published_at=PUBLISHED + timedelta(minutes=i)) for i in range(6)}
    first = world.get("/v1/disclosures?limit=3").json
    world.publish(version(50), published_at=datetime.fromisoformat("2026-03-01T10:00:00+08:00"))
    second = world.get(f"/v1/disclosures?limit=3&cursor={first['next_cursor']}").json
    assert {item["record_id"] for item in first["items"] + second["items"]} == ids
    assert second["next_cursor"] is None
