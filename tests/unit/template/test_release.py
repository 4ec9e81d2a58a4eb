"""What `make deploy` runs for a stage, and what it refuses."""

import tomllib
from typing import Any

import pytest
from infra.local.release import Release, refuse
from tests.unit.template.stack import PROJECT, source

STAGES = ("dev", "stage", "prod")


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_a_stack_of_its_own_and_parameters_that_the_template_knows(stage: str) -> None:
    release = Release.from_environment({"STAGE": stage})
    assert release.stack == f"chengxin-{stage}"
    assert release.parameters.keys() <= source()["Parameters"].keys()
    config: dict[str, Any] = tomllib.loads((PROJECT / "samconfig.toml").read_text("utf-8"))
    assert config[stage]["deploy"]["parameters"]["capabilities"] == "CAPABILITY_IAM CAPABILITY_AUTO_EXPAND"


def test_production_is_looked_at_before_it_changes() -> None:
    config: dict[str, Any] = tomllib.loads((PROJECT / "samconfig.toml").read_text("utf-8"))
    assert config["prod"]["deploy"]["parameters"]["confirm_changeset"] is True
    assert Release.from_environment({"STAGE": "prod"}).parameters["GradualDeployment"] == "true"


def test_what_the_command_says_goes_over_what_the_stage_says() -> None:
    asked = {"STAGE": "prod", "PARAMETERS": "RateLimit=500 OpsEmail=a@b", "STACK": "other", "PROFILE": "ops"}
    release = Release.from_environment(asked)
    assert (release.parameters["RateLimit"], release.parameters["OpsEmail"]) == ("500", "a@b")
    build, deploy = release.commands()
    assert deploy[1:8] == ["deploy", "--config-env", "prod", "--stack-name", "other", "--profile", "ops"]
    overrides = deploy[deploy.index("--parameter-overrides") :]
    assert {"RateLimit=500", "OpsEmail=a@b"} <= set(overrides)
    assert build[build.index("--parameter-overrides") :] == overrides


def test_the_name_of_the_stack_is_honoured() -> None:
    assert Release.from_environment({}).stack == "chengxin"
    assert Release.from_environment({"STACK_NAME": "older"}).stack == "older"


def test_a_dry_run_changes_nothing() -> None:
    assert "--no-execute-changeset" in Release.from_environment({"DRY": "1"}).commands()[1]
    assert "--no-execute-changeset" not in Release.from_environment({}).commands()[1]


def test_layers_are_built_for_the_processor_and_the_python_that_are_deployed() -> None:
    layers = Release.from_environment({"ARCH": "arm64", "PYTHON_MINOR": "12"}).layers
    assert layers == {"LAYER_PLATFORM": "aarch64-manylinux_2_28", "LAYER_PYTHON": "3.12"}


def test_the_mainland_is_refused_without_a_host_and_a_certificate() -> None:
    with pytest.raises(SystemExit, match="ICP"):
        refuse(Release(), "cn-north-1")
    refuse(Release(parameters={"SiteDomain": "credit.example", "SiteCertificate": "ASCA1"}), "cn-north-1")
    refuse(Release(), "eu-central-1")


def test_an_unknown_stage_is_told() -> None:
    with pytest.raises(SystemExit, match="dev, stage, prod"):
        Release.from_environment({"STAGE": "production"})
