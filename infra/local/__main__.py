"""`python -m infra.local COMMAND`: what the Makefile calls."""

import json
import os
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

from chengxin.catalogue.load import load
from chengxin.times import SHANGHAI
from infra.local import emulator, operations, samples, walk
from infra.local.config import PROJECT, Config
from infra.local.credential import credential
from infra.local.deploy import deploy_locally
from infra.local.release import deploy_to_aws
from infra.local.remote import Remote
from infra.local.stack import Stack
from infra.local.summary import show
from infra.local.where import where

_STARTED = time.monotonic()


def say(text: str) -> None:
    """Progress, with the seconds since the command began."""
    print(f"· {time.monotonic() - _STARTED:5.1f} s  {text}", flush=True)


def run(config: Config) -> None:
    """Starts, deploys, drops the samples, runs both jobs once, and shows what came of it."""
    say(f"starting the emulator on port {config.port}")
    fresh = emulator.start(config)
    stack = Stack(config, deploy_locally(config, say))
    if fresh and (resumed := stack.resume()):
        say(f"{resumed} files were in flight when the stack stopped: they run again")
    today = datetime.now(SHANGHAI).date()
    rendered = samples.render(PROJECT / "events" / "samples", config.directory / "samples", today)
    say(f"dropping {len(rendered)} sample files")
    receipts = []
    # One after the other: at once, each would start workers of its own, which on two cores takes far longer.
    for sample in rendered:
        version = stack.drop(sample.path, sample.key)
        receipts.append(stack.wait_for_receipt(sample.key, stack.submission_id(sample.key, version)))
        say(f"receipt: {sample.path.name} — {receipts[-1]['status']}")
    say("publishing")
    published = stack.job("publish")
    say("checking deadlines")
    complied = stack.job("comply")
    show(stack, list(zip(rendered, receipts, strict=True)), published, complied)


def main(arguments: list[str]) -> None:
    """Dispatches a command with its plain arguments."""
    command, *rest = arguments or ["help"]
    if remote := Remote.from_environment(os.environ) if command not in ("run", "stop", "clean", "deploy") else None:
        _on_running_stack(command, rest, Stack.running(remote))
        return
    config = Config.from_environment()
    if command == "run":
        run(config)
    elif command == "stop":
        print("stopped, data kept" if emulator.stop(config) else "nothing was running")
    elif command == "clean":
        emulator.stop(config)
        emulator.clean(config)
        print(f"removed the data in {config.directory.name}")
    elif command == "deploy":
        deploy_to_aws()
    else:
        _on_running_stack(command, rest, Stack.running(config))


def _on_running_stack(command: str, rest: list[str], stack: Stack) -> None:
    if command == "job":
        _print(stack.job(rest[0], rest[1] if len(rest) > 1 else ""))
    elif command == "drop":
        path, department, dataset = rest
        if not Path(path).is_file():
            raise SystemExit(f"FILE={path} is not a file")
        if not department or not dataset:
            raise SystemExit("DEPARTMENT=… and DATASET=… say whose file it is and what it holds")
        key = f"{department}/{dataset}/{Path(path).name}"
        submission = stack.submission_id(key, stack.drop(Path(path), key))
        say(f"dropped as {submission}, waiting for its receipt")
        _print(stack.wait_for_receipt(key, submission, say=say))
    elif command == "walk":
        first, disclosed = _days(rest)
        stack.must_be_local("a walk drops made-up decisions")
        walk.show(stack, load(PROJECT / "infra" / "catalogue"), first, disclosed, say)
    elif command == "redrive":
        submission, everything = rest
        if not submission and not everything:
            raise SystemExit("SUBMISSION=… names a submission, ALL=1 means all that failed")
        _print(stack.redrive_all(say) if everything else stack.redrive(submission, say))
    else:
        _on_duty(command, rest, stack)


def _on_duty(command: str, rest: list[str], stack: Stack) -> None:
    if command == "failures":
        _print(operations.failures(stack))
    elif command == "logs":
        name, since, pattern = rest
        for line in operations.log_lines(stack, name, since or "1h", pattern):
            print(line)
    elif command == "letters":
        queue, finish = rest
        _print(operations.letters(stack, queue, finish=bool(finish)))
    elif command == "credential":
        department, days, withdraw, listed = rest
        _print(credential(stack, department, days, withdraw, listed))
    elif command == "where":
        _print(where(stack, rest[0]))
    else:
        raise SystemExit(f"unknown command: {command}")


def _days(given: list[str]) -> tuple[date, date]:
    try:
        first, disclosed = map(date.fromisoformat, given)
    except ValueError:
        raise SystemExit("FROM=… and DISCLOSED=… are days such as 2025-09-30") from None
    return first, disclosed


def _print(result: dict[str, Any] | list[dict[str, Any]]) -> None:
    print(json.dumps(result, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (RuntimeError, TimeoutError) as error:
        raise SystemExit(str(error)) from None
