"""What starts by itself is retried, and what could not be started is kept and told of."""

from typing import Any

import pytest
from tests.unit.template.stack import listed, may, named, of_type

SCHEDULES, RULES = of_type("AWS::Scheduler::Schedule"), of_type("AWS::Events::Rule")
QUEUES, ALARMS = of_type("AWS::SQS::Queue"), of_type("AWS::CloudWatch::Alarm")
FORTNIGHT = 14 * 24 * 3600


def test_every_job_runs_by_the_clock_of_the_city() -> None:
    targets = {named(schedule["Target"]["Arn"]) for schedule in SCHEDULES.values()}
    assert targets == {"PublishFunction", "ComplyFunction", "ReconcileFunction"}
    for name, schedule in SCHEDULES.items():
        assert schedule["ScheduleExpressionTimezone"] == "Asia/Shanghai", name
        assert schedule["State"] == {"Ref": "Schedules"}, name
        assert "<aws.scheduler.scheduled-time>" in schedule["Target"]["Input"], "the job must know for when it runs"


def test_the_sweep_runs_every_hour_as_its_heartbeat_expects() -> None:
    (expression,) = [one["ScheduleExpression"] for name, one in SCHEDULES.items() if name.startswith("Comply")]
    (heartbeat,) = [one for one in ALARMS.values() if one.get("MetricName") == "ComplianceSweepCompleted"]
    assert expression.removeprefix("cron(").split()[1] == "*"
    assert heartbeat["Period"] * heartbeat["EvaluationPeriods"] == 2 * 3600


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_retries_within_its_hour_and_then_leaves_a_dead_letter(name: str) -> None:
    target: dict[str, Any] = SCHEDULES[name]["Target"]
    assert target["RetryPolicy"]["MaximumRetryAttempts"] >= 1
    assert target["RetryPolicy"]["MaximumEventAgeInSeconds"] < 3600
    role, queue = str(named(target["RoleArn"])), target["DeadLetterConfig"]["Arn"]
    assert named(queue) in QUEUES
    assert may(role, "sqs:SendMessage", queue)
    assert may(role, "lambda:InvokeFunction", target["Arn"])


@pytest.mark.parametrize("name", RULES)
def test_an_event_is_retried_for_a_day_and_then_leaves_a_dead_letter(name: str) -> None:
    for target in RULES[name]["Targets"]:
        assert target["RetryPolicy"]["MaximumRetryAttempts"] >= 5
        assert target["RetryPolicy"]["MaximumEventAgeInSeconds"] == 24 * 3600
        queue = target["DeadLetterConfig"]["Arn"]
        if name == "DropRule":
            assert may(str(named(target["RoleArn"])), "states:StartExecution", target["Arn"])
        assert {"aws:SourceArn": {"Fn::GetAtt": [name, "Arn"]}} in _conditions(
            str(named(queue)), "events.amazonaws.com"
        )


def test_every_drop_starts_ingest_whatever_its_name() -> None:
    pattern = RULES["DropRule"]["EventPattern"]
    assert pattern["detail"] == {"bucket": {"name": [{"Ref": "InboxBucket"}]}}
    assert (pattern["source"], pattern["detail-type"]) == (["aws.s3"], ["Object Created"])
    inbox = of_type("AWS::S3::Bucket")["InboxBucket"]
    assert inbox["NotificationConfiguration"] == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}


def test_dead_letters_are_encrypted_and_kept_for_a_fortnight() -> None:
    for name, queue in QUEUES.items():
        assert queue["MessageRetentionPeriod"] == FORTNIGHT, name
        assert queue["SqsManagedSseEnabled"] is True, name


def test_every_queue_has_an_alarm_that_rings_at_the_first_message() -> None:
    watched = {
        named(dimension["Value"]): (alarm["MetricName"], alarm["Threshold"], alarm["ComparisonOperator"])
        for alarm in ALARMS.values()
        for dimension in alarm.get("Dimensions", [])
        if dimension["Name"] == "QueueName"
    }
    assert watched == dict.fromkeys(QUEUES, ("ApproximateNumberOfMessagesVisible", 0, "GreaterThanThreshold"))


def _conditions(queue: str, service: str) -> list[dict[str, Any]]:
    """Under which condition a service may send to a queue."""
    return [
        condition
        for policy in of_type("AWS::SQS::QueuePolicy").values()
        if queue in {named(one) for one in policy["Queues"]}
        for statement in listed(policy["PolicyDocument"]["Statement"])
        if statement["Principal"] == {"Service": service} and statement["Resource"] == {"Fn::GetAtt": [queue, "Arn"]}
        for condition in statement["Condition"].values()
    ]
