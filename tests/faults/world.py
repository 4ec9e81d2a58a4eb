"""The whole platform in one process: the template's tables and buckets, the real handlers, the real state machine.

AWS is moto; its state can be saved and restored, so that a trial costs milliseconds. Time stands still unless a test
moves it.
"""

import copy
import functools
import gzip
import hashlib
import importlib
import json
import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from functions.api import app
from functions.api import root as api_root
from jinja2 import Environment
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends
from moto.moto_api._internal import mock_random
from moto.s3.models import s3_backends
from moto.s3.utils import _VersionedKeyStore
from tests.faults.direct import Direct
from tests.faults.machine import Crash, Machine
from tests.faults.stack import (
    ACCOUNT,
    PARTITION,
    PROJECT,
    REGION,
    create_resources,
    physical,
    set_environment,
    template,
)
from tests.faults.wire import Fault, Wire

from chengxin.records import RecordVersion
from chengxin.search.names.search import Names
from chengxin_aws import root, tables
from chengxin_aws.clients import client
from chengxin_aws.items import record_version
from chengxin_aws.latest_names import LatestNames
from chengxin_aws.settings import settings

START = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
NAMES = f"{physical('WorkBucket')}/names/"
BULK = f"{physical('PublicBucket')}/bulk/"
MANIFEST = f"{physical('PublicBucket')}/manifest.json"
_KEPT = {"catalogue", "data"}
"""What of the composition root is pure: everything else is lost when a process dies."""


@dataclass(frozen=True, slots=True)
class Step:
    """One invocation of a function as the clean run made it: its answer, its calls, what lasted before and after."""

    function: str
    event: Any
    answer: Any
    operations: tuple[str, ...]
    before: Any
    after: dict[str, Any]


