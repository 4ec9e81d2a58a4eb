"""What holds data is closed, encrypted, versioned, and outlives the stack."""

from typing import Any

from tests.unit.template.stack import named, nested, of_type, resources

BUCKETS, TABLES = of_type("AWS::S3::Bucket"), of_type("AWS::DynamoDB::Table")
CLOSED = {"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"}
STORES = ("AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::SecretsManager::Secret")


def test_every_bucket_is_versioned_encrypted_and_closed_to_the_public() -> None:
    assert len(BUCKETS) >= 4
    for name, bucket in BUCKETS.items():
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}, name
        assert bucket["PublicAccessBlockConfiguration"] == dict.fromkeys(CLOSED, True), name
        (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] in ("aws:kms", "AES256"), name


def test_personal_data_is_under_a_key_whose_use_is_logged() -> None:
    for name in BUCKETS.keys() - {"PublicBucket", "LogsBucket"}:
        (rule,) = BUCKETS[name]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms", name


def test_what_was_taken_down_does_not_live_on_as_an_old_version() -> None:
    rules = BUCKETS["PublicBucket"]["LifecycleConfiguration"]["Rules"]
    whole = [rule for rule in rules if not rule.get("Prefix") and rule["Status"] == "Enabled"]
    assert any(rule["NoncurrentVersionExpiration"]["NoncurrentDays"] <= 1 for rule in whole)


def test_no_bucket_answers_without_tls() -> None:
    refused = {named(policy["Bucket"]) for policy in of_type("AWS::S3::BucketPolicy").values() if _refuses(policy)}
    assert refused == BUCKETS.keys() - {"PublicBucket"}
    (site,) = nested("infra/front/site.yaml", "AWS::S3::BucketPolicy")
    assert _refuses(site), "the site's own template has the policy of its bucket"


def test_who_reads_what_is_written_down() -> None:
    for name in BUCKETS.keys() - {"LogsBucket"}:
        assert named(BUCKETS[name]["LoggingConfiguration"]["DestinationBucketName"]) == "LogsBucket"


def _refuses(policy: dict[str, Any]) -> bool:
    without_tls = {"Bool": {"aws:SecureTransport": "false"}}
    return any(
        (one["Effect"], one["Action"], one.get("Condition")) == ("Deny", "s3:*", without_tls)
        for one in policy["PolicyDocument"]["Statement"]
    )


def test_no_lifecycle_rule_deletes_what_departments_dropped_or_their_receipts() -> None:
    for name in ("InboxBucket", "ReceiptsBucket"):
        assert "LifecycleConfiguration" not in BUCKETS[name]


def test_every_table_is_on_demand_recoverable_encrypted_and_protected() -> None:
    assert len(TABLES) >= 4
    for name, table in TABLES.items():
        assert table["BillingMode"] == "PAY_PER_REQUEST", name
        assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}, name
        assert table["SSESpecification"]["SSEEnabled"] is True, name
        assert table["DeletionProtectionEnabled"] is True, name
        assert "TableName" not in table, "a fixed name makes a change of keys impossible"


def test_progress_expires_and_nothing_else_does() -> None:
    expiring = {name for name, table in TABLES.items() if "TimeToLiveSpecification" in table}
    assert expiring == {"SubmissionsTable"}
    assert TABLES["SubmissionsTable"]["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}


def test_the_only_index_is_that_of_open_entries_and_holds_keys_only() -> None:
    indexes = {
        name: table["GlobalSecondaryIndexes"] for name, table in TABLES.items() if "GlobalSecondaryIndexes" in table
    }
    assert indexes.keys() == {"LedgerTable"}
    (index,) = indexes["LedgerTable"]
    assert (index["IndexName"], index["Projection"]) == ("open", {"ProjectionType": "KEYS_ONLY"})


def test_data_outlives_the_stack_and_what_never_held_any_does_not_stand_in_the_way_of_the_next_try() -> None:
    for name, resource in resources().items():
        if resource["Type"] in STORES:
            assert resource["DeletionPolicy"] == "RetainExceptOnCreate", name
            assert resource["UpdateReplacePolicy"] == "Retain", name
