"""Least privilege, proved: each action of each statement is one without which something that happens would fail.

Everything that departments, schedules and readers do is done once (`tests/faults/scenario.py`) while every call to AWS
is noted. A statement is taken away in turn: if no noted call needs it, it is too much. That the statements suffice, the
end-to-end tests show, whose emulator enforces them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from tests.faults.files import KEY, Penalty, penalties
from tests.faults.scenario import scenario
from tests.faults.stack import data_folder, physical, template
from tests.faults.wire import Wire
from tests.faults.world import World, opened
from tests.unit.template.stack import PROJECT, listed, named, resources, statements

FUNCTIONS = ("validate", "normalise", "settle", "publish", "comply", "reconcile", "api", "notify")
S3 = {
    "GetObject": "s3:GetObject",
    "HeadObject": "s3:GetObject",
    "PutObject": "s3:PutObject",
    "UploadPart": "s3:PutObject",
    "DeleteObject": "s3:DeleteObject",
    "DeleteObjects": "s3:DeleteObject",
    "ListObjectsV2": "s3:ListBucket",
    "ListObjectVersions": "s3:ListBucketVersions",
}
MISSED = "a key that is not there shall be told from one that may not be read (tests/integration/adapters)"
AGAIN = "a conditional write that another attempt has made already (tests/faults/test_crashes.py)"
ANEW = "all made anew (tests/integration/ingest/test_overlapping_publications.py)"
NEEDED_OTHERWISE = {
    ("validate", "s3:ListBucket", "inboxbucket"): MISSED,
    ("settle", "s3:ListBucket", "inboxbucket"): MISSED,
    ("comply", "s3:ListBucket", "publicbucket"): MISSED,
    ("api", "s3:ListBucket", "workbucket"): MISSED,
    ("api", "s3:ListBucket", "receiptsbucket"): MISSED,
    ("validate", "dynamodb:DeleteItem", "submissionstable"): AGAIN,
    ("reconcile", "dynamodb:DeleteItem", "submissionstable"): AGAIN,
    ("publish", "dynamodb:GetItem", "ledgertable"): AGAIN,
    ("comply", "dynamodb:GetItem", "ledgertable"): "an entry of another month (tests/integration/comply)",
    (
        "normalise",
        "dynamodb:Query",
        "submissionstable",
    ): "drops beside a late one (tests/integration/ingest/test_late_files.py)",
    ("publish", "dynamodb:Query", "recordstable"): "a record's page (tests/unit/publication)",
    ("publish", "dynamodb:Query", "scoreboardstable"): "the months of which there are boards (tests/unit/publication)",
    ("publish", "dynamodb:Scan", "ledgertable"): ANEW,
    ("publish", "dynamodb:Scan", "publictable"): ANEW,
    ("publish", "s3:DeleteObject", "workbucket/day-parts/*"): ANEW,
    ("publish", "s3:DeleteObject", "workbucket/day-fragments/*"): ANEW,
    ("publish", "s3:DeleteObject", "workbucket/day-index/*"): ANEW,
    (
        "publish",
        "s3:DeleteObject",
        "workbucket/names/*",
    ): "names of hours ago (tests/unit/adapters/test_names_store.py)",
    (
        "publish",
        "s3:GetObject",
        "workbucket/day-fragments/*",
    ): "a day of several parts (tests/unit/publication/day/test_files_of_parts.py)",
    ("publish", "s3:DeleteObject", "publicbucket/*"): "what is no longer public (tests/unit/publication)",
    ("comply", "s3:GetObject", "publicbucket/compliance/*"): "the pages of other months (tests/integration/comply)",
    ("api", "dynamodb:Query", "submissionstable"): "a submission that runs (tests/integration/ingest/test_progress.py)",
    ("api", "dynamodb:Query", "scoreboardstable"): "the newest month (tests/unit/api/test_api_compliance.py)",
    **{
        (name, "sqs:SendMessage", "jobdeadletters"): "Lambda itself leaves what failed there, in the function's name"
        for name in ("publish", "comply", "reconcile", "notify")
    },
}
"""What everything done once does not come upon, with what does."""


@dataclass(frozen=True)
class Call:
    """One call: by which function, of which action, on what (`Bucket/key`, `Table`, `Table/index/x`)."""

    function: str
    action: str
    target: str


def calls_of(service: str, operation: str, parameters: dict[str, Any], missing: bool) -> Iterator[tuple[str, str]]:
    """Actions and targets of a call; a key that is missing is only said to be so to whoever may list the bucket."""
    if service == "s3":
        bucket, key = parameters["Bucket"], parameters.get("Key", "")
        yield S3[operation], f"{bucket}/{key}" if key else bucket
        if parameters.get("VersionId"):
            yield "s3:GetObjectVersion", f"{bucket}/{key}"
            if missing:
                yield "s3:ListBucketVersions", bucket
        if missing:
            yield "s3:ListBucket", bucket
    elif service == "dynamodb":
        tables = parameters.get("RequestItems") or {parameters.get("TableName"): None}
        index = f"/index/{parameters['IndexName']}" if "IndexName" in parameters else ""
        for table, requests in tables.items():
            yield f"dynamodb:{operation}", f"{table}{index}"
            if operation == "BatchWriteItem" and any("DeleteRequest" in one for one in requests):
                yield "a delete in a batch", str(table)
    else:
        prefix = {"stepfunctions": "states"}.get(service, service)
        target = parameters.get("TopicArn") or parameters.get("SecretId") or "*"
        yield f"{prefix}:{operation}", "ingeststatemachine" if prefix == "states" else str(target).rpartition(":")[2]


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> set[Call]:
    """All that was called while everything was done once."""
    found, running = set[Call](), [""]
    with pytest.MonkeyPatch.context() as patch:
        effect, attempt = Wire._effect, World.attempt

        def note(wire: Wire, client: Any, operation: str, parameters: dict[str, Any]) -> Any:
            if not running[0]:  # the world is being made
                return effect(wire, client, operation, parameters)
            service, missing = client.meta.service_model.service_name, False
            try:
                return effect(wire, client, operation, parameters)
            except ClientError as error:
                missing = error.response["Error"]["Code"] in ("NoSuchKey", "404", "NoSuchVersion")
                raise
            finally:
                for action, target in calls_of(service, operation, parameters, missing):
                    found.add(Call(running[0], action, target))

        def invoke(world: World, function: str, event: Any, *rest: Any) -> Any:
            running[0] = function
            try:
                return attempt(world, function, event, *rest)
            finally:
                running[0] = ""

        patch.setattr(Wire, "_effect", note)
        patch.setattr(World, "attempt", invoke)
        folder: Path = data_folder(tmp_path_factory.mktemp("permissions-layer"))
        with opened(folder, noting=False) as world:
            scenario(world)
            overdue(world)
    return found


def overdue(world: World) -> None:
    """A decision that is rejected and not mended: due soon, overdue, and overdue for long."""
    world.ingest(world.drop(KEY.format("bad.csv"), penalties([Penalty(60, kind="")])))
    for day in (5, 10, 11, 17):
        world.now = world.now.replace(day=day)
        world.job("comply")


def places(resource: Any) -> str:
    """A statement's resource as a pattern of targets."""
    if resource == "*":
        return "*"
    whole = named(resource)
    if whole:
        return physical(whole)
    text = re.sub(r"\$\{(\w+)\.Arn\}", lambda name: physical(name[1]), resource["Fn::Sub"])
    return "*" if text.startswith("arn:") else text


