"""Reading one file as the validate function does, in a process of its own, and telling what that took."""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from chengxin.catalogue.load import from_json
from chengxin.formats.model import Limits
from chengxin.formats.read import read
from chengxin.steps.staging import finding_data

ROOT = Path(__file__).parents[3]
MEMORY_LIMIT = 512
"""The validate function's, in MB."""
CHUNK_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of processor, megabytes at most, the codes of all findings, those that refuse the file, rows read.

    Processes that the reader starts count as its own.
    """

    seconds: float
    megabytes: int
    codes: list[str]
    errors: list[str]
    rows: int


def measured(path: Path, compiled: Path, *, within: float = 300) -> Measured:
    """What reading the file took; raises CalledProcessError where the reader died. `compiled` is the catalogue."""
    command = [sys.executable, "-m", "infra.bench.hostile.measure", str(path), str(compiled)]
    paths = os.pathsep.join(map(str, (ROOT / "layers/domain/python", ROOT / "layers/adapters/python", ROOT)))
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment, timeout=within)
    return Measured(**json.loads(done.stdout))


def _read(path: Path, compiled: Path) -> Measured:
    import chengxin_aws.root  # noqa: F401  what the function itself has in memory

    catalogue = from_json(compiled.read_bytes())
    dataset = catalogue.dataset("decision-register")
    if dataset is None:
        raise LookupError("decision-register")
    start, rows, told = time.process_time(), 0, 0
    reading = read(path, dataset, catalogue, Limits(chunk_rows=CHUNK_ROWS))
    for chunk in reading.chunks:
        rows += chunk.rows
        json.dumps([finding_data(found) for found in reading.findings[told:]])
        told = len(reading.findings)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Measured(
        seconds=round(time.process_time() - start + others.ru_utime + others.ru_stime, 2),
        megabytes=round(_peak() / 1e6 + others.ru_maxrss / 1e3),
        codes=sorted({found.kind.code for found in (*reading.errors, *reading.findings)}),
        errors=[found.kind.code for found in reading.errors],
        rows=rows,
    )


def _peak() -> int:
    """The most memory this process ever held, in bytes; Linux tells it without that of the process before `exec`."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(json.dumps(asdict(_read(Path(sys.argv[1]), Path(sys.argv[2])))))
