"""The backfill on a local stack of its own: files of growing size through the whole of ingest.

    make bench NAME=load [ARGUMENTS=rows]

Two questions: does a row take longer in a larger file, and does it where more is stored already? So 100,000 rows come
as ten files, then as one; then, where asked for, a million rows as one; and then the smaller ones once more. Two files
are on their way at a time, as two chunks of a large one are, or small files would leave a core idle.

Wall clock depends on what else the machine does, so processor time per row stands beside it: that of the emulator and
of every function together. Other work on the machine lengthens that too; by how much, a fixed piece of work tells that
is measured all the while.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from infra.bench.bench_stack import empty_stack, say, silent
from infra.bench.load_report import table
from infra.bench.load_results import Load, Loaded
from infra.bench.penalty_rows import write_penalties
from infra.bench.plan import plan
from infra.bench.processes import Watch
from infra.bench.unit_costs import measure_units
from infra.local.stack import Stack

SEED, SMALLEST, WARM_UP, DATASET = 20261123, 10_000, 2_000, "administrative-penalty"
AGENCY = "武汉市市场监督管理局"
STEP, AT_ONCE = 100_000, 2
"""Rows in a step, unless one file is more; files on their way at a time."""
UNIT_ROWS = 10_000


def sizes(scale: int) -> list[int]:
    """The steps' file sizes: 10,000, 100,000 and so on up to `scale`, and all below it once more on the way down."""
    up = [SMALLEST]
    while up[-1] * 10 < scale:
        up.append(up[-1] * 10)
    below = [size for size in up if size < scale]
    return [*below, scale, *below[::-1]]


def run(scale: int, stack: Stack) -> Load:
    """Loads files up to `scale` rows into an empty stack, then measures the units of one more in this process."""
    departments, steps, before = _departments(), list[Loaded](), 0
    pid = int((stack.config.directory / "emulator.pid").read_text())
    with tempfile.TemporaryDirectory() as folder, Watch(pid).running() as watch:
        dropper = _Dropper(stack, watch, Path(folder), departments)
        for size in sizes(scale):
            # An idle worker is not kept: every step finds its own warm.
            before += dropper.step(AT_ONCE, WARM_UP, before).rows
            steps.append(dropper.step(max(1, STEP // size), size, before))
            before += steps[-1].rows
        path, department = Path(folder) / "units.csv", next(departments)
        units = []
        for rows in (UNIT_ROWS, UNIT_ROWS + 1):
            write_penalties(path, rows, SEED - 1, AGENCY)
            units.append(measure_units(stack, path, f"{department}/{DATASET}/{rows}.csv"))
    return Load(steps, *units)


@dataclass(frozen=True, slots=True)
class _Dropper:
    stack: Stack
    watch: Watch
    folder: Path
    departments: Iterator[str]

    def step(self, files: int, rows: int, before: int) -> Loaded:
        """Drops so many files of so many rows, each of a department of its own, and waits for their receipts."""
        keys = [f"{department}/{DATASET}/{rows}.csv" for department in islice(self.departments, files)]
        paths = [self.folder / f"{number}.csv" for number in range(files)]
        for number, path in enumerate(paths):
            write_penalties(path, rows, SEED + before + number, AGENCY)
        say(f"dropping {files} × {rows:,} rows")
        self.watch.yardstick()
        used, start = self.watch.seconds(), time.monotonic()
        with ThreadPoolExecutor(AT_ONCE) as pool:
            accepted = list(pool.map(self._load, keys, paths, [rows] * files, [files == 1] * files))
        seconds = time.monotonic() - start
        processor, peaks = _used(self.watch.seconds(), used), self.watch.peaks()
        yardstick = self.watch.yardstick()
        return Loaded(files, files * rows, before, sum(accepted), seconds, processor, peaks, yardstick)

    def _load(self, key: str, path: Path, rows: int, told: bool) -> int:
        """Answers how many rows were accepted; how far a file is that is on its way alone is `told`."""
        submission = self.stack.submission_id(key, self.stack.drop(path, key))
        path.unlink()
        counts = self.stack.wait_for_receipt(key, submission, 300, say=say if told else silent)["rows"]
        if counts["total"] != rows or counts["accepted"] + counts["rejected"] != rows:
            raise RuntimeError(f"{rows} rows were dropped, and the receipt tells of {counts}")
        return int(counts["accepted"])


def _used(now: Counter[str], before: Counter[str]) -> dict[str, float]:
    return {name: used for name, seconds in now.items() if (used := seconds - before[name]) > 0}


def _departments() -> Iterator[str]:
    """Departments of the registry: each file's is another, since the generated numbers are the same in each."""
    from infra.bench.validation_inputs import context

    return (one.id for one in context().catalogue.departments if one.reports)


def main(arguments: list[str]) -> None:
    """Runs the load up to the given number of rows and prints it, with the plan for a region."""
    with empty_stack() as stack:
        load = run(int(arguments[0]) if arguments else STEP, stack)
    print(table(load))
    print()
    print(plan(load))


if __name__ == "__main__":
    main(sys.argv[1:])
