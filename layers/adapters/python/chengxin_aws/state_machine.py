"""Starting the ingest state machine."""

import json
import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from chengxin.records import Drop
from chengxin.versions.drop_order import ListedDrop, Rewrite

ASK_AFTER = 0.5
"""Seconds."""


class IngestStateMachine:
    """The state machine, fed with events of the shape that EventBridge sends."""

    def __init__(self, client: Any, state_machine_arn: str, bucket: str) -> None:
        self._client, self._arn, self._bucket = client, state_machine_arn, bucket

    def rewrite(self, drop: ListedDrop, why: Rewrite) -> str:
        """Has a drop written out in full once more; answers the execution's ARN."""
        return self._start(drop.key, drop.version_id, {"again": asdict(why)})

    def finish(self, key: str, version_id: str, again: Rewrite | None) -> bool:
        """Runs a drop to its end without starting the rewrites that follow; answers whether it succeeded."""
        execution = self._start(key, version_id, {"defer": True} | ({"again": asdict(again)} if again else {}))
        while (status := self._client.describe_execution(executionArn=execution)["status"]) == "RUNNING":
            time.sleep(ASK_AFTER)
        return bool(status == "SUCCEEDED")

    def redrive(self, key: str, version_id: str) -> str:
        """Runs a drop that did not finish (or was never noticed) from the start; answers the execution's ARN."""
        return self._start(key, version_id, {})

    def _start(self, key: str, version_id: str, more: dict[str, Any]) -> str:
        event = {
            "source": "chengxin",
            "detail-type": "Object Created",
            "detail": {"bucket": {"name": self._bucket}, "object": {"key": key, "version-id": version_id}},
            **more,
        }
        answer = self._client.start_execution(
            stateMachineArn=self._arn, name=self._name(key, version_id), input=json.dumps(event, ensure_ascii=False)
        )
        return str(answer["executionArn"])

    def _name(self, key: str, version_id: str) -> str:
        """The submission's id, and a part of its own for each run: a name serves once in ninety days."""
        drop = Drop(self._bucket, key, version_id, 0, "", datetime.now(UTC))
        return f"{drop.submission_id}-{uuid4().hex[:12]}"
