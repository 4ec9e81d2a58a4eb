"""One stack for the whole session, made from nothing by `make run`, with the template's policies enforced."""

import json
import os
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from infra.local.config import PROJECT, Config
from infra.local.stack import Stack

ENVIRONMENT = {
    "PORT": os.environ.get("E2E_PORT", "4599"),
    "LOCAL_DIR": ".local/e2e",
    "IAM": "enforce",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the stack."""
    for item in items:
        if "tests/e2e/" in str(item.path):
            item.add_marker(pytest.mark.stack)


@dataclass(frozen=True)
class Answer:
    """An HTTP answer as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class City:
    """The running platform as people outside meet it."""

    stack: Stack
    printed: str

    def get(self, path: str, headers: dict[str, str] | None = None, **query: str) -> Answer:
        """A GET of the API, without credentials."""
        url = f"{self.stack.outputs['ApiUrl']}/v1{urllib.parse.quote(path)}"
        return fetch(f"{url}?{urllib.parse.urlencode(query)}" if query else url, headers or {})

    def page(self, path: str) -> Answer:
        """A file of the public site, without credentials."""
        site = self.stack.outputs["SiteUrl"].removesuffix("index.html")
        return fetch(site + urllib.parse.quote(path), {})

    def drop(self, key: str, body: bytes) -> dict[str, Any]:
        """Drops bytes into the inbox and waits for the receipt."""
        return self.stack.wait_for_receipt(key, self.put(key, body))

    def put(self, key: str, body: bytes) -> str:
        """Drops bytes into the inbox; answers the submission's id."""
        version = self.stack.aws("s3").put_object(Bucket=self.stack.outputs["InboxBucketName"], Key=key, Body=body)
        return self.stack.submission_id(key, version["VersionId"])


def fetch(url: str, headers: dict[str, str]) -> Answer:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read())


def make(*arguments: str) -> str:
    """Runs a make command on the session's stack; fails with what it printed."""
    done = subprocess.run(
        ["make", *arguments],
        cwd=PROJECT,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def city() -> Iterator[City]:
    make("clean")
    printed = make("run")
    config = Config(port=int(ENVIRONMENT["PORT"]), directory=PROJECT / ENVIRONMENT["LOCAL_DIR"], enforce_iam=True)
    yield City(Stack.running(config), printed)
    make("clean")