@dataclass
class World:
    """The platform and everything that happened to it. `steps` are the invocations of clean work so far."""

    definition: Path
    direct: Direct | None
    noting: bool
    now: datetime = START
    drops: int = 0
    started: list[dict[str, Any]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    wire: Wire = field(init=False)
    machine: Machine = field(init=False)

    def __post_init__(self) -> None:
        self.wire = Wire(self._start_execution, self.direct)
        names = {"ValidateFunctionArn": "validate", "NormaliseFunctionArn": "normalise", "SettleFunctionArn": "settle"}
        numbers = {"Attempts": 2, "MaxConcurrency": 1, "ToleratedFailurePercentage": 0}
        buckets = {"Partition": PARTITION, "WorkBucket": physical("WorkBucket")}
        self.machine = Machine(self.definition, {**names, **numbers, **buckets}, self.invoke, self._items)

    def drop(self, key: str, body: bytes, *, versioned: bool = True) -> dict[str, Any]:
        """Puts a file into the inbox, a minute after the one before; answers the event that S3 would send."""
        self.now += timedelta(minutes=1)
        self.drops += 1
        mock_random.seed(self.drops)  # names the version
        self.wire.begin()
        answer = boto3.client("s3").put_object(Bucket=physical("InboxBucket"), Key=key, Body=body)
        thing = {"key": key, "size": len(body), "etag": answer["ETag"]}
        if versioned:
            thing["version-id"] = answer["VersionId"]
        detail = {"bucket": {"name": physical("InboxBucket")}, "object": thing}
        return {"id": f"event-{self.drops}", "detail-type": "Object Created", "detail": detail}

    def invoke(self, function: str, event: Any) -> Any:
        """One clean invocation, noted as a step where steps are noted."""
        if not self.noting:
            return self.attempt(function, event)
        before = self.save()
        answer = self.attempt(function, event)
        calls = tuple(self.wire.operations)
        self.steps.append(Step(function, copy.deepcopy(event), answer, calls, before, self.state()))
        return answer

    def attempt(
        self,
        function: str,
        event: Any,
        fault: Fault | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> Any:
        """One invocation by a fresh process, with a fault or without. Events and answers pass through JSON.

        A second worker does `meanwhile`, which is the same work where nothing else is said.
        """
        forget()
        self.wire.begin(fault)
        self.wire.second_worker = meanwhile or (lambda: handler(function)(copy.deepcopy(event), None))
        answer = handler(function)(copy.deepcopy(event), None)
        if self.wire.dead:  # some library swallowed the crash
            raise Crash
        return json.loads(json.dumps(answer))

    def ingest(self, event: dict[str, Any]) -> None:
        """One execution of the state machine, and those that it starts."""
        self.machine.run(event)
        self.finish()

    def finish(self) -> None:
        """The executions that handlers started, and those that these start."""
        while self.started:
            self.machine.run(self.started.pop(0))

    def job(self, name: str) -> Any:
        """A scheduled function at the world's time."""
        return self.invoke(name, {"time": self.now.isoformat()})

    def state(self) -> dict[str, Any]:
        """Everything that lasts, in canonical form: items, the newest bytes of every object, started executions."""
        stored = {
            f"{name}/{item.hash_key.value}/{item.range_key.value if item.range_key else ''}": json.dumps(
                item.to_json()["Attributes"], sort_keys=True, default=repr
            )
            for name, table in dynamodb_backends[ACCOUNT][REGION].tables.items()
            for item in table.all_items()
        }
        objects = {
            f"{name}/{key}": versions.value
            for name, bucket in s3_backends[ACCOUNT][PARTITION].buckets.items()
            for key, versions in bucket.keys.items()
            if hasattr(versions, "value")
        }
        names = repr([(one.code, one.name) for one in _Stored(objects)()])
        bulk = repr(sorted(_replayed(objects).items()))
        objects = {key: body for key, body in objects.items() if not key.startswith((NAMES, BULK))}
        if MANIFEST in objects:
            objects[MANIFEST] = _without_bulk(objects[MANIFEST])
        objects |= {NAMES: names, BULK: bulk}
        executions = {json.dumps(event, sort_keys=True): b"" for event in self.started}
        return {**stored, **objects, **executions}

    def records(self) -> list[RecordVersion]:
        """Every version in the table of records."""
        items = dynamodb_backends[ACCOUNT][REGION].tables[physical("RecordsTable")].all_items()
        return [record_version(one.to_json()["Attributes"]) for one in items]

    def object(self, bucket: str, key: str) -> bytes:
        """The newest bytes of an object; `bucket` by its name in the template."""
        body: bytes = s3_backends[ACCOUNT][PARTITION].buckets[physical(bucket)].keys[key].value
        return body

    def objects(self, bucket: str) -> dict[str, bytes]:
        """The newest bytes of every object of a bucket."""
        stored = s3_backends[ACCOUNT][PARTITION].buckets[physical(bucket)].keys
        return {key: versions.value for key, versions in stored.items() if hasattr(versions, "value")}

    def digest(self) -> str:
        """A fingerprint of everything that lasts."""
        return hashlib.sha256(repr(sorted(self.state().items())).encode()).hexdigest()

    def save(self) -> Any:
        """A copy of all that lasts."""
        return pickle.dumps([backend.__dict__ for backend in _backends()], protocol=5), list(self.started), self.now

    def restore(self, saved: Any) -> None:
        """Back to what was saved."""
        backends, started, self.now = saved
        for backend, contents in zip(_backends(), pickle.loads(backends), strict=True):
            backend.__dict__.clear()
            backend.__dict__.update(contents)
        self.started = list(started)

    def _items(self, bucket: str, key: str) -> list[Any]:
        body = s3_backends[ACCOUNT][PARTITION].buckets[bucket].keys[key].value
        items: list[Any] = json.loads(body)
        return items

    def _start_execution(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        event = json.loads(parameters["input"])
        if event not in self.started:
            self.started.append(event)
        return {"executionArn": f"{parameters['stateMachineArn']}:{len(self.started)}", "startDate": self.now}


def _replayed(objects: Mapping[str, bytes]) -> dict[str, Any]:
    """The records that a bulk reader has in the end: of a run that is repeated a delta may tell once more."""
    index = json.loads(objects.get(f"{BULK}index.json", b'{"full": {"files": []}, "deltas": []}'))
    site = BULK.removesuffix("bulk/")
    lines = [line for one in index["full"]["files"] for line in _lines(objects[site + one["path"]])]
    records: dict[str, Any] = {line["record_id"]: line for line in lines}
    for line in (line for one in index["deltas"] for line in _lines(objects[site + one["path"]])):
        records[line["record_id"]] = line.get("record")
    return {record_id: record for record_id, record in records.items() if record is not None}


def _lines(packed: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(packed).splitlines()]


def _without_bulk(manifest: bytes) -> bytes:
    named = json.loads(manifest)
    files = [one for one in named["files"] if not one["path"].startswith("bulk/")]
    return json.dumps({**named, "files": files}, ensure_ascii=False, separators=(",", ":")).encode()


class _Stored:
    """The names of enterprises as readers find them, whatever the files are called that hold them."""

    def __init__(self, objects: Mapping[str, bytes]) -> None:
        self._objects = {key.partition("/")[2]: body for key, body in objects.items() if key.startswith(NAMES)}

    def __call__(self) -> Names:
        return LatestNames(self, Path(tempfile.mkdtemp()))()

    def tagged(self, key: str) -> tuple[bytes, str] | None:
        body = self.get(key)
        return (body, "") if body is not None else None

    def get(self, key: str) -> bytes | None:
        return self._objects.get(key)

    def download(self, key: str, path: Path) -> str | None:
        path.write_bytes(self._objects[key])
        return ""


def _all_versions(store: _VersionedKeyStore, protocol: int) -> Any:
    """How a bucket's keys are pickled, every version of them: moto's own way would keep the newest only."""
    return _filled_store, ([(key, store.getlist(key)) for key in store],)


def _filled_store(items: list[tuple[str, Any]]) -> _VersionedKeyStore:
    store = _VersionedKeyStore()
    for key, versions in items:
        dict.__setitem__(store, key, versions)
    return store


def _backends() -> tuple[Any, Any]:
    return s3_backends[ACCOUNT][PARTITION], dynamodb_backends[ACCOUNT][REGION]


def handler(function: str) -> Any:
    """The handler that the template names for a function; of the API, what is within its logs and metrics."""
    if function == "api":
        return app.create_app(api_root.services())
    return importlib.import_module(f"functions.{function}.handler").handler


def forget() -> None:
    """What dies with a process: everything that the composition root has made."""
    for name, thing in vars(root).items():
        if name not in _KEPT and hasattr(thing, "cache_clear") and thing.__module__ == root.__name__:
            thing.cache_clear()


class _OneByOne:
    """Threads in a fixed order, so that the nth call is always the same."""

    def __init__(self, workers: int) -> None:
        pass

    def __enter__(self) -> "_OneByOne":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def map(self, work: Any, things: Any) -> list[Any]:
        return [work(thing) for thing in things]


@contextmanager
def opened(folder: Path, *, chunk_rows: int = 2, noting: bool = True, over_http: bool = False) -> Iterator[World]:
    """A new world with the template's resources and nothing in them. `noting` keeps every invocation as a step."""
    state_machine = template()["Resources"]["IngestStateMachine"]["Properties"]["DefinitionUri"]
    direct = None if over_http else Direct(ACCOUNT, REGION, PARTITION)
    world = World(PROJECT / state_machine, direct, noting)
    with pytest.MonkeyPatch.context() as patch, mock_aws(), world.wire.hooked():
        set_environment(patch, folder, chunk_rows)
        patch.setattr(root.WallClock, "now", lambda clock: world.now)
        patch.setattr("moto.s3.models.utcnow", lambda: world.now.replace(tzinfo=None))
        patch.setattr(_VersionedKeyStore, "__reduce_ex__", _all_versions)
        patch.setattr(Environment, "compile", functools.cache(Environment.compile))
        patch.setattr(tables, "ThreadPoolExecutor", _OneByOne)
        patch.setattr("chengxin_aws.tables.time.sleep", lambda seconds: None)
        patch.setattr("boto3.s3.inject.TransferConfig", functools.partial(_transfer_config(), use_threads=False))
        _forget_all()
        create_resources()
        yield world
    _forget_all()


def _forget_all() -> None:
    """Another world has another environment and other clients."""
    settings.cache_clear()
    client.cache_clear()
    forget()


def _transfer_config() -> Any:
    from boto3.s3.transfer import TransferConfig

    return TransferConfig
