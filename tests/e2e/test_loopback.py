"""The local stack is this machine's alone: nothing of it listens on an address that others can reach."""

from pathlib import Path

import pytest
from tests.e2e.conftest import City

PROCESSES = Path("/proc")
LISTENING, LOOPBACK = "0A", {"0100007F", "00000000000000000000000001000000"}


def listening(process: int) -> set[str]:
    """The addresses on which a process listens, as the kernel writes them."""
    opened = {str(one.readlink()) for one in (PROCESSES / str(process) / "fd").iterdir()}
    tables = [(PROCESSES / "net" / name).read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
    lines = [line.split() for table in tables for line in table]
    return {line[1].partition(":")[0] for line in lines if line[3] == LISTENING and f"socket:[{line[9]}]" in opened}


@pytest.mark.skipif(not PROCESSES.exists(), reason="only Linux tells who listens where")
def test_the_emulator_listens_on_loopback_only(city: City) -> None:
    config = city.stack.must_be_local("its own process")
    found = listening(int((config.directory / "emulator.pid").read_text()))
    assert found
    assert found <= LOOPBACK
