"""`make deploy`: the template built and deployed to AWS, for a stage of `samconfig.toml`."""

import os
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

import boto3

from infra.local.config import PROJECT
from infra.local.deploy import SAM, fingerprint, layer_platform, redeploy_stage


@dataclass(frozen=True, slots=True)
class Release:
    """What `make deploy` was asked for. `parameters` are the stage's, with those of the command over them."""

    stage: str = "default"
    stack: str = "chengxin"
    profile: str = ""
    region: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    dry: bool = False
    confirmed: bool = False
    """Whether a person has agreed already, as a pipeline's own rules ask."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Release":
        """STAGE, STACK (or STACK_NAME), PROFILE, PARAMETERS, ARCH, PYTHON_MINOR and DRY of the environment."""
        stage = environment.get("STAGE") or "default"
        configured = _section(stage)
        given = _pairs(str(configured.get("parameter_overrides", ""))) | _pairs(environment.get("PARAMETERS", ""))
        if minor := environment.get("PYTHON_MINOR"):
            given["PythonRuntime"] = f"python3.{minor}"
        if architecture := environment.get("ARCH"):
            given["Architecture"] = architecture
        named = environment.get("STACK") or environment.get("STACK_NAME")
        profile = environment.get("PROFILE", "")
        return cls(
            stage=stage,
            stack=named or str(configured.get("stack_name", "chengxin")),
            profile=profile,
            region=environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "",
            parameters=given,
            dry=bool(environment.get("DRY")),
            confirmed=bool(environment.get("CONFIRMED")),
        )

    def commands(self) -> list[list[str]]:
        """`sam build` and `sam deploy`, in that order."""
        overrides = [f"{name}={value}" for name, value in sorted(self.parameters.items())]
        with_overrides = ["--parameter-overrides", *overrides, f"Fingerprint={fingerprint(' '.join(overrides))}"]
        where = ["--profile", self.profile] if self.profile else []
        agreed = ["--no-confirm-changeset"] if self.dry or self.confirmed else []
        executed = ["--no-execute-changeset"] if self.dry else []
        deploy = [str(SAM), "deploy", "--config-env", self.stage, "--stack-name", self.stack]
        return [
            [str(SAM), "build", *with_overrides],
            [*deploy, *where, *agreed, *executed, *with_overrides],
        ]

    @property
    def layers(self) -> dict[str, str]:
        """What the layers' Makefiles are told of the machine that will run them."""
        minor = self.parameters.get("PythonRuntime", "python3.13").removeprefix("python")
        machine = self.parameters.get("Architecture", "x86_64")
        return {"LAYER_PLATFORM": layer_platform(machine), "LAYER_PYTHON": minor}


def deploy_to_aws() -> None:
    """Builds and deploys; credentials are the environment's or the profile's. SystemExit where it could not work."""
    release = Release.from_environment(os.environ)
    session = boto3.Session(profile_name=release.profile or None, region_name=release.region or None)
    refuse(release, session.region_name or "")
    environment = {**os.environ, **release.layers, "SAM_CLI_TELEMETRY": "0"}
    for command in release.commands():
        subprocess.run(command, cwd=PROJECT, env=environment, check=True)
    if release.dry:
        return
    resource = session.client("cloudformation").describe_stack_resource(
        StackName=release.stack, LogicalResourceId="Api"
    )
    redeploy_stage(session.client("apigateway"), resource["StackResourceDetail"]["PhysicalResourceId"])


def refuse(release: Release, region: str) -> None:
    """Says what is missing before anything is made: the mainland's CloudFront serves no host of its own."""
    if region.startswith("cn-") and not (
        release.parameters.get("SiteDomain") and release.parameters.get("SiteCertificate")
    ):
        raise SystemExit(
            f'{region} needs PARAMETERS="SiteDomain=… SiteCertificate=…": a host with an ICP filing, and the id of its'
            " certificate in IAM (README, “Deploy”)"
        )


def _section(stage: str) -> dict[str, object]:
    config = tomllib.loads((PROJECT / "samconfig.toml").read_text("utf-8"))
    if stage not in config or stage == "local":
        known = ", ".join(name for name in config if name not in ("version", "local"))
        raise SystemExit(f"STAGE={stage} is none of {known}")
    parts: dict[str, dict[str, dict[str, object]]] = config[stage]
    return {**parts.get("global", {}).get("parameters", {}), **parts["deploy"]["parameters"]}


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in text.split() if "=" in pair)
