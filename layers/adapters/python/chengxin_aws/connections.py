"""Kept HTTP/1.1 connections to one host, for short requests and answers in great number.

botocore takes a millisecond of the processor for each of them, urllib3 a third of one, the standard library's client a
fifth.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from urllib3.util.wait import wait_for_read

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered; names of headers are in lower case."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes


class Connections:
    """The connections to the host of a URL. Safe to share between threads: each takes one for a request.

    Raises botocore's errors of connections, so that its retries know them.
    """

    def __init__(self, url: str, certificates: str | None = None) -> None:
        parts = urlsplit(url)
        self._url, self._path = url, parts.path or "/"
        self._host, self._port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        self._tls = ssl.create_default_context(cafile=certificates) if parts.scheme == "https" else None
        self._idle: list[HTTPConnection] = []

    def post(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """Sends a request and waits for its answer, whatever its status."""
        connection = self._taken()
        try:
            connection.request("POST", self._path, body, headers)
            answered = connection.getresponse()
            content = answered.read()
        except TimeoutError as error:
            connection.close()
            raise ReadTimeoutError(endpoint_url=self._url, error=error) from error
        except (OSError, HTTPException) as error:
            connection.close()
            raise ConnectionClosedError(endpoint_url=self._url, error=error) from error
        except BaseException:
            connection.close()
            raise
        if not answered.will_close:
            self._idle.append(connection)
        return Answer(answered.status, {name.lower(): value for name, value in answered.getheaders()}, content)

    def _taken(self) -> HTTPConnection:
        """An idle connection that the host has not closed meanwhile, else a new one."""
        with suppress(IndexError):
            while True:
                idle = self._idle.pop()
                if not wait_for_read(idle.sock, timeout=0):  # nothing comes unasked but the host's end
                    return idle
                idle.close()
        made = self._new()
        try:
            made.connect()
        except OSError as error:
            raise EndpointConnectionError(endpoint_url=self._url, error=error) from error
        made.sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        made.sock.settimeout(READ_SECONDS)
        return made

    def _new(self) -> HTTPConnection:
        if self._tls:
            return HTTPSConnection(self._host, self._port, timeout=CONNECT_SECONDS, context=self._tls)
        return HTTPConnection(self._host, self._port, timeout=CONNECT_SECONDS)
