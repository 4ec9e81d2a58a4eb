"""What an operator does with departments' credentials."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from infra.local.credential import credential
from infra.local.stack import Stack
from tests.integration.adapters.aws import dynamodb, table

from chengxin.credentials import CredentialError, authenticate
from chengxin_aws.credentials import DynamoCredentials


@dataclass
class Aws:
    outputs: dict[str, str]

    def aws(self, service: str) -> Any:
        assert service == "dynamodb"
        return dynamodb()


@pytest.fixture
def stack(aws: None) -> Stack:
    return cast(Stack, Aws({"SubmissionsTableName": table("SubmissionsTable")}))


def test_it_is_shown_once_and_opens_until_withdrawn(stack: Stack) -> None:
    given = credential(stack, "transport", "30", "", "")
    register = DynamoCredentials(dynamodb(), stack.outputs["SubmissionsTableName"])
    header, now = f"Bearer {given['credential']}", datetime.now(UTC)
    assert authenticate(register, header, now) == "transport"
    (listed,) = credential(stack, "transport", "", "", "1")["credentials"]
    assert listed["id"] == given["id"]
    assert listed["used_at"]
    assert not listed["withdrawn_at"]
    assert given["credential"].rpartition(".")[2] not in str(listed)
    assert credential(stack, "transport", "", given["id"], "") == {"withdrawn": given["id"]}
    with pytest.raises(CredentialError):
        authenticate(register, header, now)


@pytest.mark.parametrize(
    ("department", "days", "withdraw", "named"),
    [
        ("nobody", "", "", "DEPARTMENT"),
        ("", "", "", "DEPARTMENT"),
        ("transport", "0", "", "DAYS"),
        ("transport", "366", "", "DAYS"),
        ("transport", "a year", "", "DAYS"),
        ("transport", "", "0123456789abcdef", "WITHDRAW"),
    ],
)
def test_what_is_wrong_is_named(stack: Stack, department: str, days: str, withdraw: str, named: str) -> None:
    with pytest.raises(SystemExit, match=named):
        credential(stack, department, days, withdraw, "")
