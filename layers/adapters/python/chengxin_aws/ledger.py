"""The ledger of decisions in DynamoDB."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from typing import Any

from chengxin.ledger import Decision, LedgerEntry
from chengxin.times import parse_rfc3339
from chengxin_aws import tables
from chengxin_aws.items import Item, ledger_entry, ledger_item, moment

OPEN_INDEX = "open"
SENDERS = "~senders"
TO_RENDER = "~render"
CLOSED_AT_ONCE = 50
"""Decisions in one update: DynamoDB takes expressions of 4 kB at most."""


class DynamoLedger:
    """`chengxin.ports.Ledger`. The attribute `open` makes the sparse index: the department while an entry holds
    undischarged decisions, `~render` from its publication until the public files tell of it, then absent."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table
        self._senders: set[str] = set()

    def add(self, entry: LedgerEntry) -> None:
        self._note_sender(entry.department)
        if self._put_new(entry):
            return
        known = {one for stored in self.runs_of(entry.department, entry.month, entry.id) for one in stored.decisions}
        missing = [one for one in entry.decisions if one not in known]
        if missing:
            undischarged = any(one.undischarged for one in missing)
            supplement = replace(entry, decisions=missing, supplement=_name_of(missing), rows_rejected=0)
            self._put_new(replace(supplement, open=undischarged))

    def get(self, department: str, month: str, entry_id: str) -> LedgerEntry | None:
        answer = self._client.get_item(
            TableName=self._table, Key=_key(department, month, entry_id), ConsistentRead=True
        )
        return ledger_entry(answer["Item"]) if "Item" in answer else None

    def runs_of(self, department: str, month: str, entry_id: str) -> Sequence[LedgerEntry]:
        items = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :id)",
            ExpressionAttributeValues={":pk": {"S": f"{department}#{month}"}, ":id": {"S": entry_id}},
            ConsistentRead=True,
        )
        return [ledger_entry(item) for item in items]

    def month(self, department: str, month: str) -> Sequence[LedgerEntry]:
        items = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"{department}#{month}"}},
            ConsistentRead=True,
        )
        return [ledger_entry(item) for item in items]

    def departments(self) -> Set[str]:
        items = tables.query(
            self._client,
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": SENDERS}},
            ConsistentRead=True,
        )
        return {item["sk"]["S"] for item in items}

    def open(self, department: str) -> Sequence[LedgerEntry]:
        return self._indexed(department)

    def to_render(self) -> Sequence[LedgerEntry]:
        """Entries that are published but not yet in the public files."""
        return self._indexed(TO_RENDER)

    def published(self) -> Iterator[LedgerEntry]:
        items = tables.scan(
            self._client,
            TableName=self._table,
            FilterExpression="attribute_exists(published_at)",
            ConsistentRead=True,
        )
        return map(ledger_entry, items)

    def publish(self, entry: LedgerEntry, now: datetime) -> datetime:
        done = tables.conditional_write(
            self._client.update_item,
            TableName=self._table,
            Key=_entry_key(entry),
            UpdateExpression="SET published_at = :now, #open = :render",
            ConditionExpression="attribute_exists(pk) AND attribute_not_exists(published_at)",
            ExpressionAttributeNames={"#open": "open"},
            ExpressionAttributeValues={":now": moment(now), ":render": {"S": TO_RENDER}},
        )
        if done:
            return now
        answer = self._client.get_item(TableName=self._table, Key=_entry_key(entry), ConsistentRead=True)
        return parse_rfc3339(answer["Item"]["published_at"]["S"])

    def rendered(self, entry: LedgerEntry) -> None:
        """The public files tell of this entry now: it leaves the index."""
        self._client.update_item(
            TableName=self._table,
            Key=_entry_key(entry),
            UpdateExpression="REMOVE #open",
            ExpressionAttributeNames={"#open": "open"},
        )

    def close(self, entry: LedgerEntry, closed: Mapping[int, datetime]) -> None:
        news = [(index, at) for index, at in closed.items() if index not in entry.closed]
        all_closed = len({*entry.closed, *closed}) >= len(entry.decisions)
        for start in range(0, len(news), CLOSED_AT_ONCE):
            last = start + CLOSED_AT_ONCE >= len(news)
            self._close(entry, news[start : start + CLOSED_AT_ONCE], leave=last and all_closed)
        if all_closed and not news:
            self.rendered(entry)

    def _close(self, entry: LedgerEntry, news: Sequence[tuple[int, datetime]], *, leave: bool) -> None:
        sets = ", ".join(f"closed.#i{i} = if_not_exists(closed.#i{i}, :m{i})" for i, _ in news)
        self._client.update_item(
            TableName=self._table,
            Key=_entry_key(entry),
            UpdateExpression=f"SET {sets}" + (" REMOVE #open" if leave else ""),
            ExpressionAttributeNames={f"#i{i}": str(i) for i, _ in news} | ({"#open": "open"} if leave else {}),
            ExpressionAttributeValues={f":m{i}": moment(at) for i, at in news},
        )

    def _put_new(self, entry: LedgerEntry) -> bool:
        """Stores an entry unless there is one of its id."""
        return tables.conditional_write(
            self._client.put_item,
            TableName=self._table,
            Item=ledger_item(entry),
            ConditionExpression="attribute_not_exists(pk)",
        )

    def _note_sender(self, department: str) -> None:
        """Before the department's entry, so that none is missed; one process notes each department once."""
        if department not in self._senders:
            self._client.put_item(TableName=self._table, Item={"pk": {"S": SENDERS}, "sk": {"S": department}})
            self._senders.add(department)

    def _indexed(self, partition: str) -> Sequence[LedgerEntry]:
        """The index holds keys only and is eventually consistent; the entries themselves are read consistently."""
        keys = tables.query(
            self._client,
            TableName=self._table,
            IndexName=OPEN_INDEX,
            KeyConditionExpression="#open = :partition",
            ExpressionAttributeNames={"#open": "open"},
            ExpressionAttributeValues={":partition": {"S": partition}},
        )
        wanted = [{"pk": item["pk"], "sk": item["sk"]} for item in keys]
        items = tables.get_all(self._client, self._table, wanted, ConsistentRead=True)
        mine = [item for item in items if item.get("open", {}).get("S") == partition]
        return [ledger_entry(item) for item in sorted(mine, key=lambda item: item["sk"]["S"])]


def _name_of(decisions: Sequence[Decision]) -> str:
    """A name for a supplement, the same whenever the same statements are missing."""
    return hashlib.sha256(repr(decisions).encode()).hexdigest()[:8]


def _entry_key(entry: LedgerEntry) -> Item:
    return _key(entry.department, entry.month, entry.id)


def _key(department: str, month: str, entry_id: str) -> Item:
    return {"pk": {"S": f"{department}#{month}"}, "sk": {"S": entry_id}}
