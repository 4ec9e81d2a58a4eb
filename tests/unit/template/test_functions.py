"""Every function: its log, its environment, its layers, its handler."""

import importlib
import sys
from collections.abc import Iterator

import pytest
from infra.local.deploy import fingerprint, layer_platform
from tests.unit.template.stack import PROJECT, functions, named, of_type, resources, source

from chengxin_aws.settings import Settings

FUNCTIONS = functions()
POWERTOOLS = {"POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"}


@pytest.fixture
def packaged(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`functions/` as a package root, which it is in a Lambda."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(PROJECT / "functions"))
    yield
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_every_function_logs_to_a_group_of_its_own_that_is_kept_for_half_a_year_at_least() -> None:
    groups = of_type("AWS::Logs::LogGroup")
    used = {name: named(function["LoggingConfig"].get("LogGroup")) for name, function in FUNCTIONS.items()}
    assert None not in used.values(), used
    assert len(set(used.values())) == len(FUNCTIONS)
    for group in groups.values():
        assert group["RetentionInDays"] >= 180


def test_logs_are_json_and_calls_are_traced() -> None:
    for name, function in FUNCTIONS.items():
        assert function["LoggingConfig"]["LogFormat"] == "JSON", name
        assert function["TracingConfig"] == {"Mode": "Active"}, name


def test_every_function_gets_all_settings_that_the_code_requires_and_none_that_it_does_not_know() -> None:
    required = {name.upper() for name, field in Settings.model_fields.items() if field.is_required()}
    known = {name.upper() for name in Settings.model_fields} | POWERTOOLS
    for name, function in FUNCTIONS.items():
        given = set(function["Environment"]["Variables"])
        assert required <= given <= known, name


def test_settle_starts_the_state_machine_of_this_very_stack() -> None:
    arn = FUNCTIONS["SettleFunction"]["Environment"]["Variables"]["INGEST_ARN"]["Fn::Sub"]
    (machine,) = of_type("AWS::StepFunctions::StateMachine").values()
    assert arn.endswith(f":stateMachine:{machine['StateMachineName']['Fn::Sub']}")


@pytest.mark.usefixtures("packaged")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_handler_exists_in_the_folder_that_is_packaged(name: str) -> None:
    module, _, attribute = FUNCTIONS[name]["Handler"].rpartition(".")
    assert callable(getattr(importlib.import_module(module), attribute))


def test_every_layer_can_be_built_and_is_carried() -> None:
    layers = {name: one for name, one in source()["Resources"].items() if one["Type"].endswith("::LayerVersion")}
    for name, layer in layers.items():
        assert layer["Metadata"]["BuildMethod"] == "makefile", name
        makefile = PROJECT / layer["Properties"]["ContentUri"] / "Makefile"
        assert f"build-{name}:" in makefile.read_text("utf-8").splitlines(), name
    carried = {str(one["Ref"]) for function in source_functions().values() for one in function["Layers"]}
    assert carried == layers.keys()
    assert max(len(function["Layers"]) for function in source_functions().values()) <= 5


@pytest.mark.parametrize("machine", source()["Parameters"]["Architecture"]["AllowedValues"])
def test_native_code_is_built_for_the_machine_that_runs_it(machine: str) -> None:
    assert {one for function in FUNCTIONS.values() for one in map(str, function["Architectures"])} == {
        str({"Ref": "Architecture"})
    }
    assert layer_platform(machine).startswith({"x86_64": "x86_64", "arm64": "aarch64"}[machine])


def test_a_scheduled_job_is_retried_by_its_schedule_alone() -> None:
    """A job's asynchronous invocation would be retried twice more by Lambda, beside the schedule's own retries."""
    configured = {
        named(one["FunctionName"]): one["MaximumRetryAttempts"]
        for one in of_type("AWS::Lambda::EventInvokeConfig").values()
    }
    assert configured == {"PublishFunction": 0, "ComplyFunction": 0, "ReconcileFunction": 0}


def test_validate_has_room_for_the_largest_file() -> None:
    limit = int(source()["Parameters"]["FileLimitMegabytes"]["Default"])
    assert FUNCTIONS["ValidateFunction"]["EphemeralStorage"]["Size"] > 2 * limit


def test_the_api_answers_before_the_gateway_gives_up() -> None:
    assert FUNCTIONS["ApiFunction"]["Timeout"] < 29


def source_functions() -> dict[str, dict[str, list[dict[str, str]]]]:
    found = source()["Resources"].items()
    return {name: one["Properties"] for name, one in found if one["Type"] == "AWS::Serverless::Function"}


def test_every_function_has_a_role_of_its_own() -> None:
    roles = [named(function["Role"]) for function in FUNCTIONS.values()]
    assert len(set(roles)) == len(FUNCTIONS)
    assert all(resources()[str(role)]["Type"] == "AWS::IAM::Role" for role in roles)


def test_the_query_interface_gets_a_new_version_whenever_anything_of_it_changes() -> None:
    """Its layers and environment are in no hash that SAM makes, so the deploying command gives one of everything."""
    properties = source()["Resources"]["ApiFunction"]["Properties"]
    assert properties["AutoPublishCodeSha256"] == {"Ref": "Fingerprint"}
    assert len({fingerprint(given) for given in ("SiteDomain=a", "SiteDomain=b")}) == 2


def test_a_new_version_that_rings_an_alarm_is_taken_back_where_that_is_wanted() -> None:
    preference = source()["Resources"]["ApiFunction"]["Properties"]["DeploymentPreference"]
    assert preference["Enabled"] == {"Ref": "GradualDeployment"}
    assert {one["Ref"] for one in preference["Alarms"]} == {"ApiErrorsAlarm", "ApiFunctionErrorsAlarm"}
    assert "AWS::CodeDeploy::DeploymentGroup" not in {one["Type"] for one in resources().values()}
