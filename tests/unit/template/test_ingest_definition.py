"""The state machine: what it may do is what it does, and no failure is swallowed."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.unit.template.stack import PROJECT, may, named, of_type, source

(MACHINE,) = of_type("AWS::StepFunctions::StateMachine").values()
PROPERTIES: dict[str, Any] = source()["Resources"]["IngestStateMachine"]["Properties"]
GIVEN: dict[str, Any] = PROPERTIES["DefinitionSubstitutions"]
TEXT = (PROJECT / PROPERTIES["DefinitionUri"]).read_text("utf-8")
ROLE = str(named(MACHINE["RoleArn"]))
State = dict[str, Any]


@cache
def definition() -> dict[str, Any]:
    """The definition as it is deployed: numbers by the parameters' defaults, names by the logical id they refer to."""
    parameters = source()["Parameters"]
    text = TEXT
    for name, value in GIVEN.items():
        target = str(named(value))
        text = text.replace(f"${{{name}}}", str(parameters[target]["Default"]) if target in parameters else target)
    deployed: dict[str, Any] = json.loads(text)
    return deployed


def states(machine: dict[str, Any] | None = None) -> Iterator[tuple[str, State]]:
    """Every state, those inside of a map included."""
    for name, state in (machine or definition())["States"].items():
        yield name, state
        if "ItemProcessor" in state:
            yield from states(state["ItemProcessor"])


def test_every_placeholder_is_filled_and_every_substitution_used() -> None:
    assert set(re.findall(r"\$\{(\w+)\}", TEXT)) == GIVEN.keys()


def test_every_transition_leads_to_a_state() -> None:
    machine = definition()
    for name, state in machine["States"].items():
        ends = [state.get("Next"), state.get("Default"), *(one["Next"] for one in _catches(state))]
        ends += [one["Next"] for one in state.get("Choices", [])]
        assert {end for end in ends if end} <= machine["States"].keys(), name
    assert machine["StartAt"] in machine["States"]


def test_the_map_is_distributed_and_as_wide_as_the_parameter_says() -> None:
    (one,) = [state for _, state in states() if state["Type"] == "Map"]
    assert one["ItemProcessor"]["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
    assert one["MaxConcurrency"] == source()["Parameters"]["MaxConcurrency"]["Default"] > 1
    assert one["ToleratedFailurePercentage"] == source()["Parameters"]["ToleratedFailurePercentage"]["Default"]
    assert one["ResultPath"] is None, "the results of a large map do not fit into a state"


def test_every_task_is_retried_with_growing_pauses() -> None:
    tasks = [(name, state) for name, state in states() if state["Type"] == "Task"]
    assert {name for name, _ in tasks} == {"Validate", "NormaliseChunk", "Settle", "SettleFailed"}
    for name, task in tasks:
        throttled, retry = task["Retry"]
        assert throttled["ErrorEquals"] == ["Lambda.TooManyRequestsException"], "the first that matches decides"
        assert throttled["MaxAttempts"] >= 50, "a bound on workers is no failure: whoever is turned away comes again"
        assert retry["ErrorEquals"] == ["States.ALL"], name
        for one in task["Retry"]:
            assert (one["JitterStrategy"], one["MaxDelaySeconds"]) == ("FULL", 60), name
        assert retry["MaxAttempts"] == source()["Parameters"]["Attempts"]["Default"] >= 1, name
        assert retry["BackoffRate"] > 1, name


def test_whatever_fails_gets_a_failed_receipt_and_fails_the_execution() -> None:
    top = definition()["States"]
    for name, state in top.items():
        if state["Type"] in ("Task", "Map") and name != "SettleFailed":
            (catch,) = state["Catch"]
            assert (catch["ErrorEquals"], catch["Next"]) == (["States.ALL"], "SettleFailed"), name
            assert catch["ResultPath"] == "$.failure", "settle needs the event as well as the failure"
    assert top[top["SettleFailed"]["Next"]]["Type"] == "Fail", "the alarm counts failed executions"


def test_a_child_has_time_for_its_retries_and_keeps_its_history() -> None:
    """An express child is over after five minutes, retries included, and tells nobody why."""
    (one,) = [state for _, state in states() if state["Type"] == "Map"]
    assert one["ItemProcessor"]["ProcessorConfig"]["ExecutionType"] == "STANDARD"


def test_many_files_at_once_leave_the_query_interface_its_workers() -> None:
    functions = source()["Resources"]
    bound = {"Fn::If": ["HasIngestConcurrency", {"Ref": "IngestConcurrency"}, {"Ref": "AWS::NoValue"}]}
    for name in ("ValidateFunction", "NormaliseFunction"):
        assert functions[name]["Properties"]["ReservedConcurrentExecutions"] == bound


def test_the_role_may_do_what_the_definition_does() -> None:
    for _, state in states():
        if state["Type"] == "Task":
            assert may(ROLE, "lambda:InvokeFunction", {"Fn::GetAtt": [state["Resource"], "Arn"]}), state["Resource"]
        if "ItemReader" in state:
            bucket = state["ItemReader"]["Parameters"]["Bucket"]
            assert may(ROLE, "s3:GetObject", {"Fn::Sub": f"${{{bucket}.Arn}}/staging/*"})


def test_the_role_may_start_describe_and_stop_the_children_of_the_map() -> None:
    prefix, name = (
        "arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}",
        MACHINE["StateMachineName"]["Fn::Sub"],
    )
    assert may(ROLE, "states:StartExecution", {"Fn::Sub": f"{prefix}:stateMachine:{name}"})
    for action in ("states:DescribeExecution", "states:StopExecution"):
        assert may(ROLE, action, {"Fn::Sub": f"{prefix}:execution:{name}/*"}), action


def test_executions_are_logged_without_what_departments_sent() -> None:
    logging = MACHINE["LoggingConfiguration"]
    assert (logging["Level"], logging["IncludeExecutionData"]) == ("ERROR", False)
    assert MACHINE["TracingConfiguration"] == {"Enabled": True}
    assert MACHINE["StateMachineType"] == "STANDARD"


def _catches(state: State) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = state.get("Catch", [])
    return found
