"""A stack on AWS, used by the same commands as the local one: `make job NAME=comply STACK=chengxin-prod PROFILE=…`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config as BotoConfig

from infra.local.config import PROJECT


@dataclass(frozen=True, slots=True)
class Remote:
    """A deployed stack by its name; the profile and region are those of the AWS tools' own configuration."""

    stack: str
    profile: str = ""
    region: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Remote | None":
        """The stack that STACK=… means; None where the local one is meant."""
        if not (stack := environment.get("STACK")):
            return None
        return cls(stack, environment.get("PROFILE", ""), environment.get("REGION", ""))

    @property
    def directory(self) -> Path:
        """Where commands keep their own files."""
        return PROJECT / ".local" / self.stack

    def client(self, service: str) -> Any:
        return _client(self, service)

    def outputs(self) -> dict[str, str]:
        """The stack's outputs."""
        stacks = self.client("cloudformation").describe_stacks(StackName=self.stack)["Stacks"]
        return {one["OutputKey"]: one["OutputValue"] for one in stacks[0].get("Outputs", [])}


@cache
def _client(remote: Remote, service: str) -> Any:
    session = boto3.Session(profile_name=remote.profile or None, region_name=remote.region or None)
    patient = BotoConfig(retries={"mode": "adaptive", "max_attempts": 8}, read_timeout=900)
    return session.client(service, config=patient)  # type: ignore[call-overload]
