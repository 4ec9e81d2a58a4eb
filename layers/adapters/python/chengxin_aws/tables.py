"""DynamoDB as the adapters use it: paged queries, batches that leave nothing behind, and "already so" as an answer.

Which question is answered by which key stands in the layer's README.
"""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError

from chengxin_aws.items import Item

BATCH_WRITE, BATCH_GET, THREADS = 25, 100, 8
MAX_ROUNDS = 12


class ThrottledError(Exception):
    """A table kept refusing part of a batch; the step is retried as a whole, which repeats nothing."""


def query(client: Any, **request: Any) -> Iterator[Item]:
    """Every item of a query, page after page."""
    return _pages(client.query, request)


def scan(client: Any, **request: Any) -> Iterator[Item]:
    """Every item of a table, page after page: for rare runs that make anew what is derived from all of it."""
    return _pages(client.scan, request)


def _pages(call: Any, request: dict[str, Any]) -> Iterator[Item]:
    while True:
        answer = call(**request)
        yield from answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return
        request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def put_all(client: Any, table: str, items: Iterable[Item]) -> None:
    """Puts items in batches of 25 until none is left unprocessed; raises `ThrottledError` when it never ends."""
    batches = _batches(({"PutRequest": {"Item": item}} for item in items), BATCH_WRITE)
    _in_threads(lambda batch: _write_batch(client, table, batch), batches)


def get_all(client: Any, table: str, keys: Iterable[Item], **request: Any) -> list[Item]:
    """The items of the given keys that exist, in no order."""
    answers = _in_threads(lambda batch: _get_batch(client, table, batch, request), _batches(keys, BATCH_GET))
    return [item for answer in answers for item in answer]


def map_in_threads(work: Any, things: Iterable[Any]) -> list[Any]:
    """`work` on each thing, eight at a time, results in order."""
    return _in_threads(work, things)


def conditional_write(call: Any, **request: Any) -> bool:
    """A conditional write: False where the condition says that it was done before."""
    try:
        call(**request)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
            return False
        raise
    return True


def _write_batch(client: Any, table: str, batch: list[Any]) -> None:
    for attempt in range(MAX_ROUNDS):
        answer = client.batch_write_item(RequestItems={table: batch})
        batch = answer.get("UnprocessedItems", {}).get(table, [])
        if not batch:
            return
        _pause(attempt)
    raise ThrottledError(table)


def _get_batch(client: Any, table: str, keys: list[Item], request: dict[str, Any]) -> list[Item]:
    found: list[Item] = []
    for attempt in range(MAX_ROUNDS):
        answer = client.batch_get_item(RequestItems={table: {"Keys": keys, **request}})
        found += answer.get("Responses", {}).get(table, [])
        keys = answer.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])
        if not keys:
            return found
        _pause(attempt)
    raise ThrottledError(table)


def _pause(attempt: int) -> None:
    time.sleep(min(0.05 * 2**attempt, 5.0))


def _batches(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch


def _in_threads(work: Any, things: Iterable[Any]) -> list[Any]:
    todo = list(things)
    if len(todo) < 2:
        return [work(thing) for thing in todo]
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, todo))
