"""Drops of another day: what departments sent then, so that a walk over a past holiday meets something.

What came when is a fact that nobody may set, so no function takes a time of receipt from outside. Here the first step
of ingest, which notes it, runs in the runner's own process over a file that it says came then; the other steps are the
deployed functions.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from chengxin.catalogue import Catalogue
from chengxin.formats.model import Limits
from chengxin.records import Drop
from chengxin.steps.staging import Staging
from chengxin.steps.validate import Validator
from chengxin_aws.objects import S3Objects
from chengxin_aws.submissions import DynamoSubmissions
from infra.local.stack import Stack


@dataclass(frozen=True, slots=True)
class _Desk:
    """`chengxin.ports.Inbox` and `Clock` of one moment: a file that lies on the runner's disk."""

    path: Path
    moment: datetime
    bucket: str

    def candidates(self, key: str, version_id: str | None, etag: str | None, size: int | None) -> Sequence[Drop]:
        return ()

    def download(self, drop: Drop, into: BinaryIO) -> None:
        into.write(self.path.read_bytes())

    def now(self) -> datetime:
        return self.moment


def drop_as_of(stack: Stack, catalogue: Catalogue, path: Path, key: str, moment: datetime) -> str:
    """Drops a file as if it had come at `moment`; answers its status. The same file and moment is the same drop."""
    desk = _Desk(path, moment, stack.outputs["InboxBucketName"])
    submissions = DynamoSubmissions(stack.aws("dynamodb"), stack.outputs["SubmissionsTableName"])
    staging = Staging(S3Objects(stack.aws("s3"), stack.outputs["WorkBucketName"]))
    drop = Drop(stack.outputs["InboxBucketName"], key, f"{moment:%Y%m%dT%H%M}", path.stat().st_size, "", moment)
    validated = Validator(catalogue, desk, submissions, staging, desk, Limits()).run(drop)
    if validated.settled:
        return "settled before"
    for chunk in staging.manifest(validated.staged):
        _invoke(stack, "NormaliseFunction", {"staged": validated.staged, "chunk": chunk})
    return str(_invoke(stack, "SettleFunction", {"validated": {"staged": validated.staged}})["status"])


def _invoke(stack: Stack, function: str, event: dict[str, Any]) -> dict[str, Any]:
    found = stack.aws("cloudformation").describe_stack_resource(
        StackName=stack.config.stack, LogicalResourceId=function
    )
    name = found["StackResourceDetail"]["PhysicalResourceId"]
    answer = stack.aws("lambda").invoke(FunctionName=name, Payload=json.dumps(event).encode())
    result: dict[str, Any] = json.loads(answer["Payload"].read())
    if "FunctionError" in answer:
        raise RuntimeError(f"{function} failed: {json.dumps(result, ensure_ascii=False)}")
    return result
