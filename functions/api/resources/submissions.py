"""Submissions for the department that sent them: its own, newest first; one's progress while it runs, then its receipt.

What another department sent is answered as if it had never been.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from chengxin.errors import NotFoundError
from chengxin.publication.record_view import Moment
from chengxin.receipts.submission import Submission
from chengxin.times import local_date

from ..params import Id, IsoDate, PageParams, Params
from ..seam import NO_STORE, Resource
from ..services import Services

resource = Resource("submissions")
LOOKED_AT = 1_000
"""Submissions that one page looks through: with rare matches it is short, and its cursor leads on."""


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


class SubmissionHead(BaseModel):
    """What a list tells of a submission."""

    submission_id: str
    dataset: str
    file_name: str
    received_at: Moment
    finished_at: Moment | None
    status: str
    rows: Rows


class SubmissionPage(BaseModel):
    items: list[SubmissionHead]
    next_cursor: str | None


class SubmissionsQuery(PageParams):
    dataset: Id | None = Field(None, description="数据集编号")
    status: Literal["running", "accepted", "partially_accepted", "rejected", "duplicate", "failed"] | None = None
    date_from: IsoDate | None = Field(None, alias="from", description="自此日报送")
    date_to: IsoDate | None = Field(None, alias="to", description="至此日报送")

    def fits(self, one: Submission) -> bool:
        """Whether a submission is asked for."""
        day = local_date(one.received_at)
        return (
            self.dataset in (None, one.dataset)
            and self.status in (None, one.status)
            and (self.date_from is None or self.date_from <= day)
            and (self.date_to is None or day <= self.date_to)
        )


class OneSubmission(Params):
    submission_id: Id = Field(alias="id")


@resource.get("/submissions", "本部门的报送，新的在前", cache=NO_STORE, errors=(401,), credential=True)
def submissions(services: Services, params: SubmissionsQuery, department: str) -> SubmissionPage:
    position = params.position(services)
    items: list[SubmissionHead] = []
    last: str | None = None
    for place, one in islice(_newest(services, department, str(position[0]) if position else None), LOOKED_AT):
        if len(items) == params.limit:
            break
        last = place
        if params.fits(one):
            items.append(SubmissionHead.model_validate(one.as_json()))
    else:
        last = last if last and services.submissions.newest(department, last, 1) else None
    return SubmissionPage(items=items, next_cursor=params.next_cursor(services, [last] if last else None))


def _newest(services: Services, department: str, before: str | None) -> Iterator[tuple[str, Submission]]:
    while some := services.submissions.newest(department, before, 100):
        yield from some
        before = some[-1][0]


@resource.get("/submissions/{id}", "报送的回执，处理中则为进度", cache=NO_STORE, errors=(401, 404), credential=True)
def submission(services: Services, params: OneSubmission, department: str) -> RunningSubmission | Receipt:
    found = services.submissions.get(params.submission_id)
    if found is None or found.department != department:
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
