"""Least privilege, and nothing that binds the template to one partition of AWS."""

import re

from tests.unit.template.stack import PROJECT, listed, of_type, source, statements, texts

ROLES = of_type("AWS::IAM::Role")
WITHOUT_RESOURCE = {
    "cloudwatch:PutMetricData": "knows no resource; confined to the namespace",
    "xray:PutTraceSegments": "knows no resource",
    "xray:PutTelemetryRecords": "knows no resource",
    "xray:GetSamplingRules": "knows no resource",
    "xray:GetSamplingTargets": "knows no resource",
    "logs:CreateLogDelivery": "log delivery knows no resource",
    "logs:GetLogDelivery": "log delivery knows no resource",
    "logs:UpdateLogDelivery": "log delivery knows no resource",
    "logs:DeleteLogDelivery": "log delivery knows no resource",
    "logs:ListLogDeliveries": "log delivery knows no resource",
    "logs:PutResourcePolicy": "log delivery knows no resource",
    "logs:DescribeResourcePolicies": "log delivery knows no resource",
    "logs:DescribeLogGroups": "log delivery knows no resource",
}
MANAGED = {"AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess", "AWSXRayDaemonWriteAccess"}
SERVICE = re.compile(r"[a-z0-9.]+\.amazonaws\.com")


def test_no_role_may_do_whatever_it_likes_or_to_whatever_it_likes() -> None:
    for role in ROLES:
        for statement in statements(role):
            actions = listed(statement["Action"])
            assert all("*" not in action for action in actions), role
            if "*" in listed(statement["Resource"]):
                assert set(actions) <= WITHOUT_RESOURCE.keys(), role


def test_metrics_are_put_into_the_platforms_own_namespace_only() -> None:
    puts = [one for role in ROLES for one in statements(role) if "cloudwatch:PutMetricData" in listed(one["Action"])]
    assert puts
    namespaces = [text for one in puts for condition in one["Condition"].values() for text in condition.items()]
    assert namespaces == [("cloudwatch:namespace", "Chengxin")] * len(puts)


def test_no_table_is_scanned_but_the_ledger_to_make_anew_what_is_public_and_no_record_deleted() -> None:
    given = [one for role in ROLES for one in statements(role)]
    actions = {action for one in given for action in listed(one["Action"])}
    assert not actions & {"dynamodb:DeleteTable", "s3:DeleteObjectVersion"}
    scans = [(role, one) for role in ROLES for one in statements(role) if "dynamodb:Scan" in listed(one["Action"])]
    assert {role for role, _ in scans} == {"PublishFunctionRole"}
    tables = [text for _, one in scans for text in listed(one["Resource"]) if "Fn::GetAtt" in text]
    assert tables == [{"Fn::GetAtt": [name, "Arn"]} for name in ("LedgerTable", "PublicTable")]
    for one in given:
        derived = one["Resource"] == {"Fn::GetAtt": ["PublicTable", "Arn"]}
        if "dynamodb:DeleteItem" in listed(one["Action"]) and not derived:
            done = {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["~unfinished", "~rewrites"]}}
            assert (one["Resource"], one["Condition"]) == ({"Fn::GetAtt": ["SubmissionsTable", "Arn"]}, done)


def test_functions_get_no_managed_policy_but_logging_and_tracing() -> None:
    for role, properties in ROLES.items():
        given = {text.rsplit("/", 1)[-1] for text in texts(properties.get("ManagedPolicyArns", [])) if "/" in text}
        assert given <= MANAGED, role


def test_who_may_be_assumed_by_whom_is_one_service_a_role() -> None:
    for role, properties in ROLES.items():
        (statement,) = listed(properties["AssumeRolePolicyDocument"]["Statement"])
        assert listed(statement["Action"]) == ["sts:AssumeRole"], role
        (service,) = listed(statement["Principal"]["Service"])
        assert SERVICE.fullmatch(service), role


def test_nothing_names_a_partition_or_a_domain_of_aws_outright() -> None:
    """`aws-cn` has ARNs of its own and another suffix; the names of service principals are the same everywhere."""
    definition = (PROJECT / "infra/state-machines/ingest.asl.json").read_text("utf-8")
    for text in (*texts(source()), definition):
        assert "arn:aws" not in text, text
        assert SERVICE.fullmatch(text) or "amazonaws" not in text, text


def test_no_resource_is_open_to_everybody() -> None:
    for kind in ("AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"):
        for name, policy in of_type(kind).items():
            allowed = [one for one in listed(policy["PolicyDocument"]["Statement"]) if one["Effect"] == "Allow"]
            for statement in allowed:
                assert set(statement["Principal"]) == {"Service"}, name
                assert statement["Condition"], f"{name}: any account's service could use it"
