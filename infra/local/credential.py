"""An operator's command over departments' credentials: issue, list, withdraw."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chengxin.catalogue.load import load
from chengxin.credentials import Credential, issue
from chengxin.times import rfc3339
from chengxin_aws.credentials import DynamoCredentials
from infra.local.config import PROJECT
from infra.local.stack import Stack

DAYS = 365


def credential(stack: Stack, department: str, days: str, withdraw: str, listed: str) -> dict[str, Any]:
    """What came of it; the text of a new credential is in this answer and nowhere else."""
    if load(PROJECT / "infra" / "catalogue").department(department) is None:
        raise SystemExit(f"DEPARTMENT={department} is not in the registry of departments")
    register = DynamoCredentials(stack.aws("dynamodb"), stack.outputs["SubmissionsTableName"])
    now = datetime.now(UTC).replace(microsecond=0)
    if withdraw:
        if not register.withdraw(department, withdraw, now):
            raise SystemExit(f"WITHDRAW={withdraw}: the department has no such credential in force")
        return {"withdrawn": withdraw}
    if listed:
        return {"credentials": [_told(one) for one in register.of_department(department)]}
    if not (days or str(DAYS)).isdecimal() or not 1 <= int(days or DAYS) <= DAYS:
        raise SystemExit(f"DAYS={days} must be from 1 to {DAYS}")
    new, text = issue(department, now, timedelta(days=int(days or DAYS)))
    register.add(new)
    return {**_told(new), "credential": text}


def _told(one: Credential) -> dict[str, Any]:
    times = {name: getattr(one, name) for name in ("issued_at", "expires_at", "withdrawn_at", "used_at")}
    return {"id": one.id, **{name: rfc3339(at) if at else None for name, at in times.items()}}
