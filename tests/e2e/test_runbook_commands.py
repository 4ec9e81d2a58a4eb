"""Every command of the runbook runs: on the session's stack, whose emulator speaks AWS's own interfaces."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from botocore import xform_name
from botocore.session import get_session
from infra.local.config import PROJECT
from infra.local.stack import JOBS
from tests.e2e.conftest import City, make

PAGES = sorted((PROJECT / "docs" / "runbook").glob("*.md"))
PLACEHOLDERS = {"{部门编号}": "transport"}
NOT_RUN = {
    "make deploy": "needs an account",
    "make redrive SUBMISSION": "tests/integration/ingest/test_recovery.py: there is nothing to redrive here",
    "make job NAME=comply AT": "tests/e2e/test_walks.py: the time is for whoever types it",
    "make docs": "tests/unit/catalogue holds what it writes",
}


def commands(page: Path) -> list[str]:
    """The commands of a page: each line of its shell blocks, and what its text names by `make …`."""
    text = page.read_text("utf-8")
    blocks = [line.strip() for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    named = [one for one in re.findall(r"`(make [^`]+)`", prose) if "…" not in one and "STACK=" not in one]
    return list(dict.fromkeys([*filter(None, blocks), *named]))


ALL = [(page.stem, command) for page in PAGES for command in commands(page)]


@pytest.mark.parametrize(("page", "command"), ALL)
def test_a_command_of_the_runbook_runs(city: City, page: str, command: str) -> None:
    if any(command.startswith(one) for one in NOT_RUN):
        pytest.skip(next(why for one, why in NOT_RUN.items() if command.startswith(one)))
    words = shlex.split(_filled(city, command), comments=True)
    if words[0] == "make":
        if (job := dict(word.split("=", 1) for word in words if "=" in word).get("NAME")) and words[1] == "job":
            assert job in JOBS, f"{page}: there is no such job"
        make(*words[1:])
    elif words[0] == "curl":
        done = subprocess.run([*words, "--fail", "--silent"], capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
    else:
        _aws(city, words)


def _filled(city: City, command: str) -> str:
    known = {"API": city.stack.outputs["ApiUrl"], **city.stack.outputs}
    command = re.sub(r"\$(\w+)", lambda name: known[name[1]], command)
    for placeholder, value in PLACEHOLDERS.items():
        command = command.replace(placeholder, value)
    if "ROW=" in command:
        (one,) = city.get("/disclosures", limit="1").json["items"]
        command = re.sub(r"ROW=\S+", f"ROW={one['provenance']['submission_id']}/{one['provenance']['row']}", command)
    return command


def _aws(city: City, words: list[str]) -> None:
    """`aws SERVICE OPERATION --parameter value` as version 2 of the CLI reads it, by the same models."""
    program, service, operation, *rest = words
    assert program == "aws", words
    model = get_session().get_service_model({"s3api": "s3"}.get(service, service))
    names = {xform_name(one, "-"): one for one in model.operation_names}
    assert operation in names, words
    shape = model.operation_model(names[operation]).input_shape
    members = shape.members if shape else {}
    options = {xform_name(one, "-"): one for one in members} | {"max-items": None}
    pairs = list(zip(rest[::2], rest[1::2], strict=True))
    assert all(name.removeprefix("--") in options for name, _ in pairs), words
    given = {str(options[name[2:]]): value for name, value in pairs if options[name[2:]]}
    client = city.stack.aws({"s3api": "s3"}.get(service, service))
    getattr(client, xform_name(names[operation]))(**given)
