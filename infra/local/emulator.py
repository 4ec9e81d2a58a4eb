"""The embedded AWS emulator: a process of its own, in an environment of its own."""

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from infra.local.config import EMULATOR, SAM_ENVIRONMENT, Config

START_SECONDS, STOP_SECONDS, ANSWER_SECONDS = 60, 60, 10


def start(config: Config) -> bool:
    """Starts the emulator unless it runs already; answers whether it was started. Its state outlives it.

    Raises SystemExit, in a line, where it doesn't come up, or runs and doesn't answer.
    """
    if alive(config):
        if _mode_file(config).read_text() == _mode(config):
            if _answers(config, ANSWER_SECONDS):
                return False
            raise SystemExit(
                f"the emulator on port {config.port} runs but does not answer: `make stop`, then try again"
            )
        stop(config)
    config.directory.mkdir(parents=True, exist_ok=True)
    (config.directory / "tmp").mkdir(exist_ok=True)
    with (config.directory / "emulator.log").open("ab") as log:
        process = subprocess.Popen(
            [EMULATOR / "bin" / "ministack"],
            env=_environment(config),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd=config.directory,
        )
    _pid_file(config).write_text(str(process.pid))
    _mode_file(config).write_text(_mode(config))
    _wait_until_ready(config, process)
    return True


def stop(config: Config) -> bool:
    """Stops the emulator so that it writes its state; answers whether there was one to stop.

    Functions that run are ended with it: nobody answers them any more, and it would wait for them.
    """
    pid = _pid(config)
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while _running(pid) and time.monotonic() < deadline:
        for worker in _group(pid) - {pid}:
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
        time.sleep(0.1)
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    _pid_file(config).unlink(missing_ok=True)
    return True


def clean(config: Config) -> None:
    """Removes the stack's data; environments that lie within stay."""
    if not config.directory.is_dir():
        return
    for entry in config.directory.iterdir():
        if entry in (EMULATOR, SAM_ENVIRONMENT):
            continue
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink()


def alive(config: Config) -> bool:
    """Whether this stack's emulator runs."""
    return _pid(config) is not None


def _environment(config: Config) -> dict[str, str]:
    state = config.directory / "state"
    temporary = config.directory / "tmp"
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(config.directory)),
        "LANG": "C.UTF-8",
        "GATEWAY_PORT": str(config.port),
        "BIND_HOST": "127.0.0.1",
        # These two listen on every interface unless told otherwise; nothing here speaks MQTT or SFTP.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_HOST": "127.0.0.1",
        "MINISTACK_ACCOUNT_ID": config.account,
        "MINISTACK_REGION": config.region,
        "AWS_ENDPOINT_URL": config.endpoint,
        "PERSIST_STATE": "1",
        "STATE_DIR": str(state),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(state / "s3"),
        "TMPDIR": str(temporary),
        "AUTH": "true" if config.enforce_iam else "false",
        "LOG_LEVEL": "WARNING",
    }


def _mode(config: Config) -> str:
    """How a running one was started: with another port, other rights or another interpreter it has to start again."""
    return f"{config.port} {'enforce' if config.enforce_iam else 'open'} {EMULATOR.name}"


def _wait_until_ready(config: Config, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise SystemExit(f"the emulator ended at once; see {config.directory / 'emulator.log'}")
        if _answers(config, 2):
            return
        time.sleep(0.1)
    raise SystemExit(f"the emulator did not answer within {START_SECONDS} s; see {config.directory / 'emulator.log'}")


def _answers(config: Config, seconds: float) -> bool:
    try:
        with urllib.request.urlopen(f"{config.endpoint}/_ministack/health", timeout=seconds):
            return True
    except OSError:
        return False


def _pid(config: Config) -> int | None:
    try:
        pid = int(_pid_file(config).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return pid if _running(pid) else None


def _group(pid: int) -> set[int]:
    """The processes of the emulator's group: itself and the functions' workers."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,pgid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in listed.splitlines())
    return {int(process) for process, group in pairs if int(group) == pid}


def _running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return False
        return _signalled(pid)
    return state != "Z"


def _signalled(pid: int) -> bool:
    """Where there is no /proc (macOS): whether the process takes a signal."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _pid_file(config: Config) -> Path:
    return config.directory / "emulator.pid"


def _mode_file(config: Config) -> Path:
    return config.directory / "emulator.mode"
