"""From an SNS notification to words: our own messages as they are, CloudWatch's changes of state made readable."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chengxin.publication.labels import moment

FIGURE = re.compile(r"(\d+(?:\.\d+)?) \(\d")
"""A figure in CloudWatch's reason: `Threshold Crossed: 1 datapoint [3.0 (02/03/26 02:00:00)] was greater than …`."""
STATES = {"OK": "恢复正常", "ALARM": "告警", "INSUFFICIENT_DATA": "数据不足"}


@dataclass(frozen=True, slots=True)
class Note:
    """What a robot says and to whom. Plain text: document numbers are typed by departments and mustn't make links."""

    audience: str
    text: str


def note_of(notification: Mapping[str, Any]) -> Note:
    """The note of an SNS notification as Lambda gets it (`Records[].Sns`)."""
    message = str(notification["Message"])
    attributes = notification.get("MessageAttributes") or {}
    audience = attributes.get("audience", {}).get("Value", "operations")
    change = _change(message)
    if change:
        return Note(audience, _alarm(change))
    subject = str(notification.get("Subject") or "").strip()
    return Note(audience, f"{subject}\n{message}" if subject else message)


def _change(message: str) -> dict[str, Any] | None:
    """A CloudWatch alarm's change of state, where the message is one."""
    try:
        found = json.loads(message)
    except ValueError:
        return None
    return found if isinstance(found, dict) and {"AlarmName", "NewStateValue"} <= found.keys() else None


def _alarm(change: Mapping[str, Any]) -> str:
    state = STATES.get(change["NewStateValue"], change["NewStateValue"])
    lines = [f"【诚信平台{state}】{change['AlarmName']}", str(change.get("AlarmDescription") or "")]
    if figures := FIGURE.findall(str(change.get("NewStateReason") or "")):
        lines.append(f"数值：{'、'.join(f'{float(one):g}' for one in figures)}")
    if changed := _time(change.get("StateChangeTime")):
        lines.append(f"时间：{changed}")
    return "\n".join(line for line in lines if line)


def _time(text: Any) -> str:
    """`2026-03-02 10:00` in Asia/Shanghai from CloudWatch's `2026-03-02T02:00:00.123+0000`."""
    try:
        return moment(datetime.strptime(str(text), "%Y-%m-%dT%H:%M:%S.%f%z"))
    except ValueError:
        return ""
