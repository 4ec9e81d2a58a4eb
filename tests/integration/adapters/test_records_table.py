"""Versions of records in DynamoDB, and batches that leave nothing behind."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pytest
from tests.integration.adapters.aws import dynamodb, table

from chengxin.records import KnownVersion, Party, Provenance, RecordVersion, record_key, version_order
from chengxin.times import SHANGHAI
from chengxin_aws import tables
from chengxin_aws.items import Item
from chengxin_aws.records import DynamoRecords

NOW = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
DROP = "1772416800000" + "s" * 20


def version(number: int, drop: str = DROP, party: str = "甲公司", **fields: Any) -> RecordVersion:
    document = f"武市监罚〔2026〕{number}号"
    made = RecordVersion(
        key=record_key("market-regulation", document, "administrative-penalty", party),
        order=version_order(drop, number),
        dataset="administrative-penalty",
        kind="penalty",
        department="market-regulation",
        party=Party(party, "91420100MA4KXY8Q0X"),
        document_number=document,
        decision_date=date(2026, 2, 27),
        valid_until=None,
        authority_name="武汉市市场监督管理局",
        authority_code=None,
        content={"penalty_content": "罚款"},
        private={"legal_representative_id": "secret"},
        digest=f"digest-{number}",
        public=True,
        provenance=Provenance("s" * 20, "三月.csv", number, "a" * 64),
        received_at=NOW,
        accepted_at=NOW,
        chunk=0,
    )
    return replace(made, **fields)


def public(one: RecordVersion) -> RecordVersion:
    """What a reader gets: nothing of the private part."""
    return replace(one, private={})


def test_versions_come_newest_first_and_without_the_private_part(records: DynamoRecords) -> None:
    old, new = version(1), version(1, drop="2" + DROP[1:], digest="other")
    records.put([old])
    records.put([new])
    records.put([new])
    assert records.versions(old.key) == [public(new), public(old)]


def test_all_parties_of_a_document_stand_together(records: DynamoRecords) -> None:
    one, two, other = version(1), version(1, party="乙公司"), version(2)
    records.put([one, two, other])
    found = records.of_document(one.key.page, one.key.document)
    assert sorted(v.party.name for v in found) == ["乙公司", "甲公司"]
    assert records.versions(one.key) == [public(one)]


def test_what_is_known_is_told_page_by_page(records: DynamoRecords) -> None:
    stored = [version(number) for number in range(1, 100)]
    records.put(stored)
    pages = {one.key.page for one in stored} | {"nothing-there"}
    known = records.known([*pages, *pages])
    assert known.keys() == pages
    assert known["nothing-there"] == []
    told = {one.sort: one for versions in known.values() for one in versions}
    assert told == {
        one.key.sort: KnownVersion(one.key.sort, one.order, one.digest, decision_date=one.decision_date)
        for one in stored
    }


def test_hundreds_are_got_at_once_and_absent_ones_left_out(records: DynamoRecords) -> None:
    stored = [version(number) for number in range(1, 251)]
    records.put(stored)
    keys = [(one.key, one.order) for one in stored]
    absent = [(version(999).key, "0"), (stored[0].key, "0")]
    found = records.get_many([*keys, *keys[:30], *absent])
    assert Counter(v.order for v in found) == Counter(one.order for one in stored)
    assert all(v.private == {} for v in found)
    assert records.get_many([]) == []


def test_a_withdrawal_reads_back_with_its_reason(records: DynamoRecords) -> None:
    gone = version(1, withdrawn="行政复议撤销")
    records.put([gone])
    assert records.versions(gone.key)[0].withdrawn == "行政复议撤销"


@dataclass
class Reluctant:
    """A DynamoDB client that processes only the first `takes` of each batch, and nothing while it `refuses`."""

    client: Any
    takes: int = 7
    refuses: int = 0
    calls: int = 0
    sizes: list[int] = field(default_factory=list)

    def batch_write_item(self, RequestItems: dict[str, list[Any]]) -> Any:  # noqa: N803
        ((name, requests),) = RequestItems.items()
        now, later = self._split(requests)
        if now:
            self.client.batch_write_item(RequestItems={name: now})
        return {"UnprocessedItems": {name: later} if later else {}}

    def batch_get_item(self, RequestItems: dict[str, Any]) -> Any:  # noqa: N803
        ((name, request),) = RequestItems.items()
        now, later = self._split(request["Keys"])
        answer = self.client.batch_get_item(RequestItems={name: {**request, "Keys": now}}) if now else {}
        unprocessed = {name: {**request, "Keys": later}} if later else {}
        return {"Responses": answer.get("Responses", {}), "UnprocessedKeys": unprocessed}

    def _split(self, things: list[Any]) -> tuple[list[Any], list[Any]]:
        self.calls += 1
        self.sizes.append(len(things))
        takes = 0 if self.calls <= self.refuses else self.takes
        return things[:takes], things[takes:]


@pytest.fixture
def reluctant(aws: None, monkeypatch: pytest.MonkeyPatch) -> Reluctant:
    monkeypatch.setattr(tables, "_pause", lambda attempt: None)
    table("RecordsTable")
    return Reluctant(dynamodb())


def items(count: int) -> list[Item]:
    return [{"pk": {"S": f"p{number % 5}"}, "sk": {"S": f"{number:04d}"}} for number in range(count)]


def test_nothing_is_lost_where_batches_are_processed_in_part(reluctant: Reluctant) -> None:
    wanted = items(60)
    tables.put_all(reluctant, "RecordsTable", iter(wanted))
    found = tables.get_all(reluctant, "RecordsTable", wanted)
    assert sorted(found, key=lambda item: item["sk"]["S"]) == wanted
    assert max(reluctant.sizes) <= 60


def test_a_table_that_recovers_in_time_gets_everything(reluctant: Reluctant) -> None:
    reluctant.refuses = tables.MAX_ROUNDS - 4
    tables.put_all(reluctant, "RecordsTable", items(20))
    assert len(tables.get_all(reluctant.client, "RecordsTable", items(20))) == 20


def test_a_table_that_never_recovers_is_given_up_and_said_so(reluctant: Reluctant) -> None:
    reluctant.refuses = 10**6
    with pytest.raises(tables.ThrottledError):
        tables.put_all(reluctant, "RecordsTable", items(3))
    with pytest.raises(tables.ThrottledError):
        tables.get_all(reluctant, "RecordsTable", items(3))
    assert reluctant.calls == 2 * tables.MAX_ROUNDS


def test_a_query_reads_every_page(records: DynamoRecords) -> None:
    long = [version(number, content={"penalty_content": "罚" * 100_000}, party=f"公司{number}") for number in range(8)]
    one_page = [replace(v, key=replace(v.key, page="p" * 13, document="d" * 8)) for v in long]
    records.put(one_page)
    assert len(records.of_document("p" * 13, "d" * 8)) == 8
