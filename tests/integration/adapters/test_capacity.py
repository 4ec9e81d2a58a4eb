"""The bench's count of what calls are charged for, by DynamoDB's rules."""

from typing import Any

import pytest
from infra.bench.capacity_units import Capacity, Charge
from tests.integration.adapters.aws import dynamodb, table

from chengxin_aws import tables
from chengxin_aws.items import Item

ITEM_BYTES = 3_000


@pytest.fixture
def client(aws: None) -> Any:
    table("LedgerTable")
    made = dynamodb()
    tables.put_all(made, "LedgerTable", [thing(number) for number in range(6)])
    return made


def thing(number: int) -> Item:
    return {"pk": {"S": "page"}, "sk": {"S": f"{number}"}, "x": {"S": "a" * (ITEM_BYTES - len("pkpagesk0x"))}}


def charges(client: Any, operation: str, **request: Any) -> list[Charge]:
    with Capacity(client, {"LedgerTable": "ledger"}).counting() as found:
        getattr(client, operation)(**request)
    return found


ALL: dict[str, Any] = {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": {":pk": {"S": "page"}}}


def test_a_query_is_charged_for_all_that_it_looks_at_though_it_shows_little(client: Any) -> None:
    asked = {"TableName": "LedgerTable", "ProjectionExpression": "sk", **ALL}
    assert charges(client, "query", **asked) == [Charge("ledger", "Query", read=2.5, items=6)]
    assert charges(client, "query", ConsistentRead=True, **asked) == [Charge("ledger", "Query", read=5, items=6)]


def test_what_is_not_there_costs_as_a_small_item(client: Any) -> None:
    asked = {"TableName": "LedgerTable", "Key": {"pk": {"S": "page"}, "sk": {"S": "none"}}}
    assert charges(client, "get_item", **asked) == [Charge("ledger", "GetItem", read=0.5)]


def test_a_batch_is_charged_for_each_item(client: Any) -> None:
    keys = [{"pk": {"S": "page"}, "sk": {"S": f"{number}"}} for number in (0, 1, 9)]
    asked = {"RequestItems": {"LedgerTable": {"Keys": keys, "ConsistentRead": True}}}
    assert charges(client, "batch_get_item", **asked) == [Charge("ledger", "BatchGetItem", read=3, items=2)]


def test_an_index_is_told_apart_from_its_table(client: Any) -> None:
    asked = {
        "TableName": "LedgerTable",
        "IndexName": "open",
        "KeyConditionExpression": "#open = :department",
        "ExpressionAttributeNames": {"#open": "open"},
        "ExpressionAttributeValues": {":department": {"S": "water"}},
    }
    assert charges(client, "query", **asked) == [Charge("ledger/open", "Query", read=0.5)]


def test_nothing_is_counted_but_within_the_block(client: Any) -> None:
    capacity = Capacity(client, {"LedgerTable": "ledger"})
    with capacity.counting() as found:
        pass
    client.query(TableName="LedgerTable", **ALL)
    assert found == []
