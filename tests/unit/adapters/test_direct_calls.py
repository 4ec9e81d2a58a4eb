"""DynamoDB's calls over connections of our own: signed as botocore signs, tried again as botocore says."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import ReadOnlyCredentials
from botocore.exceptions import ClientError, HTTPClientError
from hypothesis import given
from hypothesis import strategies as st

from chengxin_aws.clients import client
from chengxin_aws.direct_calls import signed

Said = tuple[int, bytes]
FINE: Said = (200, b'{"UnprocessedItems":{}}')
THROTTLED: Said = (400, b'{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"slow down"}')
ABSENT: Said = (400, b'{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no table"}')
CUT: Said = (0, b"")
"""The connection is closed in the middle of an answer."""
BATCH: dict[str, Any] = {"t": [{"PutRequest": {"Item": {"pk": {"S": "a"}, "sk": {"S": "b"}, "d": {"B": b"\x00\xff"}}}}]}


class Host:
    """Answers what it is told to, one after the other, the last for ever."""

    def __init__(self) -> None:
        self.answers: list[Said] = [FINE]
        self.bodies: list[bytes] = []
        self.connections = 0
        self.chunked = self.closing = False


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    told = Host()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            told.connections += 1
            super().setup()

        def do_POST(self) -> None:
            told.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            status, body = told.answers.pop(0) if len(told.answers) > 1 else told.answers[0]
            if not status:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
                self.close_connection = True
                return
            self.send_response(status)
            name, length = ("Transfer-Encoding", "chunked") if told.chunked else ("Content-Length", str(len(body)))
            self.send_header(name, length)
            self.end_headers()
            self.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body) if told.chunked else body)
            self.close_connection = told.closing

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
    monkeypatch.setattr("chengxin_aws.direct_calls.time.sleep", lambda seconds: None)
    client.cache_clear()
    yield told
    client.cache_clear()
    server.shutdown()
    server.server_close()


def write() -> Any:
    return client("dynamodb").batch_write_item(RequestItems=BATCH)


def test_calls_share_a_connection_and_bytes_are_sent_as_base64(host: Host) -> None:
    write()
    write()
    assert host.connections == 1
    put = orjson.loads(host.bodies[0])["RequestItems"]["t"][0]["PutRequest"]["Item"]
    assert put == {"pk": {"S": "a"}, "sk": {"S": "b"}, "d": {"B": "AP8="}}


@pytest.mark.parametrize("chunked", [False, True])
def test_bytes_are_read_wherever_they_stand(host: Host, chunked: bool) -> None:
    host.chunked = chunked
    item = {"d": {"B": "AP8="}, "m": {"M": {"in": {"L": [{"B": "AP8="}]}}}, "s": {"S": "AP8="}}
    host.answers = [(200, orjson.dumps({"Items": [item], "Count": 1}))]
    answer = client("dynamodb").query(TableName="t", KeyConditionExpression="pk = :p")
    read = {"d": {"B": b"\x00\xff"}, "m": {"M": {"in": {"L": [{"B": b"\x00\xff"}]}}}, "s": {"S": "AP8="}}
    assert answer["Items"] == [read]
    host.answers = [(200, orjson.dumps({"Responses": {"t": [item]}, "UnprocessedKeys": {}}))]
    got = client("dynamodb").batch_get_item(RequestItems={"t": {"Keys": [{"pk": {"S": "a"}}]}})
    assert got["Responses"]["t"] == [read]


@pytest.mark.parametrize("trouble", [THROTTLED, CUT, (500, b"{}"), (503, b"<html>busy</html>")])
def test_what_passes_is_tried_again(host: Host, trouble: Said) -> None:
    host.answers = [trouble, trouble, FINE]
    assert write()["UnprocessedItems"] == {}
    assert len(set(host.bodies)) == 1
    assert len(host.bodies) == 3


def test_what_lasts_is_botocores_error_after_as_many_attempts(host: Host) -> None:
    host.answers = [THROTTLED]
    with pytest.raises(ClientError) as caught:
        write()
    assert caught.value.response["Error"] == {"Code": "ThrottlingException", "Message": "slow down"}
    assert len(host.bodies) == 9, "botocore's max_attempts of 8 are those after the first"


def test_what_no_repetition_mends_is_not_repeated(host: Host) -> None:
    host.answers = [ABSENT]
    with pytest.raises(client("dynamodb").exceptions.ResourceNotFoundException):
        write()
    assert len(host.bodies) == 1


def test_an_answer_that_is_always_cut_is_an_error_of_the_connection(host: Host) -> None:
    host.answers = [CUT]
    with pytest.raises(HTTPClientError):
        write()


def test_a_connection_that_its_host_closed_meanwhile_harms_no_call(host: Host) -> None:
    host.closing = True
    for _ in range(3):
        assert write()["UnprocessedItems"] == {}
    assert host.connections >= 3


@given(
    body=st.binary(max_size=200),
    token=st.one_of(st.none(), st.text("abcDEF123+/=", min_size=1)),
    region=st.sampled_from(["cn-north-1", "us-east-1"]),
    at=st.integers(1_700_000_000, 1_900_000_000),
)
def test_requests_are_signed_as_botocore_signs_them(body: bytes, token: str | None, region: str, at: int) -> None:
    keys = ReadOnlyCredentials("AKID", "secret/key+", token, None)
    moment, url = time.gmtime(at), f"https://dynamodb.{region}.amazonaws.com.cn/"
    ours = signed(url, {"X-Amz-Target": "DynamoDB_20120810.Query"}, body, keys, region, moment)
    theirs = AWSRequest("POST", url, {"X-Amz-Target": "DynamoDB_20120810.Query"}, body)
    now = datetime.fromtimestamp(at, UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.auth.get_current_datetime", lambda *_, **__: now)
        SigV4Auth(keys, "dynamodb", region).add_auth(theirs)
    assert ours["Authorization"] == theirs.headers["Authorization"]
    assert ours.get("X-Amz-Security-Token") == theirs.headers.get("X-Amz-Security-Token")
