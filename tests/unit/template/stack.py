"""The template as CloudFormation gets it: translated offline by the very translator that AWS runs."""

import json
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from infra.local.config import SAM_ENVIRONMENT

PROJECT = Path(__file__).parents[3]
REGIONS = {"aws": "us-east-1", "aws-cn": "cn-north-1"}
"""A region of each partition."""
Resource = dict[str, Any]


@cache
def _told(region: str) -> dict[str, Any]:
    """What SAM's own environment, whose libraries are older than ours, tells of the template."""
    script = Path(__file__).with_name("translation.py")
    command = [str(part) for part in (SAM_ENVIRONMENT / "bin" / "python", script, PROJECT / "template.yaml", region)]
    environment = {**os.environ, "AWS_DEFAULT_REGION": region}
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    told: dict[str, Any] = json.loads(answer)
    return told


def source() -> dict[str, Any]:
    """The template as it is written, its short forms (`!Ref`) spelled out."""
    template: dict[str, Any] = _told(REGIONS["aws"])["source"]
    return template


@cache
def translated(partition: str = "aws") -> dict[str, Any]:
    """The template without SAM, as it is on AWS in a partition: with what its conditions choose by the defaults."""
    template = _told(REGIONS[partition])["translated"]
    defaults = {name: str(one["Default"]) for name, one in template["Parameters"].items()}
    chosen = Choice(template["Conditions"], {**defaults, "AWS::Partition": partition})
    plain: dict[str, Any] = chosen.of(template)
    return plain


class Choice:
    """What a template's conditions choose, given the values of parameters."""

    def __init__(self, conditions: dict[str, Any], values: dict[str, str]) -> None:
        self._conditions, self._values = conditions, values

    def of(self, value: Any) -> Any:
        """A part of the template with its `Fn::If`s decided, without the resources that are not made."""
        if isinstance(value, list):
            return [self.of(one) for one in value if not self._absent(one)]
        if not isinstance(value, dict):
            return value
        if "Fn::If" in value:
            name, yes, no = value["Fn::If"]
            return self.of(yes if self.holds({"Condition": name}) else no)
        return {name: self.of(one) for name, one in value.items() if not self._absent(one)}

    def _absent(self, value: Any) -> bool:
        if not isinstance(value, dict):
            return False
        if "Fn::If" in value:
            return bool(self.of(value) == {"Ref": "AWS::NoValue"})
        return isinstance(value.get("Condition"), str) and not self.holds({"Condition": value["Condition"]})

    def holds(self, condition: Any) -> bool:
        """Whether a condition of the template holds."""
        ((kind, given),) = condition.items()
        if kind == "Condition":
            return self.holds(self._conditions[given])
        if kind == "Fn::Equals":
            return len({self._values[one["Ref"]] if isinstance(one, dict) else str(one) for one in given}) == 1
        combined = [self.holds(one) for one in given]
        return {"Fn::Not": lambda: not combined[0], "Fn::And": lambda: all(combined), "Fn::Or": lambda: any(combined)}[
            kind
        ]()


def resources() -> dict[str, Resource]:
    """Every resource by its logical id."""
    found: dict[str, Resource] = translated()["Resources"]
    return found


def of_type(kind: str) -> dict[str, Resource]:
    """The properties of every resource of a type such as `AWS::S3::Bucket`."""
    return {name: one.get("Properties", {}) for name, one in resources().items() if one["Type"] == kind}


def functions() -> dict[str, Resource]:
    """The properties of every function."""
    return of_type("AWS::Lambda::Function")


def named(value: Any) -> str | None:
    """The logical id that `!Ref X` or `!GetAtt X.Y` names."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    if "Ref" in value:
        return str(value["Ref"])
    target = value.get("Fn::GetAtt")
    return (target.split(".")[0] if isinstance(target, str) else str(target[0])) if target else None


def texts(value: Any) -> Iterator[str]:
    """Every string in a part of the template, names of properties included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def listed(value: Any) -> list[Any]:
    """A value that IAM allows to be one or many, as many."""
    return value if isinstance(value, list) else [value]


def statements(role: str) -> list[dict[str, Any]]:
    """The statements of a role's own policies."""
    policies = resources()[role]["Properties"].get("Policies", [])
    return [one for policy in policies for one in listed(policy["PolicyDocument"]["Statement"])]


def may(role: str, action: str, resource: Any) -> bool:
    """Whether a role may do an action on a resource, given just as the template writes it."""
    return any(
        one["Effect"] == "Allow" and action in listed(one["Action"]) and resource in listed(one["Resource"])
        for one in statements(role)
    )


def nested_resources(path: str) -> dict[str, Resource]:
    """The resources of a nested template as they are written, its short forms spelled out."""
    found: dict[str, Resource] = _told(REGIONS["aws"])["nested"][path]["Resources"]
    return found


def nested(path: str, kind: str) -> list[Resource]:
    """The properties of a nested template's resources of a type."""
    return [one.get("Properties", {}) for one in nested_resources(path).values() if one["Type"] == kind]
