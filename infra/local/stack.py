"""Using a running stack as its people do: drop a file, wait for its receipt, run a job, ask the API."""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.local.clients import client
from infra.local.config import Config

FINAL = {"accepted", "partially_accepted", "rejected", "duplicate", "failed"}
JOBS = {"publish": "PublishFunctionName", "comply": "ComplyFunctionName", "reconcile": "ReconcileFunctionName"}


@dataclass(frozen=True, slots=True)
class Stack:
    """A running stack and its outputs."""

    config: Config
    outputs: dict[str, str]

    @classmethod
    def running(cls, config: Config) -> "Stack":
        """The stack that `make run` left running."""
        if not config.outputs_file.exists():
            raise SystemExit("there is no running stack here: `make run` starts one")
        return cls(config, json.loads(config.outputs_file.read_text()))

    def aws(self, service: str) -> Any:
        return client(self.config, service)

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
        s3 = self.aws("s3")
        try:
            answer = s3.get_object(Bucket=self.outputs["ReceiptsBucketName"], Key=f"{key}/{submission_id}.json")
        except s3.exceptions.NoSuchKey:
            return None
        receipt: dict[str, Any] = json.loads(answer["Body"].read())
        return receipt

    def wait_for_receipt(self, key: str, submission_id: str, seconds: float = 120) -> dict[str, Any]:
        """Waits for a final receipt; a `failed` one counts too."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            receipt = self.receipt(key, submission_id)
            if receipt and receipt["status"] in FINAL:
                return receipt
            time.sleep(0.2)
        raise TimeoutError(f"no receipt for {key} within {seconds} s")

    def job(self, name: str, at: str = "") -> dict[str, Any]:
        """Invokes a scheduled function as its schedule would; `at` (RFC 3339) is the business clock."""
        if name not in JOBS:
            raise SystemExit(f"NAME must be one of {', '.join(JOBS)}")
        event = {"time": at, "by_hand": True} if at else {"time": "<aws.scheduler.scheduled-time>"}
        answer = self.aws("lambda").invoke(FunctionName=self.outputs[JOBS[name]], Payload=json.dumps(event).encode())
        result: dict[str, Any] = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            raise RuntimeError(f"{name} failed: {json.dumps(result, ensure_ascii=False)}")
        return result

    def redrive(self, submission_id: str) -> str:
        """Starts ingest again for the drop behind a submission; keys make that harmless whatever was done before."""
        for key, version_id in self._drops():
            if self.submission_id(key, version_id) == submission_id:
                detail = {
                    "bucket": {"name": self.outputs["InboxBucketName"]},
                    "object": {"key": key, "version-id": version_id},
                }
                self.aws("stepfunctions").start_execution(
                    stateMachineArn=self.outputs["IngestStateMachineArn"], input=json.dumps({"detail": detail})
                )
                return key
        raise SystemExit(f"no drop in the inbox has the submission id {submission_id}")

    def alarm_state(self) -> str:
        """The state of the alarm for overdue disclosures."""
        alarms = self.aws("cloudwatch").describe_alarms(AlarmNames=[self.outputs["OverdueAlarmName"]])
        return str(alarms["MetricAlarms"][0]["StateValue"])

    def _drops(self) -> list[tuple[str, str]]:
        pages = self.aws("s3").get_paginator("list_object_versions").paginate(Bucket=self.outputs["InboxBucketName"])
        return [(v["Key"], v.get("VersionId") or "null") for page in pages for v in page.get("Versions", ())]
