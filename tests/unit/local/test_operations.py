"""What who is on duty asks, against an AWS in this process: causes, logs, dead letters, and a stack by its name."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from infra.local import operations
from infra.local.remote import Remote
from infra.local.stack import Stack
from moto import mock_aws

PLATFORM = "chengxin-test"
MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:ingest"
EVENT = {"detail": {"object": {"key": "water/administrative-penalty/a.csv"}}}
KILLED = json.dumps({"errorType": "Runtime.OutOfMemory"})


class States:
    """Step Functions after a file has failed in its second chunk."""

    def __init__(self) -> None:
        self.started: list[str] = []

    def list_executions(self, **asked: Any) -> dict[str, Any]:
        return {"executions": [{"executionArn": "child" if "mapRunArn" in asked else "parent"}]}

    def describe_execution(self, executionArn: str) -> dict[str, Any]:  # noqa: N803
        chunk = {"chunk": {"index": 1, "first_row": 20_002, "rows": 20_000}}
        child = {"input": json.dumps(chunk), "error": "Runtime.OutOfMemory", "cause": KILLED}
        return child if executionArn == "child" else {"input": json.dumps(EVENT), "stopDate": datetime.now(UTC)}

    def list_map_runs(self, **_: Any) -> dict[str, Any]:
        return {"mapRuns": [{"mapRunArn": "run"}]}

    def get_paginator(self, _: str) -> "States":
        return self

    def paginate(self, **_: Any) -> list[dict[str, Any]]:
        failure = {"failure": {"Error": "States.ExceedToleratedFailureThreshold", "Cause": "too many"}}
        entered = [("SettleFailed", json.dumps(failure)), ("Normalise", "{}"), ("Validate", "{}")]
        return [{"events": [{"stateEnteredEventDetails": {"name": n, "input": text}} for n, text in entered]}]

    def start_execution(self, **asked: str) -> None:
        self.started.append(asked["input"])


@pytest.fixture
def states() -> States:
    return States()


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch, states: States) -> Iterator[Stack]:
    for name, value in {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}.items():
        monkeypatch.setenv(name, value)
    with mock_aws():
        url = boto3.client("sqs", region_name="us-east-1").create_queue(QueueName="drops")["QueueUrl"]
        outputs = {"IngestStateMachineArn": MACHINE, "DropDeadLettersUrl": url, "JobDeadLettersUrl": url}
        found = Stack(Remote(PLATFORM, region="us-east-1"), outputs)
        clients = {"stepfunctions": states}
        aws = Stack.aws
        monkeypatch.setattr(Stack, "aws", lambda self, service: clients.get(service) or aws(self, service))
        yield found


def test_a_failed_chunk_leads_to_its_cause_in_one_look(stack: Stack) -> None:
    (found,) = operations.failures(stack)
    assert (found["key"], found["step"]) == ("water/administrative-penalty/a.csv", "Normalise")
    (chunk,) = found["chunks"]
    assert (chunk["index"], chunk["first_row"], chunk["error"]) == (1, 20_002, "Runtime.OutOfMemory")
    assert chunk["cause"] == {"errorType": "Runtime.OutOfMemory"}


def test_what_could_not_start_is_shown_and_started_once(stack: Stack, states: States) -> None:
    queue = {"QueueUrl": stack.outputs["DropDeadLettersUrl"]}
    why = {"ERROR_CODE": {"DataType": "String", "StringValue": "NO_PERMISSIONS"}}
    stack.aws("sqs").send_message(**queue, MessageBody=json.dumps(EVENT), MessageAttributes=why)
    (letter,) = operations.letters(stack, "drop", finish=True)
    assert (letter["body"], letter["why"]) == (EVENT, {"ERROR_CODE": "NO_PERMISSIONS"})
    assert [json.loads(one) for one in states.started] == [EVENT]
    assert operations.letters(stack, "drop") == []
    with pytest.raises(SystemExit, match="drop, job"):
        operations.letters(stack, "other")


def test_a_functions_log_is_read_from_when_it_is_asked(stack: Stack) -> None:
    logs, group = stack.aws("logs"), f"/aws/lambda/{PLATFORM}-comply"
    logs.create_log_group(logGroupName=group)
    logs.create_log_stream(logGroupName=group, logStreamName="a")
    now = int(datetime.now(UTC).timestamp() * 1000)
    events = [{"timestamp": now - 2 * 3600 * 1000, "message": "old"}, {"timestamp": now, "message": "new"}]
    logs.put_log_events(logGroupName=group, logStreamName="a", logEvents=events)
    assert [line.split()[-1] for line in operations.log_lines(stack, "comply")] == ["new"]
    assert [line.split()[-1] for line in operations.log_lines(stack, "comply", "3h")] == ["old", "new"]
    with pytest.raises(SystemExit, match="30m"):
        list(operations.log_lines(stack, "comply", "yesterday"))
    with pytest.raises(SystemExit, match="there is no log"):
        list(operations.log_lines(stack, "nothing"))


def test_a_stack_is_meant_by_its_name_and_profile() -> None:
    assert Remote.from_environment({"PROFILE": "ops"}) is None
    named = Remote.from_environment({"STACK": PLATFORM, "PROFILE": "ops", "REGION": "cn-north-1"})
    assert named == Remote(PLATFORM, "ops", "cn-north-1")


def test_what_is_made_up_never_reaches_a_stack_on_aws(stack: Stack) -> None:
    with pytest.raises(SystemExit, match="local stack alone"):
        stack.must_be_local("a walk drops made-up decisions")
