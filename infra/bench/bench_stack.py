"""What the benches of the whole system stand on: an empty local stack, and this process in the place of a function."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from infra.local import emulator
from infra.local.config import PROJECT, Config
from infra.local.deploy import deploy_locally
from infra.local.stack import Stack

INBOX = "bench-inbox"
TABLES = ("Records", "Ledger", "Submissions", "Scoreboards")


@contextmanager
def empty_stack() -> Iterator[Stack]:
    """A stack beside that of `make run`, new and gone afterwards, so that runs compare."""
    port, folder = int(os.environ.get("BENCH_PORT", "4666")), os.environ.get("BENCH_DIR", ".local/bench")
    config = Config(port=port, directory=(PROJECT / folder).resolve())
    emulator.stop(config)
    emulator.clean(config)
    emulator.start(config)
    try:
        yield Stack(config, deploy_locally(config, say))
    finally:
        emulator.stop(config)
        emulator.clean(config)


def stand_in(stack: Stack) -> None:
    """Gives this process the environment of the stack's functions, but an inbox of its own where a drop starts
    nothing, and the compiled data of the built layer."""
    function = stack.aws("lambda").get_function_configuration(FunctionName=stack.outputs["ComplyFunctionName"])
    environment = stack.must_be_local("a benchmark loads made-up files").environment
    aws = {name: value for name, value in environment.items() if name.startswith("AWS_")}
    os.environ.update({**function["Environment"]["Variables"], **aws, "INBOX_BUCKET": INBOX})
    sys.path.append(str(stack.config.directory / "build" / "DomainLayer" / "python"))


def table_names(stack: Stack) -> dict[str, str]:
    """The short name of each table by its real one."""
    return {stack.outputs[f"{name}TableName"]: name.lower() for name in TABLES}


def say(text: str) -> None:
    """Progress."""
    print(f"· {text}", flush=True)


def silent(text: str) -> None:
    """No progress."""
