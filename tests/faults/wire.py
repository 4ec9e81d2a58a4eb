"""Between the product and AWS: every call passes here, is counted, and can be made to go wrong.

The in-process AWS is laxer than the real one, so the limits that it forgets are checked here too; and as its reads
are always consistent, batches that did not ask for that are refused.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from botocore.client import BaseClient
from botocore.exceptions import ClientError, ReadTimeoutError
from botocore.response import StreamingBody
from tests.faults.direct import Direct
from tests.faults.machine import Crash

Kind = Literal["crash-before", "crash-after", "throttle", "lost-answer", "partial", "cut-body", "second-worker"]
KINDS: tuple[Kind, ...] = (
    "crash-before",
    "crash-after",
    "throttle",
    "lost-answer",
    "partial",
    "cut-body",
    "second-worker",
)
_ONLY: dict[str, set[str]] = {"partial": {"BatchWriteItem", "BatchGetItem"}, "cut-body": {"GetObject"}}
_HOOK = "_make_api_call"
_real = getattr(BaseClient, _HOOK)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong at which call of an invocation, counted from 1; `lasting`: at that call and ever after."""

    kind: Kind
    at: int
    lasting: bool = False


def applies(kind: Kind, operation: str) -> bool:
    """Whether a fault of this kind can befall the operation."""
    return operation in _ONLY.get(kind, {operation})


class Wire:
    """The calls of one invocation. `second_worker` is what another does in the middle of a call, `watch` is called
    before every effect; `direct` spares the way through HTTP."""

    def __init__(self, start_execution: Callable[[dict[str, Any]], dict[str, Any]], direct: Direct | None) -> None:
        self._start_execution = start_execution
        self._direct = direct
        self.watch: Callable[[], None] | None = None
        self.operations: list[str] = []
        self.fault: Fault | None = None
        self.second_worker: Callable[[], None] | None = None
        self.dead = False

    def begin(self, fault: Fault | None = None) -> None:
        """A new invocation."""
        self.operations, self.fault, self.dead = [], fault, False

    @contextmanager
    def hooked(self) -> Iterator[None]:
        """Every client of this process calls through this wire."""
        wire = self

        def call(client: BaseClient, operation: str, parameters: dict[str, Any]) -> Any:
            return wire.call(client, operation, parameters)

        setattr(BaseClient, _HOOK, call)
        try:
            yield
        finally:
            setattr(BaseClient, _HOOK, _real)

    def call(self, client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        """One call, with its fault where one is due; a dead process makes no further calls."""
        if self.dead:
            raise Crash
        self.operations.append(operation)
        _check_limits(operation, parameters)
        fault, number = self.fault, len(self.operations)
        due = fault is not None and (number == fault.at or (fault.lasting and number > fault.at))
        if fault is None or not due or not applies(fault.kind, operation):
            return self._effect(client, operation, parameters)
        return self._go_wrong(fault, client, operation, parameters)

    def _go_wrong(self, fault: Fault, client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        self.dead = fault.kind in ("crash-before", "crash-after")
        if fault.kind == "crash-before":
            raise Crash
        if fault.kind == "throttle":
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "slow down"}}, operation)
        if fault.kind == "partial":
            return self._partially(client, operation, parameters)
        if fault.kind == "second-worker" and self.second_worker:
            self.fault = None
            self.second_worker()
            return self._effect(client, operation, parameters)
        answer = self._effect(client, operation, parameters)
        if fault.kind == "crash-after":
            raise Crash
        if fault.kind == "lost-answer":
            raise ReadTimeoutError(endpoint_url="https://aws")
        if fault.kind == "cut-body":
            whole = answer["Body"].read()
            answer["Body"] = StreamingBody(io.BytesIO(whole[: len(whole) // 2]), len(whole))
        return answer

    def _effect(self, client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        if self.watch:
            self.watch()
        if operation == "StartExecution":
            return self._start_execution(parameters)
        service = client.meta.service_model.service_name
        answer = self._direct.call(service, operation, parameters) if self._direct else None
        return _real(client, operation, parameters) if answer is None else answer

    def _partially(self, client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        """Processes the first half of a batch, and gives back the other as unprocessed."""
        done, left = dict[str, Any](), dict[str, Any]()
        for table, request in parameters["RequestItems"].items():
            things = request if operation == "BatchWriteItem" else request["Keys"]
            half = len(things) // 2
            for part, share in ((done, things[:half]), (left, things[half:])):
                if share:
                    part[table] = share if operation == "BatchWriteItem" else {**request, "Keys": share}
        answer = self._effect(client, operation, {**parameters, "RequestItems": done}) if done else {"Responses": {}}
        return {**answer, "UnprocessedItems" if operation == "BatchWriteItem" else "UnprocessedKeys": left}


def _check_limits(operation: str, parameters: dict[str, Any]) -> None:
    """Batches that DynamoDB would refuse: too many items, or the same key twice."""
    if operation not in _ONLY["partial"]:
        return
    for request in parameters["RequestItems"].values():
        things = request if operation == "BatchWriteItem" else request["Keys"]
        keys = [repr(_key(thing)) for thing in things]
        if operation == "BatchGetItem" and not request.get("ConsistentRead"):
            raise ClientError(
                {"Error": {"Code": "StaleRead", "Message": "it may miss what was just written"}}, operation
            )
        if len(things) > (25 if operation == "BatchWriteItem" else 100) or len(set(keys)) < len(keys):
            raise ClientError({"Error": {"Code": "ValidationException", "Message": "bad batch"}}, operation)


def _key(thing: dict[str, Any]) -> tuple[Any, Any]:
    item = thing["PutRequest"]["Item"] if "PutRequest" in thing else thing
    return item["pk"], item["sk"]
