"""A small stand-in for Step Functions: runs the state machine's own definition, as far as it uses the language.

Task, Choice, Map, Succeed and Fail; Parameters, ResultPath, Retry and Catch. Anything else in the definition is an
error, so that a change of the state machine is noticed here.
"""

import copy
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Invoke = Callable[[str, Any], Any]
ReadItems = Callable[[str, str], list[Any]]

_CHOICES: dict[str, Callable[[Any, Any], bool]] = {
    "BooleanEquals": lambda value, wanted: bool(value is wanted),
    "NumericGreaterThan": lambda value, wanted: bool(value > wanted),
    "StringEquals": lambda value, wanted: bool(value == wanted),
}
_TASK = {"Type", "Resource", "Parameters", "ResultPath", "Retry", "Catch", "Next", "End"}
_KNOWN = {
    "Task": _TASK,
    "Map": (_TASK - {"Resource", "Parameters"})
    | {"Label", "MaxConcurrency", "ToleratedFailurePercentage", "ItemReader", "ItemSelector", "ItemProcessor"},
    "Choice": {"Type", "Choices", "Default"},
    "Succeed": {"Type"},
    "Fail": {"Type", "Error", "Cause"},
}


class ExecutionFailedError(Exception):
    """The execution came to a Fail state, or an error was not caught."""


class Crash(BaseException):
    """The process dies: no `except Exception` of the product can swallow it."""


class Machine:
    """An execution engine for one definition. A dead process is an error that Retry and Catch see, as in Lambda."""

    def __init__(self, definition: Path, substitutions: Mapping[str, Any], invoke: Invoke, read: ReadItems) -> None:
        text = re.sub(r"\$\{(\w+)\}", lambda match: str(substitutions[match[1]]), definition.read_text("utf-8"))
        self._definition = json.loads(text)
        self._invoke, self._read = invoke, read
        self.caught: list[BaseException] = []
        """The errors that Catch took, for a test to look at."""

    def run(self, event: Any) -> Any:
        """Runs one execution to its end; raises `ExecutionFailedError` where it fails."""
        return self._run(self._definition, event)

    def _run(self, machine: Mapping[str, Any], data: Any) -> Any:
        name = machine["StartAt"]
        while True:
            state = machine["States"][name]
            unknown = set(state) - _KNOWN[state["Type"]]
            if unknown:
                raise NotImplementedError(f"{name}: {sorted(unknown)}")
            if state["Type"] == "Succeed":
                return data
            if state["Type"] == "Fail":
                raise ExecutionFailedError(state["Error"]) from (self.caught[-1] if self.caught else None)
            if state["Type"] == "Choice":
                name = _choose(state, data)
                continue
            name, data = self._step(state, data)
            if not name:
                return data

    def _step(self, state: Mapping[str, Any], data: Any) -> tuple[str, Any]:
        work = self._map if state["Type"] == "Map" else self._task
        try:
            result = _retried(lambda: work(state, data), state.get("Retry", ()))
        except (Exception, Crash) as error:
            if not state.get("Catch"):
                raise ExecutionFailedError(type(error).__name__) from error
            self.caught.append(error)
            catch = state["Catch"][0]
            return catch["Next"], _placed(data, catch["ResultPath"], {"Error": type(error).__name__})
        return ("" if state.get("End") else state["Next"]), _placed(data, state.get("ResultPath", "$"), result)

    def _task(self, state: Mapping[str, Any], data: Any) -> Any:
        return self._invoke(state["Resource"], _filled(state.get("Parameters"), data, None))

    def _map(self, state: Mapping[str, Any], data: Any) -> Any:
        place = _filled(state["ItemReader"]["Parameters"], data, None)
        items = self._read(place["Bucket"], place["Key"])
        return [self._run(state["ItemProcessor"], _filled(state["ItemSelector"], data, item)) for item in items]


def _retried(work: Callable[[], Any], policies: Any) -> Any:
    attempts = max((policy["MaxAttempts"] for policy in policies), default=0)
    for attempt in range(attempts + 1):
        try:
            return work()
        except (Exception, Crash):
            if attempt == attempts:
                raise
    raise AssertionError


def _choose(state: Mapping[str, Any], data: Any) -> str:
    for choice in state["Choices"]:
        operator = next(key for key in choice if key in _CHOICES)
        if _CHOICES[operator](_at(data, choice["Variable"]), choice[operator]):
            return str(choice["Next"])
    return str(state["Default"])


def _filled(template: Mapping[str, Any] | None, data: Any, item: Any) -> Any:
    if template is None:
        return copy.deepcopy(data)
    return {
        name.removesuffix(".$"): _at(data, value, item) if name.endswith(".$") else value
        for name, value in template.items()
    }


def _at(data: Any, path: str, item: Any = None) -> Any:
    if path == "$$.Map.Item.Value":
        return copy.deepcopy(item)
    for part in path.removeprefix("$").strip(".").split("."):
        data = data[part] if part else data
    return copy.deepcopy(data)


def _placed(data: Any, path: str | None, result: Any) -> Any:
    if path is None:
        return data
    if path == "$":
        return result
    return {**data, path.removeprefix("$."): result}
