"""Starting the ingest state machine."""

import json
from typing import Any


class Ingest:
    """The state machine, fed with events of the shape that EventBridge sends."""

    def __init__(self, client: Any, state_machine_arn: str, bucket: str) -> None:
        self._client, self._arn, self._bucket = client, state_machine_arn, bucket

    def again(self, key: str, version_id: str) -> None:
        """Has a settled drop written out in full once more."""
        self._start(key, version_id, again=True)

    def redrive(self, key: str, version_id: str) -> str:
        """Runs a drop that did not finish (or was never noticed) from the start; answers the execution's ARN."""
        return self._start(key, version_id, again=False)

    def _start(self, key: str, version_id: str, *, again: bool) -> str:
        event = {
            "source": "chengxin",
            "detail-type": "Object Created",
            "detail": {"bucket": {"name": self._bucket}, "object": {"key": key, "version-id": version_id}},
            "again": again,
        }
        answer = self._client.start_execution(stateMachineArn=self._arn, input=json.dumps(event, ensure_ascii=False))
        return str(answer["executionArn"])
