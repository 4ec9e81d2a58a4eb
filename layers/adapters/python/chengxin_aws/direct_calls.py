"""DynamoDB's calls by the thousand, on a shorter way than botocore's own.

botocore still resolves the endpoint and the credentials, says when to try again and how long to wait, and raises its
errors; what listens to its events hears of these calls as of any other. In between they are written, signed, sent and
read here, at about a tenth of the cost.
"""

import hashlib
import hmac
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import orjson
from botocore.awsrequest import AWSPreparedRequest
from botocore.exceptions import ConnectionError as BotoConnectionError
from botocore.exceptions import HTTPClientError
from botocore.hooks import first_non_none_response
from botocore.httpsession import get_cert_path
from botocore.parsers import create_parser
from botocore.utils import get_environ_proxies

from chengxin_aws.connections import Answer, Connections

OPERATIONS = ("BatchGetItem", "BatchWriteItem", "Query")
"""Calls that can be repeated without harm."""

_BODY = "chengxin-body"
_SENT = "host", "x-amz-date", "x-amz-security-token", "x-amz-target"


class DirectCalls:
    """The calls of one client. `credentials` are botocore's, renewed by it."""

    def __init__(self, client: Any, credentials: Any, certificates: str | None) -> None:
        self._events, self._region = client.meta.events, client.meta.region_name
        self._credentials, self._certificates = credentials, certificates or get_cert_path(True)
        self._hosts: dict[str, Connections | None] = {}

    def register(self) -> None:
        """Takes over the calls, unless they have to go through a proxy."""
        for operation in OPERATIONS:
            self._events.register(f"provide-client-params.dynamodb.{operation}", _write_body)
            self._events.register(f"before-call.dynamodb.{operation}", self._answer)

    def _answer(self, model: Any, params: dict[str, Any], context: dict[str, Any], **_: Any) -> Any:
        """What botocore's endpoint answers: the response and what it says. None leaves the call to botocore."""
        params["body"] = context.pop(_BODY)
        host = self._host(params["url"])
        if self._credentials is None or host is None:
            return None
        attempts = 1
        while True:
            response, error = self._attempt(host, model, params)
            told = self._events.emit(
                f"needs-retry.dynamodb.{model.name}",
                response=response,
                endpoint=self,
                operation=model,
                attempts=attempts,
                caught_exception=error,
                request_dict=params,
            )
            delay = first_non_none_response(told)
            if delay is None or delay is False:
                break
            time.sleep(delay)
            attempts += 1
        if error:
            raise error
        return response

    def _attempt(self, host: Connections, model: Any, params: Mapping[str, Any]) -> tuple[Any, Exception | None]:
        """One request: the answer with what it says, or why there is none."""
        url, body = params["url"], params["body"]
        headers = self._signed(url, params["headers"], body)
        request = AWSPreparedRequest("POST", url, headers, body, stream_output=False)  # type: ignore[arg-type]
        try:
            sent = self._events.emit(f"before-send.dynamodb.{model.name}", request=request)
            answer = first_non_none_response(sent) or host.post(headers, body)
        except (BotoConnectionError, HTTPClientError) as error:
            return None, error
        return (answer, _said(answer, model)), None

    def _host(self, url: str) -> Connections | None:
        """The connections to a host, or None where a proxy stands before it."""
        if url not in self._hosts:
            self._hosts[url] = None if get_environ_proxies(url) else Connections(url, self._certificates)
        return self._hosts[url]

    def _signed(self, url: str, headers: Mapping[str, str], body: bytes) -> dict[str, str]:
        return signed(url, headers, body, self._credentials.get_frozen_credentials(), self._region, time.gmtime())


def signed(
    url: str, headers: Mapping[str, str], body: bytes, keys: Any, region: str, moment: time.struct_time
) -> dict[str, str]:
    """The headers of a POST to the root of a host with those of AWS's Signature Version 4 for DynamoDB."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", moment)
    told = {"Host": urlsplit(url).netloc, **headers, "X-Amz-Date": stamp}
    if keys.token:
        told["X-Amz-Security-Token"] = keys.token
    lower = {name.lower(): value for name, value in told.items()}
    names = [name for name in _SENT if name in lower]
    listed = "".join([f"{name}:{lower[name]}\n" for name in names])
    request = f"POST\n/\n\n{listed}\n{';'.join(names)}\n{_hash(body)}"
    scope = f"{stamp[:8]}/{region}/dynamodb/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{_hash(request.encode())}"
    signature = hmac.digest(_signing_key(keys.secret_key, scope), text.encode(), "sha256").hex()
    told["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={keys.access_key}/{scope}, SignedHeaders={';'.join(names)}, Signature={signature}"
    )
    return told


@lru_cache(maxsize=8)
def _signing_key(secret: str, scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write_body(params: dict[str, Any], context: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Writes the body at once, where botocore would walk through each value of each item.

    The tables' names are left to botocore, which may choose the endpoint by them.
    """
    context[_BODY] = orjson.dumps(params, default=_base64)
    if "TableName" in params:
        return {"TableName": params["TableName"]}
    return {"RequestItems": dict.fromkeys(params["RequestItems"], {} if _reads(params) else ())}


def _reads(params: Mapping[str, Any]) -> bool:
    return any(isinstance(one, dict) for one in params["RequestItems"].values())


def _base64(value: bytes) -> str:
    return b64encode(value).decode()


def _said(answer: Answer, model: Any) -> dict[str, Any]:
    """What an answer says, as botocore's parser tells it; that one reads those that tell of errors."""
    if answer.status_code >= 300:
        read = {"status_code": answer.status_code, "headers": answer.headers, "body": answer.content}
        said: dict[str, Any] = create_parser("json").parse(read, model.output_shape)
        return said
    said = orjson.loads(answer.content)
    for items in (said.get("Items", ()), *said.get("Responses", {}).values()):
        for item in items:
            for value in item.values():
                _read_bytes(value)
    said["ResponseMetadata"] = {"HTTPStatusCode": answer.status_code, "HTTPHeaders": dict(answer.headers)}
    return said


def _read_bytes(value: dict[str, Any]) -> None:
    """Bytes come as base64, those in maps and lists too."""
    if "B" in value:
        value["B"] = b64decode(value["B"])
    for inner in (*value.get("M", {}).values(), *value.get("L", ())):
        _read_bytes(inner)
