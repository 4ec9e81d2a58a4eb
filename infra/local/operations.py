"""What who is on duty asks of a stack, local or on AWS: why it failed, what the log says, what lies undelivered."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from infra.local.stack import Stack

QUEUES = {"drop": "DropDeadLettersUrl", "job": "JobDeadLettersUrl"}
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
MOST = 20
"""Executions and messages that are looked at."""


def failures(stack: Stack) -> list[dict[str, Any]]:
    """The newest executions that failed, each with its file, the step, the error and, of a chunk, which it was."""
    states = stack.aws("stepfunctions")
    machine = stack.outputs["IngestStateMachineArn"]
    listed = states.list_executions(stateMachineArn=machine, statusFilter="FAILED", maxResults=MOST)["executions"]
    return [_failure(states, one["executionArn"]) for one in listed]


def log_lines(stack: Stack, function: str, since: str = "1h", pattern: str = "") -> Iterator[str]:
    """A function's log, oldest line first; `since` is such as `30m`, `3h` or `2d`."""
    asked = re.fullmatch(r"(\d+)([mhd])", since)
    if asked is None:
        raise SystemExit(f"SINCE={since} is not a time such as 30m, 3h or 2d")
    start = datetime.now(UTC) - timedelta(**{UNITS[asked[2]]: int(asked[1])})
    group = f"/aws/lambda/{stack.config.stack}-{function}"
    more = {"filterPattern": pattern} if pattern else {}
    asked_for = {"logGroupName": group, "startTime": int(start.timestamp() * 1000), **more}
    logs = stack.aws("logs")
    try:
        for page in logs.get_paginator("filter_log_events").paginate(**asked_for):
            for event in page["events"]:
                moment = datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
                yield f"{moment:%Y-%m-%dT%H:%M:%SZ} {event['message'].rstrip()}"
    except logs.exceptions.ResourceNotFoundException:
        raise SystemExit(f"there is no log {group}: NAME is a function such as comply") from None


def letters(stack: Stack, queue: str, *, finish: bool = False) -> list[dict[str, Any]]:
    """What could not be delivered. With `finish` each file's event starts ingest again, and what was read is removed.

    Starting a file twice does no harm. A job's letter is removed alone: its next run does what the last could not.
    """
    if queue not in QUEUES:
        raise SystemExit(f"QUEUE must be one of {', '.join(QUEUES)}")
    sqs, url = stack.aws("sqs"), stack.outputs[QUEUES[queue]]
    found: dict[str, dict[str, Any]] = {}
    while len(found) < MOST:
        answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
        messages = answer.get("Messages", [])
        if not messages:
            break
        for message in messages:
            if finish:
                _finish(stack, queue, message["Body"])
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
            found[message["MessageId"]] = _letter(message)
    return list(found.values())


def _finish(stack: Stack, queue: str, body: str) -> None:
    if queue == "drop":
        machine = stack.outputs["IngestStateMachineArn"]
        stack.aws("stepfunctions").start_execution(stateMachineArn=machine, input=body)


def _letter(message: dict[str, Any]) -> dict[str, Any]:
    attributes = message.get("MessageAttributes", {})
    return {
        "message_id": message["MessageId"],
        "why": {name: one.get("StringValue") for name, one in attributes.items()},
        "body": _json(message["Body"]),
    }


def _failure(states: Any, execution: str) -> dict[str, Any]:
    described = states.describe_execution(executionArn=execution)
    event = _json(described.get("input", "{}"))
    step, error, cause = _step(states, execution)
    found = {
        "key": event.get("detail", {}).get("object", {}).get("key"),
        "failed_at": described["stopDate"].isoformat(timespec="seconds"),
        "step": step,
        "error": error,
        "cause": _json(cause),
        "execution": execution,
    }
    return {**found, "chunks": list(_chunks(states, execution))} if step == "Normalise" else found


def _step(states: Any, execution: str) -> tuple[str, str, str]:
    """The step whose failure was caught, with its error: it is what the last step was entered with."""
    history = states.get_paginator("get_execution_history").paginate(executionArn=execution, reverseOrder=True)
    caught, entered = "", ""
    for event in (event for page in history for event in page["events"]):
        name = event.get("stateEnteredEventDetails", {}).get("name", "")
        if name == "SettleFailed":
            caught = event["stateEnteredEventDetails"].get("input", "{}")
        elif caught and name:
            entered = name
            break
    failure = _json(caught or "{}").get("failure", {})
    return entered, str(failure.get("Error", "")), str(failure.get("Cause", ""))


def _chunks(states: Any, execution: str) -> Iterator[dict[str, Any]]:
    """The chunks that failed: children of a map keep their own history."""
    for run in states.list_map_runs(executionArn=execution)["mapRuns"]:
        listed = states.list_executions(mapRunArn=run["mapRunArn"], statusFilter="FAILED", maxResults=MOST)
        for child in listed["executions"]:
            described = states.describe_execution(executionArn=child["executionArn"])
            chunk = _json(described.get("input", "{}")).get("chunk", {})
            told = {"index": chunk.get("index"), "first_row": chunk.get("first_row"), "rows": chunk.get("rows")}
            yield {**told, "error": described.get("error"), "cause": _json(described.get("cause", ""))}


def _json(text: str) -> Any:
    """The value of a JSON text; any other text as it is."""
    try:
        return json.loads(text)
    except ValueError:
        return text
