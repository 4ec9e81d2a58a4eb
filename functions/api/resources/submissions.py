"""A submission for the department that sent it: progress while it runs, the receipt afterwards."""

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from chengxin.errors import NotFoundError
from chengxin.publication.record_view import Moment
from chengxin.receipts.submission import Submission

from ..params import Id, Params
from ..seam import NO_STORE, Resource
from ..services import Services

resource = Resource("submissions")


class Rows(BaseModel):
    """`total = accepted + rejected + unchanged`."""

    total: int
    accepted: int
    rejected: int
    unchanged: int
    superseded: int
    warned: int


class FindingView(BaseModel):
    row: int | None
    column: str | None
    field: str | None
    code: str
    message: str
    value: str | None
    suggestion: str | None


class Receipt(BaseModel):
    """The receipt as it was written (CONTRACT, "Receipts")."""

    model_config = ConfigDict(extra="allow")

    submission_id: str
    department: str
    dataset: str
    file_name: str
    sha256: str
    size: int
    format: str | None
    encoding: str | None
    template: str | None
    received_at: Moment
    finished_at: Moment | None
    status: str
    rows: Rows
    errors: list[FindingView]
    warnings: list[FindingView]


class Progress(BaseModel):
    rows_done: int
    rows_total: int
    rate: float = Field(description="每秒行数，自登记起平均")


class RunningSubmission(Receipt):
    """What is known while the file is being worked on."""

    progress: Progress


class OneSubmission(Params):
    submission_id: Id = Field(alias="id")


@resource.get("/submissions/{id}", "报送的回执，处理中则为进度", cache=NO_STORE, errors=(404,), api_key=True)
def submission(services: Services, params: OneSubmission) -> RunningSubmission | Receipt:
    found = services.submissions.get(params.submission_id)
    if found is None:
        raise NotFoundError("没有这次报送。")
    if found.status == "running":
        return RunningSubmission(**_head(found), progress=_progress(services, found))
    written = services.receipts.get(f"{found.department}/{found.dataset}/{found.file_name}/{found.submission_id}.json")
    return Receipt.model_validate(json.loads(written) if written else _head(found))


def _head(found: Submission) -> dict[str, Any]:
    return {**found.as_json(), "errors": [], "warnings": []}


def _progress(services: Services, found: Submission) -> Progress:
    done = services.submissions.rows_done(found.submission_id)
    seconds = (services.clock.now() - found.registered_at).total_seconds()
    return Progress(rows_done=done, rows_total=found.rows_total, rate=round(done / seconds, 1) if seconds > 0 else 0.0)
