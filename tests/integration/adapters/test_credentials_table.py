"""A department's credential, as the register keeps it and as it is presented."""

from datetime import datetime, timedelta

import pytest
from tests.integration.adapters.aws import dynamodb, table

from chengxin.credentials import CredentialError, authenticate, issue
from chengxin_aws.credentials import DynamoCredentials

YEAR, MINUTE = timedelta(days=365), timedelta(minutes=1)


@pytest.fixture
def register(aws: None) -> DynamoCredentials:
    return DynamoCredentials(dynamodb(), table("SubmissionsTable"))


def given(register: DynamoCredentials, department: str, now: datetime) -> tuple[str, str]:
    """A new credential's id and its bearer header."""
    new, text = issue(department, now, YEAR)
    register.add(new)
    return new.id, f"Bearer {text}"


def refused(register: DynamoCredentials, header: str | None, now: datetime) -> str:
    with pytest.raises(CredentialError) as error:
        authenticate(register, header, now)
    assert error.value.status == 401
    assert not header or header not in error.value.detail
    return error.value.code


def test_speaks_for_its_department_alone(register: DynamoCredentials, now: datetime) -> None:
    _, header = given(register, "transport", now)
    given(register, "housing-urban", now)
    assert authenticate(register, header, now) == "transport"
    assert refused(register, header.replace("transport", "housing-urban"), now) == "credential-wrong"


def test_each_fault_has_its_code(register: DynamoCredentials, now: datetime) -> None:
    one, header = given(register, "transport", now)
    wrong = header[:-1] + ("A" if header[-1] != "A" else "E")
    assert refused(register, None, now) == "credential-missing"
    assert refused(register, header.replace("Bearer", "Basic"), now) == "credential-malformed"
    assert refused(register, header + "\n x", now) == "credential-malformed"
    assert refused(register, header, now + YEAR) == "credential-expired"
    assert register.withdraw("transport", one, now)
    assert refused(register, header, now) == "credential-withdrawn"
    assert refused(register, wrong, now) == "credential-wrong"  # who lacks the secret learns nothing of its state


def test_a_new_one_overlaps_the_old(register: DynamoCredentials, now: datetime) -> None:
    old, before = given(register, "transport", now)
    _, after = given(register, "transport", now)
    assert {authenticate(register, header, now) for header in (before, after)} == {"transport"}
    assert register.withdraw("transport", old, now)
    assert not register.withdraw("transport", old, now + MINUTE)
    assert refused(register, before, now) == "credential-withdrawn"
    assert authenticate(register, after, now) == "transport"


def test_last_use_is_kept_to_the_hour(register: DynamoCredentials, now: datetime) -> None:
    one, header = given(register, "transport", now)
    for later in (0, 1, 59, 61):
        authenticate(register, header, now + later * MINUTE)
    found = register.get("transport", one)
    assert found is not None
    assert found.used_at == now + 61 * MINUTE


def test_the_secret_is_not_kept(register: DynamoCredentials, now: datetime) -> None:
    _, header = given(register, "transport", now)
    kept = dynamodb().scan(TableName=register._table)["Items"]
    assert header.rpartition(".")[2] not in str(kept)
