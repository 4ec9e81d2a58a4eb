"""The backfill on a local stack of its own: files of growing size through the whole of ingest.

    python -m infra.bench.load [rows]

Wall clock depends on what else the machine does, so processor time per row stands beside it: that of the emulator and
of every function together. No growth means that a file ten times as large takes ten times as long.
"""

import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infra.bench.generate import write_penalties
from infra.bench.processes import Watch
from infra.bench.units import Units, measure_units
from infra.local import emulator
from infra.local.config import PROJECT, Config
from infra.local.deploy import deploy_locally
from infra.local.stack import Stack

SEED, SMALLEST, DATASET = 20261123, 10_000, "administrative-penalty"
DEPARTMENTS = ("market-regulation", "transport", "ecology-environment", "housing-urban", "culture-tourism")
AGENCY = "武汉市市场监督管理局"
WARM_UP = 10_000
UNIT_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file: how long it took from its drop to its receipt, and the processor seconds of everybody together."""

    rows: int
    accepted: int
    seconds: float
    processor: float

    @property
    def microseconds(self) -> tuple[float, float]:
        """Per row: wall clock and processor."""
        return self.seconds / self.rows * 1e6, self.processor / self.rows * 1e6


@dataclass(frozen=True, slots=True)
class Load:
    """What a run measured: the files, the peak memory of a worker by function (MB), the units of one file."""

    files: Sequence[Loaded]
    peaks: dict[str, int]
    units: Units


def bench_config() -> Config:
    """A stack beside that of `make run`, which is emptied first, so that runs compare."""
    port, folder = int(os.environ.get("BENCH_PORT", "4666")), os.environ.get("BENCH_DIR", ".local/bench")
    return Config(port=port, directory=(PROJECT / folder).resolve())


def sizes(scale: int) -> list[int]:
    """10,000, 100,000 and so on up to `scale`, which is the last."""
    found = [SMALLEST]
    while found[-1] * 10 < scale:
        found.append(found[-1] * 10)
    return [size for size in found if size < scale] + [scale]


def run(scale: int) -> Load:
    """Loads a file of each size into an empty stack, then measures the units of one more in this process."""
    config = bench_config()
    emulator.stop(config)
    emulator.clean(config)
    emulator.start(config)
    try:
        stack = Stack(config, deploy_locally(config, _say))
        with tempfile.TemporaryDirectory() as folder, Watch(_pid(config)).running() as watch:
            _load(stack, watch, Path(folder), WARM_UP, DEPARTMENTS[-1])
            pairs = zip(sizes(scale), DEPARTMENTS, strict=False)
            files = [_load(stack, watch, Path(folder), rows, department) for rows, department in pairs]
            peaks = watch.peaks()
            path = Path(folder) / "units.csv"
            write_penalties(path, UNIT_ROWS, SEED + 1, AGENCY)
            units = measure_units(stack, path, f"water/{DATASET}/units.csv")
        return Load(files, peaks, units)
    finally:
        emulator.stop(config)


def _load(stack: Stack, watch: Watch, folder: Path, rows: int, department: str) -> Loaded:
    path = folder / f"{rows}.csv"
    write_penalties(path, rows, SEED + rows, AGENCY)
    key = f"{department}/{DATASET}/{path.name}"
    _say(f"dropping {rows:,} rows")
    before, start = watch.seconds(), time.monotonic()
    submission = stack.submission_id(key, stack.drop(path, key))
    receipt = stack.wait_for_receipt(key, submission, 300, say=_say)
    seconds, processor = time.monotonic() - start, watch.seconds() - before
    path.unlink()
    counts = receipt["rows"]
    if counts["total"] != rows or counts["accepted"] + counts["rejected"] != rows:
        raise RuntimeError(f"{rows} rows were dropped, and the receipt tells of {counts}")
    return Loaded(rows, counts["accepted"], seconds, processor)


def table(load: Load) -> str:
    """The run as Markdown."""
    lines = [
        "| rows | accepted | seconds | rows/s | µs per row (× smallest) | processor µs per row (× smallest) |",
        "|--:|--:|--:|--:|--:|--:|",
    ]
    wall, processor = load.files[0].microseconds
    for one in load.files:
        mine = one.microseconds
        lines.append(
            f"| {one.rows:,} | {one.accepted:,} | {one.seconds:.1f} | {one.rows / one.seconds:,.0f} "
            f"| {mine[0]:.0f} (× {mine[0] / wall:.2f}) | {mine[1]:.0f} (× {mine[1] / processor:.2f}) |"
        )
    peaks = ", ".join(f"{name} {peak}" for name, peak in load.peaks.items())
    return "\n".join([*lines, "", f"Peak memory of a worker, MB: {peaks}.", "", load.units.as_text()])


def _pid(config: Config) -> int:
    return int((config.directory / "emulator.pid").read_text())


def _say(text: str) -> None:
    print(f"· {text}", flush=True)


def main(arguments: list[str]) -> None:
    """Runs the load up to the given number of rows and prints it, with the plan for a region."""
    from infra.bench.plan import plan

    load = run(int(arguments[0]) if arguments else 100_000)
    print(table(load))
    print()
    print(plan(load))


if __name__ == "__main__":
    main(sys.argv[1:])
