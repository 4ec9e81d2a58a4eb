"""What the DynamoDB calls of this process are charged for, added up as they are made.

Writes are what each answer says (`ReturnConsumedCapacity`, indexes included). Reads are counted by DynamoDB's rules
from the items themselves, since the emulator takes any query for one unit: a query is charged for the sum of what it
looked at, `ProjectionExpression` or not, a batch for each item by itself, and what is not there like a small item.
Items are asked for whole while this counts, so that their size is seen; an index gives what it holds.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from typing import Any

from infra.bench.itemsize import READ_UNIT, item_size

WRITES = {"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"}
_ASKED = "bench-request"


@dataclass(frozen=True, slots=True)
class Charge:
    """One call on one table; `table` has the index in it where one was read (`ledger/open`)."""

    table: str
    operation: str
    written: float = 0.0
    read: float = 0.0
    items: int = 0


class Capacity:
    """The charges of a client's calls, with tables by their short names."""

    def __init__(self, client: Any, names: Mapping[str, str]) -> None:
        self._names = names
        self._charges: list[Charge] | None = None
        events = client.meta.events
        # First of all, since the adapter writes the body of a batch from what it finds there.
        for operation in ("*", "BatchWriteItem"):
            events.register_first(f"provide-client-params.dynamodb.{operation}", self._ask)
        events.register("after-call.dynamodb.*", self._note)

    @contextmanager
    def counting(self) -> Iterator[list[Charge]]:
        """The charges of what is done in the block, complete when it ends."""
        charges: list[Charge] = []
        self._charges = charges
        try:
            yield charges
        finally:
            self._charges = None

    def _ask(self, params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        if self._charges is None:
            return
        params["ReturnConsumedCapacity"] = "TOTAL"
        params.pop("ProjectionExpression", None)
        for request in params.get("RequestItems", {}).values():
            if isinstance(request, dict):
                request.pop("ProjectionExpression", None)
        context[_ASKED] = dict(params)

    def _note(self, model: Any, parsed: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        if self._charges is not None and _ASKED in context:
            self._charges.extend(list(self._charged(model.name, context[_ASKED], parsed)))

    def _charged(self, operation: str, asked: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[Charge]:
        if operation in WRITES:
            told = answer.get("ConsumedCapacity") or []
            for one in told if isinstance(told, list) else [told]:
                yield Charge(self._names[one["TableName"]], operation, written=one["CapacityUnits"])
        elif operation == "BatchGetItem":
            for table, request in asked["RequestItems"].items():
                found = answer.get("Responses", {}).get(table, [])
                missing = len(request["Keys"]) - len(found)
                units = sum(_units(item_size(item), request) for item in found) + missing * _units(0, request)
                yield Charge(self._names[table], operation, read=units, items=len(found))
        else:
            found = answer.get("Items", [answer["Item"]] if "Item" in answer else [])
            table = "/".join(filter(None, (self._names[asked["TableName"]], asked.get("IndexName"))))
            units = _units(sum(item_size(item) for item in found), asked)
            yield Charge(table, operation, read=units, items=len(found))


def _units(size: int, request: Mapping[str, Any]) -> float:
    return max(1, ceil(size / READ_UNIT)) * (1.0 if request.get("ConsistentRead") else 0.5)
