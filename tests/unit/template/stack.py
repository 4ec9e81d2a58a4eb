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
REGION = "cn-north-1"
Resource = dict[str, Any]


@cache
def _told() -> dict[str, Any]:
    """What SAM's own environment, whose libraries are older than ours, tells of the template."""
    script = Path(__file__).with_name("translation.py")
    command = [str(part) for part in (SAM_ENVIRONMENT / "bin" / "python", script, PROJECT / "template.yaml", REGION)]
    environment = {**os.environ, "AWS_DEFAULT_REGION": REGION}
    answer = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
    told: dict[str, Any] = json.loads(answer)
    return told


def source() -> dict[str, Any]:
    """The template as it is written, its short forms (`!Ref`) spelled out."""
    template: dict[str, Any] = _told()["source"]
    return template


@cache
def translated() -> dict[str, Any]:
    """The template without SAM, as it is on AWS."""
    plain: dict[str, Any] = _on_aws(_told()["translated"])
    return plain


def _on_aws(value: Any) -> Any:
    """A part of the template as it is on AWS: without what only an emulator gets."""
    if isinstance(value, list):
        return [_on_aws(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.get("Fn::If", [None])[0] == "OnAws":
        return _on_aws(value["Fn::If"][1])
    return {name: _on_aws(inner) for name, inner in value.items() if not _for_emulator(inner)}


def _for_emulator(value: Any) -> bool:
    return isinstance(value, dict) and value.get("Condition") == "OnEmulator"


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
