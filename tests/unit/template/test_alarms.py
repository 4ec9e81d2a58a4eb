"""Every alarm reaches somebody, survives missing data, and says what to do."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.unit.template.stack import PROJECT, may, of_type, texts, translated

from chengxin.compliance.escalation.metrics import NAMESPACE, Background, metrics
from chengxin.deadlines import Calendar
from chengxin.steps.progress import publication_completed
from chengxin.steps.reconcile import reconciliation_metrics

ALARMS = of_type("AWS::CloudWatch::Alarm")
GLANCES = {name: one for name, one in ALARMS.items() if "Metrics" in one}
"""Alarms that say which departments another one is about."""
RUNBOOK = PROJECT / "docs" / "runbook"
QUERY = r'SELECT MAX\((\w+)\) FROM SCHEMA\("Chengxin", Department\) GROUP BY Department'
HEADINGS = ["## 含义", "## 先查什么", "## 怎样处置", "## 何时不要处置", "## 怎样确认恢复", "## 告知谁"]


@pytest.fixture(params=ALARMS)
def alarm(request: pytest.FixtureRequest) -> dict[str, Any]:
    return ALARMS[request.param]


def test_somebody_hears_when_it_rings_and_when_it_is_over(alarm: dict[str, Any]) -> None:
    if "Metrics" in alarm:
        assert not {"AlarmActions", "OKActions"} & alarm.keys(), "each department would be a message of its own"
        return
    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "OpsTopic"}]
    assert alarm.get("ActionsEnabled", True) is True


def test_it_says_what_silence_means(alarm: dict[str, Any]) -> None:
    assert alarm["TreatMissingData"] in ("ignore", "breaching", "notBreaching")


def test_its_dimensions_are_ascii_as_cloudwatch_demands(alarm: dict[str, Any]) -> None:
    assert all(text.isascii() for text in texts(alarm.get("Dimensions", [])))


def test_its_description_names_a_runbook_that_tells_all_that_is_needed(alarm: dict[str, Any]) -> None:
    (name,) = re.findall(r"docs/runbook/([a-z-]+\.md)", alarm["AlarmDescription"])
    lines = (RUNBOOK / name).read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("## ")] == HEADINGS


def test_the_list_of_runbooks_names_every_alarm_and_no_other() -> None:
    table = [line for line in (RUNBOOK / "README.md").read_text("utf-8").splitlines() if line.startswith("| `")]
    told = {
        (name, page)
        for line in table
        for name in re.findall(r"`([a-z-]+)`", line)
        for page in re.findall(r"\((.+)\)", line)
    }
    assert told == {
        (
            one["AlarmName"]["Fn::Sub"].removeprefix("${AWS::StackName}-"),
            *re.findall(r"docs/runbook/([a-z-]+\.md)", one["AlarmDescription"]),
        )
        for one in ALARMS.values()
    }


def test_runbooks_name_only_alarms_and_outputs_that_exist() -> None:
    outputs = set(translated()["Outputs"]) | {"API", "STACK"}
    alarms = {one["AlarmName"]["Fn::Sub"].removeprefix("${AWS::StackName}-") for one in ALARMS.values()}
    for page in RUNBOOK.glob("*.md"):
        text = page.read_text("utf-8")
        assert set(re.findall(r"\$([A-Z]\w+)", text)) <= outputs, page.name
        assert set(re.findall(r"`([a-z]+-dead-letters)`", text)) <= alarms, page.name


def test_cloudwatch_may_reach_the_topic_of_the_alarms() -> None:
    (policy,) = of_type("AWS::SNS::TopicPolicy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert "cloudwatch.amazonaws.com" in statement["Principal"]["Service"]
    assert statement["Action"] == "sns:Publish"
    assert policy["Topics"] == [{"Ref": "OpsTopic"}]
    topic = of_type("AWS::SNS::Topic")["OpsTopic"]
    key = of_type("AWS::KMS::Key")[topic["KmsMasterKeyId"]["Ref"]]
    allowed = [one for one in key["KeyPolicy"]["Statement"] if "Service" in one["Principal"]]
    (used,) = [one for one in allowed if "cloudwatch.amazonaws.com" in one["Principal"]["Service"]]
    assert used["Action"] == ["kms:Decrypt", "kms:GenerateDataKey"], "else what rings is lost without a word"


def test_the_alarm_on_the_api_watches_the_api_that_is_deployed() -> None:
    (api,) = of_type("AWS::ApiGateway::RestApi").values()
    (stage,) = of_type("AWS::ApiGateway::Stage").values()
    name = api.get("Name", api["Body"]["info"]["title"])
    (alarm,) = [one for one in ALARMS.values() if one.get("Namespace") == "AWS/ApiGateway"]
    assert {one["Name"]: one["Value"] for one in alarm["Dimensions"]} == {"ApiName": name, "Stage": stage["StageName"]}


def test_a_failed_submission_rings_as_long_as_it_has_failed() -> None:
    (alarm,) = [one for one in ALARMS.values() if one.get("MetricName") == "SubmissionsFailed"]
    assert (alarm["Statistic"], alarm["Threshold"], alarm["TreatMissingData"]) == ("Maximum", 0, "breaching")
    often = of_type("AWS::Scheduler::Schedule")["ReconcileFunctionOften"]["ScheduleExpression"]
    assert often == "cron(5/15 * * * ? *)"
    assert alarm["Period"] * alarm["EvaluationPeriods"] == 3600


def test_every_function_that_fails_rings() -> None:
    functions = set(of_type("AWS::Lambda::Function"))
    watched = [
        one for one in ALARMS.values() if (one.get("Namespace"), one.get("MetricName")) == ("AWS/Lambda", "Errors")
    ]
    assert {one["Dimensions"][0]["Value"]["Ref"] for one in watched} == functions
    assert len(watched) == len(functions)
    jobs = {"PublishFunction", "ComplyFunction", "ReconcileFunction", "NotifyFunction"}
    assert {one["Dimensions"][0]["Value"]["Ref"] for one in watched if one["Threshold"] == 0} == jobs


def test_publication_that_does_not_come_to_its_end_rings() -> None:
    (alarm,) = [one for one in ALARMS.values() if one.get("MetricName") == "PublicationCompleted"]
    assert (alarm["TreatMissingData"], alarm["Threshold"]) == ("breaching", 1)
    (often,) = [s for n, s in of_type("AWS::Scheduler::Schedule").items() if n.startswith("Publish")]
    assert often["ScheduleExpression"] == "cron(0/10 * * * ? *)"


def test_a_job_that_fails_leaves_a_dead_letter() -> None:
    configs = of_type("AWS::Lambda::EventInvokeConfig")
    jobs = {one["FunctionName"]["Ref"]: one for one in configs.values()}
    assert set(jobs) == {"PublishFunction", "ComplyFunction", "ReconcileFunction"}
    for name, one in jobs.items():
        assert one["MaximumRetryAttempts"] == 0
        queue = one["DestinationConfig"]["OnFailure"]["Destination"]
        assert queue == {"Fn::GetAtt": ["JobDeadLetters", "Arn"]}
        assert may(f"{name}Role", "sqs:SendMessage", queue)


def test_the_platforms_own_alarms_watch_what_a_run_puts() -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    swept = metrics([], now, Background(Calendar([]), now))
    put = {(one.name, *one.dimensions) for one in (*swept, *reconciliation_metrics(0, 0, 0), *publication_completed(0))}
    watched = {
        (one["MetricName"], *(dimension["Name"] for dimension in one.get("Dimensions", [])))
        for one in ALARMS.values()
        if one.get("Namespace") == NAMESPACE
    }
    assert watched
    assert watched <= put


def test_what_a_glance_shows_of_departments_an_alarm_of_the_city_tells() -> None:
    told = {one["AlarmDescription"].partition("docs/runbook/")[2] for n, one in ALARMS.items() if n not in GLANCES}
    assert {one["AlarmDescription"].partition("docs/runbook/")[2] for one in GLANCES.values()} <= told
    assert len(GLANCES) == 4
    for one in GLANCES.values():
        (query,) = one["Metrics"]
        assert re.fullmatch(QUERY, query["Expression"])
        assert query["ReturnData"] is True


def test_departments_do_not_multiply_what_is_sent() -> None:
    """A first day on which every department is late is a handful of mails."""
    mailing = [one for one in ALARMS.values() if one.get("AlarmActions") and one.get("Namespace") == NAMESPACE]
    assert all("Dimensions" not in one for one in mailing)
    assert len(mailing) < 20
