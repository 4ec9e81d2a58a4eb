"""Group robots of WeCom (企业微信) and DingTalk (钉钉). Their addresses are secrets, never logged or told in errors.

Both take a text by POST and answer 200 with an `errcode`, which is 0 when it was posted. WeCom takes 2,048 bytes of
text; DingTalk wants requests signed where the robot's security setting says so.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote_plus

import orjson
import urllib3
from pydantic import BaseModel, ConfigDict, TypeAdapter

from .note import Note

TEXT_BYTES = {"wecom": 2048, "dingtalk": 18_000}
TIMEOUT = urllib3.Timeout(connect=5, read=10)
CUT = "……"
JSON = {"Content-Type": "application/json"}


class DeliveryError(Exception):
    """Some robot could not be told; the message says which kind and why, never its address."""


class Robot(BaseModel):
    """One robot; `secret` is DingTalk's for signing. It is told what its `audiences` are told."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    kind: Literal["wecom", "dingtalk"]
    url: str
    secret: str = ""
    audiences: frozenset[str] = frozenset({"operations"})

    def address(self, now: datetime) -> str:
        """The address to post to, signed where there is a secret."""
        if self.kind == "wecom" or not self.secret:
            return self.url
        stamp = int(now.timestamp() * 1000)
        signed = hmac.new(self.secret.encode(), f"{stamp}\n{self.secret}".encode(), hashlib.sha256).digest()
        return f"{self.url}&timestamp={stamp}&sign={quote_plus(base64.b64encode(signed))}"

    def body(self, note: Note) -> dict[str, Any]:
        """The request's JSON; a text that is too long is cut at a whole character."""
        limit, text = TEXT_BYTES[self.kind], note.text
        if len(text.encode()) > limit:
            text = text.encode()[: limit - len(CUT.encode())].decode(errors="ignore") + CUT
        return {"msgtype": "text", "text": {"content": text}}


class Robots:
    """All that are configured."""

    def __init__(self, robots: Sequence[Robot]) -> None:
        self._robots = robots
        self._http = urllib3.PoolManager(timeout=TIMEOUT, retries=False)

    @classmethod
    def configured(cls, secret: bytes) -> "Robots":
        """From the secret's JSON array."""
        return cls(TypeAdapter(list[Robot]).validate_json(secret))

    def post(self, note: Note, now: datetime) -> int:
        """Posts to every robot of the note's audience, then raises if one failed; answers how many were told."""
        mine = [robot for robot in self._robots if note.audience in robot.audiences]
        problems = [f"{robot.kind}: {problem}" for robot in mine if (problem := self._problem(robot, note, now))]
        if problems:
            raise DeliveryError("; ".join(problems))
        return len(mine)

    def _problem(self, robot: Robot, note: Note, now: datetime) -> str | None:
        try:
            body = orjson.dumps(robot.body(note))
            answer = self._http.request("POST", robot.address(now), body=body, headers=JSON)
            if answer.status != 200:
                return f"HTTP {answer.status}"
            code = orjson.loads(answer.data).get("errcode")
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            return type(error).__name__
        return None if code == 0 else f"errcode {code}"
