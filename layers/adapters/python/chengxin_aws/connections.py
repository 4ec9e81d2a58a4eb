"""Kept HTTP/1.1 connections to one host, for short requests and answers in great number.

botocore takes a millisecond of the processor for each of them, urllib3 a third of one; this takes a twentieth.
"""

import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import urlsplit

from botocore.exceptions import ConnectionClosedError, EndpointConnectionError, ReadTimeoutError
from urllib3.util.wait import wait_for_read

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
LONGEST_LINE = 1 << 16


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
        self._idle: list[_Connection] = []

    def post(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """Sends a request and waits for its answer, whatever its status."""
        connection = self._taken()
        try:
            answer = connection.post(self._path, headers, body)
        except TimeoutError as error:
            connection.close()
            raise ReadTimeoutError(endpoint_url=self._url, error=error) from error
        except (OSError, ValueError) as error:
            connection.close()
            raise ConnectionClosedError(endpoint_url=self._url, error=error) from error
        except BaseException:
            connection.close()
            raise
        if answer.headers.get("connection", "").lower() == "close":
            connection.close()
        else:
            self._idle.append(connection)
        return answer

    def _taken(self) -> "_Connection":
        """An idle connection that the host has not closed meanwhile, else a new one."""
        with suppress(IndexError):
            while True:
                idle = self._idle.pop()
                if idle.is_open():
                    return idle
                idle.close()
        try:
            plain = socket.create_connection((self._host, self._port), CONNECT_SECONDS)
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            ready = self._tls.wrap_socket(plain, server_hostname=self._host) if self._tls else plain
        except OSError as error:
            raise EndpointConnectionError(endpoint_url=self._url, error=error) from error
        ready.settimeout(READ_SECONDS)
        return _Connection(ready)


class _Connection:
    """One connection. OSError or ValueError where the host doesn't answer as HTTP does."""

    def __init__(self, kept: socket.socket) -> None:
        self._socket = kept
        self._file: BinaryIO = kept.makefile("rb", LONGEST_LINE)  # type: ignore[assignment]

    def is_open(self) -> bool:
        """Nothing can be read from an idle connection unless its host closed it."""
        return not wait_for_read(self._socket, timeout=0)

    def close(self) -> None:
        with suppress(OSError):
            self._file.close()
            self._socket.close()

    def post(self, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        told = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
        head = f"POST {path} HTTP/1.1\r\n{told}Content-Length: {len(body)}\r\n\r\n"
        self._socket.sendall(head.encode("latin-1") + body)
        return _answer(self._file)


def _answer(file: BinaryIO) -> Answer:
    status = int(_line(file).split(b" ", 2)[1])
    headers = {}
    while line := _line(file):
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return Answer(status, headers, b"".join(iter(lambda: _chunk(file), b"")))
    return Answer(status, headers, _exactly(file, int(headers["content-length"])))


def _chunk(file: BinaryIO) -> bytes:
    """The next piece of an answer of unknown length, empty at its end."""
    data = _exactly(file, int(_line(file).split(b";")[0], 16))
    if _line(file):
        raise ValueError("a chunk longer than it says")
    return data


def _line(file: BinaryIO) -> bytes:
    line = file.readline(LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise ConnectionError("closed before the answer ended")
    return line.rstrip(b"\r\n")


def _exactly(file: BinaryIO, length: int) -> bytes:
    data = file.read(length)
    if len(data) < length:
        raise ConnectionError("closed before the answer ended")
    return data
