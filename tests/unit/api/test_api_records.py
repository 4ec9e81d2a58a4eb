"""One record: all the contract's fields, its versions, and when it is not shown."""

from datetime import date, datetime

import pytest
from tests.unit.api.api_world import FIRM, FIRM_NAME, World, version

from chengxin.records import Party, Provenance, record_key
from chengxin.times import SHANGHAI

CONTRACT_FIELDS = {
    *("record_id", "dataset", "kind", "subject", "document_number", "decision_date", "authority", "department"),
    *("content", "deadline", "deadline_provisional", "received_at", "accepted_at", "published_at", "timeliness"),
    *("working_days_taken", "visible_until", "status", "version", "provenance", "matched_by"),
}


def test_a_record_has_every_field_of_the_contract(world: World) -> None:
    record_id = world.publish(version(1))
    record = world.get(f"/v1/records/{record_id}").json
    assert set(record) == CONTRACT_FIELDS | {"versions"}
    assert record["record_id"] == record_id
    assert record["subject"] == {"code": FIRM, "name": FIRM_NAME, "type": "legal_person"}
    assert record["authority"] == {"code": "11420100MB15000000", "name": "武汉市市场监督管理局"}
    assert record["provenance"] == {
        "submission_id": "s" * 20,
        "file_name": "许可.xlsx",
        "row": 3,
        "sha256": "a" * 64,
    }
    assert (record["decision_date"], record["deadline"]) == ("2026-02-03", "2026-02-12")
    assert (record["timeliness"], record["working_days_taken"]) == ("on_time", 5)
    assert record["published_at"] == "2026-02-10T09:00:00+08:00"
    assert record["matched_by"] == "code"
    assert record["status"] == "active"


def test_private_fields_have_no_way_out(world: World) -> None:
    record_id = world.publish(version(1))
    for url in (f"/v1/records/{record_id}", "/v1/disclosures", f"/v1/subjects/{FIRM}/records"):
        assert "360426199101010071" not in world.get(url).raw["body"]


def test_late_publication_is_late(world: World) -> None:
    record_id = world.publish(version(1), published_at=datetime(2026, 2, 13, 9, tzinfo=SHANGHAI))
    assert world.get(f"/v1/records/{record_id}").json["timeliness"] == "late"


def test_a_past_validity_shows_where_the_law_keeps_the_record_public(world: World) -> None:
    record_id = world.publish(version(1, dataset="administrative-penalty", valid_until=date(2026, 3, 1)))
    assert world.get(f"/v1/records/{record_id}").json["status"] == "expired"


def test_the_law_is_applied_when_it_is_read_whatever_the_index_says(world: World) -> None:
    warning = version(1, dataset="administrative-penalty", kind="penalty", decision_date=date(2022, 2, 1))
    record_id = world.publish(warning)
    record = world.get(f"/v1/records/{record_id}")
    assert record.status == 404
    world.now = datetime(2023, 2, 1, 23, tzinfo=SHANGHAI)
    assert world.get(f"/v1/records/{record_id}").json["visible_until"] == "2023-02-01"
    assert len(world.get("/v1/disclosures").json["items"]) == 1
    world.now = datetime(2023, 2, 2, 0, tzinfo=SHANGHAI)
    assert world.get("/v1/disclosures").json["items"] == []


def test_versions_are_newest_first_and_say_what_changed(world: World) -> None:
    world.publish(version(1))
    source = Provenance("t" * 20, "更正.csv", 2, "b" * 64)
    corrected = version(1, order="0002", content={"licence_name": "餐饮许可证"}, provenance=source)
    record_id = world.publish(corrected, published_at=datetime(2026, 2, 20, 9, tzinfo=SHANGHAI))
    record = world.get(f"/v1/records/{record_id}").json
    assert record["version"] == 2
    assert record["published_at"] == "2026-02-10T09:00:00+08:00"
    assert record["timeliness"] == "on_time"
    newest, oldest = record["versions"]
    assert (newest["version"], newest["changed"], newest["provenance"]["file_name"]) == (
        2,
        ["licence_name"],
        "更正.csv",
    )
    assert (oldest["version"], oldest["changed"], oldest["published_at"]) == (1, [], "2026-02-10T09:00:00+08:00")


