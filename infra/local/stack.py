"""Using a running stack as its people do: drop a file, wait for its receipt, run a job, ask the API."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chengxin.catalogue.load import load
from chengxin.steps.recover import Recovery
from chengxin_aws.state_machine import IngestStateMachine
from chengxin_aws.submissions import DynamoSubmissions
from infra.local.clients import client
from infra.local.config import PROJECT, Config
from infra.local.remote import Remote

FINAL = {"accepted", "partially_accepted", "rejected", "duplicate", "failed"}
Say = Callable[[str], None]
ASK_AFTER = 3
"""Seconds."""
JOBS = {
    "publish": "PublishFunctionName",
    "rebuild": "PublishFunctionName",
    "comply": "ComplyFunctionName",
    "reconcile": "ReconcileFunctionName",
}


def _nothing(text: str) -> None:
    """Says nothing of how far something is."""


def _told(progress: dict[str, Any]) -> str:
    if not progress["rows_total"]:
        return "the file is being read"
    return "{rows_done:,} of {rows_total:,} rows, {rate:,.0f} rows/s".format(**progress)


@dataclass(frozen=True, slots=True)
class Stack:
    """A running stack and its outputs."""

    config: Config | Remote
    outputs: dict[str, str]

    @classmethod
    def running(cls, config: Config | Remote) -> "Stack":
        """The stack that `make run` left running, or one on AWS."""
        if isinstance(config, Remote):
            return cls(config, config.outputs())
        if not config.outputs_file.exists():
            raise SystemExit("there is no running stack here: `make run` starts one")
        return cls(config, json.loads(config.outputs_file.read_text()))

    def must_be_local(self, why: str) -> Config:
        """The local stack's configuration; SystemExit on AWS, with the reason."""
        if isinstance(self.config, Remote):
            raise SystemExit(f"{why}: on the local stack alone")
        return self.config

    def aws(self, service: str) -> Any:
        return self.config.client(service) if isinstance(self.config, Remote) else client(self.config, service)

    def drop(self, path: Path, key: str) -> str:
        """Puts a file into the inbox; answers the version id, which with the key names the drop."""
        answer = self.aws("s3").put_object(Bucket=self.outputs["InboxBucketName"], Key=key, Body=path.read_bytes())
        return str(answer.get("VersionId") or "null")

    def submission_id(self, key: str, version_id: str) -> str:
        """The id that the platform gives a drop."""
        from chengxin.records import Drop

        return Drop(self.outputs["InboxBucketName"], key, version_id, 0, "", datetime.now(UTC)).submission_id

    def receipt(self, key: str, submission_id: str) -> dict[str, Any] | None:
        """The JSON receipt of a submission, or None while there is none."""
        return self._receipt(key, submission_id)[1]

    def wait_for_receipt(
        self, key: str, submission_id: str, seconds: float = 120, *, after: str = "", say: Say = _nothing
    ) -> dict[str, Any]:
        """Waits for a final receipt, a `failed` one too, other than the version `after` of it.

        Gives up when nothing has moved for `seconds`; tells `say` of rows done and their rate.
        """
        started, rows = time.monotonic(), -1
        deadline = started + seconds
        while (now := time.monotonic()) < deadline:
            version, receipt = self._receipt(key, submission_id)
            if receipt and version != after and receipt["status"] in FINAL:
                return receipt
            # Small files are through before anybody would ask how far they are.
            progress = self.progress(submission_id) if now > started + ASK_AFTER else None
            if progress and progress["rows_done"] != rows:
                deadline, rows = now + seconds, progress["rows_done"]
                say(_told(progress))
            time.sleep(1 if progress else 0.2)
        raise TimeoutError(f"no receipt for {key}: nothing has moved for {seconds:.0f} s")

    def progress(self, submission_id: str) -> dict[str, Any] | None:
        """How far a running submission is, from the register; None where it does not run."""
        register = DynamoSubmissions(self.aws("dynamodb"), self.outputs["SubmissionsTableName"])
        found = register.get(submission_id)
        if found is None or found.status != "running":
            return None
        done = register.rows_done(submission_id)
        seconds = (datetime.now(UTC) - found.registered_at).total_seconds()
        return {"rows_done": done, "rows_total": found.rows_total, "rate": round(done / max(seconds, 1), 1)}

    def job(self, name: str, at: str = "") -> dict[str, Any]:
        """Invokes a scheduled function as its schedule would; `at` (RFC 3339) is the business clock.

        Where another run is at it, waits and does it again, so that all of before the call is done after it.
        """
        while (result := self._invoke(name, at)).get("skipped"):
            time.sleep(ASK_AFTER)
        return result

    def _invoke(self, name: str, at: str) -> dict[str, Any]:
        if name not in JOBS:
            raise SystemExit(f"NAME must be one of {', '.join(JOBS)}")
        event: dict[str, Any] = {"time": at, "by_hand": True} if at else {"time": "<aws.scheduler.scheduled-time>"}
        if name == "rebuild":
            event["rebuild"] = True
        answer = self.aws("lambda").invoke(FunctionName=self.outputs[JOBS[name]], Payload=json.dumps(event).encode())
        result: dict[str, Any] = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            raise RuntimeError(f"{name} failed: {json.dumps(result, ensure_ascii=False)}")
        return result

    def redrive(self, submission_id: str, say: Say = _nothing) -> dict[str, Any]:
        """Finishes a submission that failed or was never noticed; answers its new receipt, or the one that stands."""
        key, version_id = self._drop_of(submission_id)
        before, receipt = self._receipt(key, submission_id)
        if receipt and receipt["status"] != "failed":
            say(f"{submission_id} is finished already")
            return receipt
        self._ingest()[1].redrive(key, version_id)
        say(f"{key} runs again, waiting for its new receipt")
        return self.wait_for_receipt(key, submission_id, after=before, say=say)

    def resume(self) -> int:
        """Begins anew what was in flight when the stack was stopped; answers how many files that are."""
        submissions, machine = self._ingest()
        noted = submissions.unfinished()
        statuses = submissions.statuses(one.submission_id for one in noted)
        stopped = [one for one in noted if statuses.get(one.submission_id) != "failed"]
        for one in stopped:
            machine.redrive(one.key, one.version_id)
        for request in submissions.rewrites():
            machine.rewrite(request.drop, request.why)
        return len(stopped)

    def redrive_all(self, say: Say = _nothing) -> dict[str, Any]:
        """Finishes everything that failed, in drop order, then rewrites what has to be rewritten, each file once."""
        return Recovery(load(PROJECT / "infra" / "catalogue"), *self._ingest()).run(say)

    def _ingest(self) -> tuple[DynamoSubmissions, IngestStateMachine]:
        submissions = DynamoSubmissions(self.aws("dynamodb"), self.outputs["SubmissionsTableName"])
        machine, inbox = self.outputs["IngestStateMachineArn"], self.outputs["InboxBucketName"]
        return submissions, IngestStateMachine(self.aws("stepfunctions"), machine, inbox)

    def alarm_state(self) -> str:
        """The state of the alarm for overdue disclosures."""
        alarms = self.aws("cloudwatch").describe_alarms(AlarmNames=[self.outputs["OverdueAlarmName"]])
        return str(alarms["MetricAlarms"][0]["StateValue"])

    def _receipt(self, key: str, submission_id: str) -> tuple[str, dict[str, Any] | None]:
        """A receipt with the version of its object; nothing and None while there is none."""
        s3 = self.aws("s3")
        try:
            answer = s3.get_object(Bucket=self.outputs["ReceiptsBucketName"], Key=f"{key}/{submission_id}.json")
        except s3.exceptions.NoSuchKey:
            return "", None
        return str(answer.get("VersionId") or answer["ETag"]), json.loads(answer["Body"].read())

    def _drop_of(self, submission_id: str) -> tuple[str, str]:
        """The key and version of the drop behind a submission."""
        pages = self.aws("s3").get_paginator("list_object_versions").paginate(Bucket=self.outputs["InboxBucketName"])
        for version in (version for page in pages for version in page.get("Versions", ())):
            drop = version["Key"], version.get("VersionId") or "null"
            if self.submission_id(*drop) == submission_id:
                return drop
        raise SystemExit(f"no drop in the inbox has the submission id {submission_id}")
