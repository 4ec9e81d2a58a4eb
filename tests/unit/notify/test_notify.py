"""Robots are told what the topics are told, over real HTTP; none configured is no fault, an unreachable one is."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from functions.notify import handler as notify
from functions.notify.note import Note, note_of
from functions.notify.robots import DeliveryError, Robot, Robots

from chengxin_aws import root

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


class Receiver(HTTPServer):
    """Keeps what was posted; answers as told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Post)
        self.posted: list[tuple[str, dict[str, Any]]] = []
        self.status, self.answer = 200, b'{"errcode": 0, "errmsg": "ok"}'

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/robot/send?access_token=hush"


class Post(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append((self.path, json.loads(body)))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def robots(*configured: dict[str, Any]) -> Robots:
    return Robots.configured(json.dumps(configured).encode())


def notification(message: str, **attributes: str) -> dict[str, Any]:
    values = {name: {"Type": "String", "Value": value} for name, value in attributes.items()}
    return {"Subject": "【诚信公示】某局有1件决定逾期未公示", "Message": message, "MessageAttributes": values}


def test_both_kinds_are_posted_a_text_and_dingtalk_is_signed(receiver: Receiver) -> None:
    found = robots({"kind": "wecom", "url": receiver.url}, {"kind": "dingtalk", "url": receiver.url, "secret": "SEC1"})
    assert found.post(Note("operations", "某局有1件"), NOW) == 2
    (_, plain), (path, signed) = receiver.posted
    assert plain == signed == {"msgtype": "text", "text": {"content": "某局有1件"}}
    query = parse_qs(urlsplit(path).query)
    stamp = str(int(NOW.timestamp() * 1000))
    expected = hmac.new(b"SEC1", f"{stamp}\nSEC1".encode(), hashlib.sha256).digest()
    assert (query["timestamp"], base64.b64decode(query["sign"][0])) == ([stamp], expected)


def test_each_robot_hears_of_its_own_audience(receiver: Receiver) -> None:
    found = robots(
        {"kind": "wecom", "url": receiver.url + "&a=1"},
        {"kind": "wecom", "url": receiver.url + "&a=2", "audiences": ["office"]},
    )
    assert found.post(Note("office", "x"), NOW) == 1
    assert [path[-3:] for path, _ in receiver.posted] == ["a=2"]


@pytest.mark.parametrize(
    ("status", "answer", "problem"),
    [
        (500, b"", "wecom: HTTP 500"),
        (200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}', "wecom: errcode 93000"),
        (200, b"<html>", "wecom: JSONDecodeError"),
    ],
)
def test_what_was_not_posted_is_an_error_without_the_address(
    receiver: Receiver, status: int, answer: bytes, problem: str
) -> None:
    receiver.status, receiver.answer = status, answer
    with pytest.raises(DeliveryError) as raised:
        robots({"kind": "wecom", "url": receiver.url}).post(Note("operations", "x"), NOW)
    assert str(raised.value) == problem


def test_an_unreachable_robot_keeps_no_other_from_being_told(receiver: Receiver) -> None:
    nobody = "http://127.0.0.1:1/robot?key=hush"
    found = robots({"kind": "wecom", "url": nobody}, {"kind": "dingtalk", "url": receiver.url})
    with pytest.raises(DeliveryError) as raised:
        found.post(Note("operations", "x"), NOW)
    assert "hush" not in str(raised.value)
    assert len(receiver.posted) == 1


def test_a_long_text_is_cut_at_a_whole_character() -> None:
    content = Robot(kind="wecom", url="").body(Note("operations", "逾期" * 2000))["text"]["content"]
    assert 2000 < len(content.encode()) <= 2048
    assert content.endswith(("期……", "逾……"))


def test_our_messages_are_told_as_they_are() -> None:
    found = note_of(notification("某局有1件决定逾期未公示。详见 https://x", audience="office"))
    assert found == Note("office", "【诚信公示】某局有1件决定逾期未公示\n某局有1件决定逾期未公示。详见 https://x")


def test_a_change_of_an_alarm_is_readable() -> None:
    change = {
        "AlarmName": "chengxin-sweep-missing",
        "AlarmDescription": "合规巡查任务没有完成。处置见 docs/runbook/sweep-missing.md",
        "NewStateValue": "ALARM",
        "OldStateValue": "OK",
        "NewStateReason": "Threshold Crossed",
        "StateChangeTime": "2026-03-02T02:00:00.123+0000",
    }
    found = note_of({"Subject": 'ALARM: "chengxin-sweep-missing"', "Message": json.dumps(change)})
    assert found.audience == "operations"
    assert found.text.splitlines() == [
        "【诚信平台告警】chengxin-sweep-missing",
        "合规巡查任务没有完成。处置见 docs/runbook/sweep-missing.md",
        "时间：2026-03-02 10:00",
    ]
    over = note_of({"Message": json.dumps({"AlarmName": "a", "NewStateValue": "OK"})})
    assert over.text == "【诚信平台恢复正常】a"


@pytest.mark.parametrize(
    ("reason", "figure"),
    [
        ("1 datapoint [3.0 (02/03/26 02:00:00)] was greater than the threshold (0.0).", "数值：3"),
        (
            "2 out of the last 2 datapoints [0.4 (02/03/26 02:00:00), 0.25 (02/03/26 01:00:00)] were …",
            "数值：0.4、0.25",
        ),
        ("no datapoints were received for 2 periods", None),
    ],
)
def test_an_alarm_of_a_department_tells_its_figure(reason: str, figure: str | None) -> None:
    change = {"AlarmName": "a", "AlarmDescription": "武汉市水务局有决定逾期", "NewStateValue": "ALARM"}
    told = note_of({"Message": json.dumps({**change, "NewStateReason": f"Threshold Crossed: {reason}"})}).text
    assert told.splitlines()[1:] == ["武汉市水务局有决定逾期", *([figure] if figure else [])]


@pytest.mark.parametrize("message", ["{}", "[1]", "12", "{", '{"a": 1}'])
def test_json_that_is_no_alarm_is_told_as_it_is(message: str) -> None:
    assert note_of({"Message": message}).text == message


def test_the_function_posts_every_record(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    configured = json.dumps([{"kind": "wecom", "url": receiver.url}]).encode()
    monkeypatch.setattr(root, "robots_secret", lambda: configured)
    event = {"Records": [{"Sns": notification("一")}, {"Sns": notification("二")}]}
    assert notify.handler(event, None) == {"posted": 2}
    assert [body["text"]["content"][-1] for _, body in receiver.posted] == ["一", "二"]


def test_without_robots_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root, "robots_secret", lambda: b"[]")
    assert notify.handler({"Records": [{"Sns": notification("一")}]}, None) == {"posted": 0}