def granted(function: str) -> Iterator[tuple[str, str]]:
    """Each action on each resource that a function's own statements allow."""
    role = f"{function.title()}FunctionRole"
    assert role in resources()
    for statement in statements(role):
        for action in listed(statement["Action"]):
            for resource in listed(statement["Resource"]):
                yield action, places(resource)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_without_any_one_statement_something_fails(noted: set[Call], function: str) -> None:
    own = {(one.action, one.target) for one in noted if one.function == function}
    stored = any(action.startswith(("s3:", "dynamodb:", "secretsmanager:")) for action, _ in own)
    unneeded = [
        (action, pattern)
        for action, pattern in granted(function)
        if not (action.startswith("kms:") and (stored or function == "notify"))
        and (function, action, pattern) not in NEEDED_OTHERWISE
        and not any(done == action and fnmatchcase(target, pattern) for done, target in own)
    ]
    assert unneeded == [], "\n".join(map(str, unneeded))


def test_who_writes_records_deletes_none(noted: set[Call]) -> None:
    """IAM has one action for the puts and the deletes of a batch, so what it can't keep apart the code must."""
    assert any(one.action == "dynamodb:BatchWriteItem" and one.target == "recordstable" for one in noted)
    assert [one for one in noted if one.action == "a delete in a batch"] == []


def test_what_is_needed_otherwise_is_granted_and_says_where_it_shows() -> None:
    given = {(name, action, pattern) for name in FUNCTIONS for action, pattern in granted(name)}
    assert NEEDED_OTHERWISE.keys() <= given
    shown = [path for why in NEEDED_OTHERWISE.values() for path in re.findall(r"\((tests/[\w/.]+)\)", why)]
    assert len(shown) == len(NEEDED_OTHERWISE) - 4
    assert [path for path in shown if not (PROJECT / path).exists()] == []


def test_the_statements_that_are_looked_at_are_all_of_them() -> None:
    made = {n for n, one in template()["Resources"].items() if one["Type"] == "AWS::Serverless::Function"}
    assert {f"{name.title()}Function" for name in FUNCTIONS} == made
