"""`sam build` and `sam deploy` to the local stack, of the template that AWS gets."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.local.clients import client
from infra.local.config import PROJECT, SAM_ENVIRONMENT, Config

SAM = SAM_ENVIRONMENT / "bin" / "sam"
BUILT_IN = ("catalogue", "front", "portal", "state-machines")
SOURCES = ("template.yaml", "samconfig.toml", "functions", "layers", *(f"infra/{name}" for name in BUILT_IN))
LOCAL_CONCURRENCY, LOCAL_ATTEMPTS = 2, 2


def deploy_locally(config: Config, say: Any) -> dict[str, str]:
    """Deploys what has changed since the last time and answers the outputs, which it also writes to a file."""
    current = fingerprint(sys.version)
    stamp = config.directory / "deployed"
    if not (stamp.exists() and stamp.read_text() == current and _deployed(config)):
        say("building the functions and layers (sam build)")
        _build(config)
        say("deploying the template (sam deploy)")
        _deploy(config)
        redeploy_stage(client(config, "apigateway"), stack_outputs(config)["RestApiId"])
        stamp.write_text(current)
    return write_outputs(config)


def layer_platform(architecture: str) -> str:
    """What uv calls the machine that a function of the template's `Architecture` runs on."""
    return {"x86_64": "x86_64-manylinux_2_28", "arm64": "aarch64-manylinux_2_28"}[architecture]


def redeploy_stage(apigateway: Any, rest_api: str) -> None:
    """Makes the gateway's own answers take effect: a deployment holds those that existed when it was made."""
    apigateway.create_deployment(restApiId=rest_api, stageName="public")


def write_outputs(config: Config) -> dict[str, str]:
    """Every output of the stack and, over them, how it is reached from here."""
    outputs = stack_outputs(config)
    outputs |= {
        "Endpoint": config.endpoint,
        "Region": config.region,
        "AccessKeyId": config.account,
        "SecretAccessKey": "local",
        "ApiUrl": f"{config.endpoint}/_aws/execute-api/{outputs['RestApiId']}/public",
        "SiteUrl": f"{config.endpoint}/{outputs['PublicBucketName']}/index.html",
    }
    config.outputs_file.write_text(json.dumps(outputs, indent=2, ensure_ascii=False))
    return outputs


def stack_outputs(config: Config) -> dict[str, str]:
    """What the stack itself puts out."""
    stacks = client(config, "cloudformation").describe_stacks(StackName=config.stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stacks[0].get("Outputs", [])}


def _build(config: Config) -> None:
    _sam(
        config,
        "build",
        "--template-file",
        str(PROJECT / "template.yaml"),
        "--build-dir",
        str(config.directory / "build"),
        "--parameter-overrides",
        *_parameters(config),
    )


def _deploy(config: Config) -> None:
    bucket = f"{config.stack}-artifacts-{config.account}"
    client(config, "s3").create_bucket(Bucket=bucket)
    _sam(
        config,
        "deploy",
        "--config-file",
        str(PROJECT / "samconfig.toml"),
        "--config-env",
        "local",
        "--template-file",
        str(config.directory / "build" / "template.yaml"),
        "--stack-name",
        config.stack,
        "--s3-bucket",
        bucket,
        "--parameter-overrides",
        *_parameters(config),
    )


def _parameters(config: Config) -> list[str]:
    """What differs on one machine: the interpreter at hand, two cores instead of a region, and the endpoint."""
    return [
        f"PythonRuntime=python3.{sys.version_info.minor}",
        f"MaxConcurrency={LOCAL_CONCURRENCY}",
        f"Attempts={LOCAL_ATTEMPTS}",
        f"Schedules={config.schedules}",
        f"Endpoint={config.endpoint}",
        f"Fingerprint={fingerprint(sys.version)}",
    ]


def _sam(config: Config, *arguments: str) -> None:
    log = config.directory / "sam.log"
    with log.open("ab") as output:
        done = subprocess.run(
            [SAM, *arguments], cwd=PROJECT, env=config.environment, stdout=output, stderr=output, check=False
        )
    if done.returncode:
        print("\n".join(log.read_text(errors="replace").splitlines()[-40:]), file=sys.stderr)
        raise SystemExit(f"sam {arguments[0]} failed; see {log}")


def _deployed(config: Config) -> bool:
    try:
        return bool(stack_outputs(config))
    except Exception:
        return False


def fingerprint(given: str) -> str:
    """The SHA-256 of all that is deployed: the sources, and what is `given` beside them."""
    digest = hashlib.sha256(given.encode())
    for path in _source_files():
        digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()


def _source_files() -> Iterator[Path]:
    for source in SOURCES:
        top = PROJECT / source
        paths = sorted(top.rglob("*")) if top.is_dir() else [top]
        yield from (p for p in paths if p.is_file() and "__pycache__" not in p.parts)