def test_an_unpublished_correction_does_not_show(world: World) -> None:
    record_id = world.publish(version(1))
    world.accept(version(1, order="0002", content={"licence_name": "未公示"}))
    assert "未公示" not in world.get(f"/v1/records/{record_id}").raw["body"]
    assert world.get(f"/v1/records/{record_id}").json["version"] == 1


def test_a_withdrawn_record_is_gone_with_its_reason(world: World) -> None:
    record_id = world.publish(version(1))
    world.withdraw(record_id, "决定被撤销")
    answer = world.get(f"/v1/records/{record_id}")
    assert (answer.status, answer.json["code"], answer.json["detail"]) == (410, "gone", "决定被撤销")
    assert world.get("/v1/disclosures").json["items"] == []


def test_an_accepted_withdrawal_counts_before_the_index_knows(world: World) -> None:
    record_id = world.publish(version(1))
    world.accept(version(1, order="0002", withdrawn="决定被撤销"))
    answer = world.get(f"/v1/records/{record_id}")
    assert (answer.status, answer.json["detail"]) == (410, "决定被撤销")


@pytest.mark.parametrize(
    "reason", ["信用修复", "移出名单", "破产重整屏蔽", "不应公开", "报送错误", "重复报送", "其他-当事人死亡"]
)
@pytest.mark.parametrize("indexed", [True, False])
def test_after_any_other_end_nobody_can_tell_that_there_was_a_record(world: World, reason: str, indexed: bool) -> None:
    never = world.get(f"/v1/records/{'a' * 32}")
    record_id = world.publish(version(1))
    if indexed:
        world.withdraw(record_id, reason)
    else:
        world.accept(version(1, order="0002", withdrawn=reason))
    assert world.get(f"/v1/records/{record_id}").raw["body"] == never.raw["body"]


def test_an_enterprise_known_from_a_record_alone_goes_with_it(world: World) -> None:
    record_id = world.publish(version(1))
    assert world.get(f"/v1/subjects/{FIRM}").status == 200
    world.withdraw(record_id, "")
    unknown = world.get("/v1/subjects/91420100MA4KXY8R8N").raw["body"]
    assert world.get(f"/v1/subjects/{FIRM}").raw["body"] == unknown
    assert world.get(f"/v1/subjects/{FIRM}/records").raw["body"] == unknown
    assert world.get("/v1/subjects?q=江汉百货").json["items"] == []
    assert world.get(f"/v1/subjects?q={FIRM}").json["items"] == []


def test_what_may_not_be_public_answers_as_if_it_weren_t_there(world: World) -> None:
    person = Party("张三丰", None, "natural_person")
    key = record_key("market-regulation", "武市监许〔2026〕9号", "administrative-licence", "张三丰")
    accepted = version(8)
    world.accept(accepted)
    hidden = [
        world.publish(version(9, key=key, party=person, public=False)),
        world.publish(version(10), visible_until=date(2026, 3, 1)),
        accepted.key.record_id,
        "a" * 32,
        "not-an-id",
    ]
    bodies = {world.get(f"/v1/records/{record_id}").raw["body"] for record_id in hidden}
    assert len(bodies) == 1
    assert '"status":404' in bodies.pop()
    assert world.get("/v1/disclosures").json["items"] == []


def test_a_record_is_visible_to_the_end_of_its_last_day(world: World) -> None:
    record_id = world.publish(version(1), visible_until=date(2026, 3, 2))
    world.now = datetime(2026, 3, 2, 23, 59, tzinfo=SHANGHAI)
    assert world.get(f"/v1/records/{record_id}").status == 200
    world.now = datetime(2026, 3, 3, 0, 0, tzinfo=SHANGHAI)
    assert world.get(f"/v1/records/{record_id}").status == 404


@pytest.mark.parametrize(("dataset", "name"), [("court-defaulter", "欧阳修远"), ("administrative-penalty", "欧阳**")])
def test_a_person_s_name_is_masked_unless_the_law_names_the_list(world: World, dataset: str, name: str) -> None:
    person = Party("欧阳修远", "360426199101010071", "natural_person")
    record_id = world.publish(version(1, dataset=dataset, party=person))
    record = world.get(f"/v1/records/{record_id}").json
    assert record["subject"] == {"code": None, "name": name, "type": "natural_person"}
    assert record["matched_by"] is None
