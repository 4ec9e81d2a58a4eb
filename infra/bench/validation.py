"""From a file to a verdict on every row, one core: ours beside what others would use.

    make bench NAME=validation [ARGUMENTS="rows rounds"]
    make bench NAME=validation ARGUMENTS="--memory rows"

The second form compares peak memory on a file of so many rows with that on one ten times as long.
Every case runs in a fresh process pinned to one core; rounds are interleaved, and a figure is their median. What is
timed begins with opening the file and ends with the last verdict. Imports, the catalogue and the rules are ready
before: each case first goes through another, short file, as a worker that isn't new has.
Seconds are processor seconds, since other work may share the machine.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS, ROUNDS = 100_000, 3

Timed = Callable[[], int]
"""Goes through the file; answers how many rows it refused (-1: it doesn't judge)."""


def _reader(path: Path) -> Timed:
    import csv

    def run() -> int:
        with path.open(encoding="utf-8", newline="") as file:
            for _ in csv.reader(file):
                pass
        return -1

    return run


def _ours(path: Path, *, build: bool = False, staged: bool = False) -> Timed:
    """`staged`: the rows as one step hands them to the next, their encoding known, their structure proved."""
    from chengxin.formats.model import Limits, Reading
    from chengxin.formats.read import read
    from chengxin.normalise.engine import judge, normalise_chunk
    from infra.bench.validation_inputs import context

    given = replace(context(), memory={})

    def opened() -> Reading:
        return read(path, given.dataset, given.catalogue, Limits())

    ready = opened() if staged else None
    if ready:
        ready.chunks = iter(list(ready.chunks))

    def run() -> int:
        reading, refused = ready or opened(), 0
        for chunk in reading.chunks:
            facts = (chunk, reading.columns, given, reading.layout, reading.findings)
            refused += len(normalise_chunk(*facts).rejected if build else judge(*facts).rejected)
        return refused

    return run


def _pydantic(path: Path, *, tuned: bool) -> Timed:
    import csv

    from pydantic import ValidationError

    from infra.bench.pydantic_models import tuned_model, usual_model
    from infra.bench.validation_inputs import context, field_names

    model = tuned_model(context()) if tuned else usual_model(context())
    names = field_names()

    def run() -> int:
        refused = 0
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            for row in rows:
                try:
                    model.model_validate(dict(zip(names, row, strict=False)))
                except ValidationError:
                    refused += 1
        return refused

    return run


def _frictionless(path: Path) -> Timed:
    from frictionless import Resource

    from infra.bench.validation_inputs import frictionless_schema

    schema = frictionless_schema()

    def run() -> int:
        with Resource(path=str(path), format="csv", encoding="utf-8", schema=schema) as resource_:
            return sum(1 for row in resource_.row_stream if not row.valid)

    return run


CASES: dict[str, Callable[[Path], Timed]] = {
    "csv.reader alone": _reader,
    "chengxin: read + verdicts": _ours,
    "chengxin: read + verdicts + records": lambda path: _ours(path, build=True),
    "chengxin: staged rows to verdicts": lambda path: _ours(path, staged=True),
    "pydantic per row, tuned": lambda path: _pydantic(path, tuned=True),
    "pydantic per row, usual": lambda path: _pydantic(path, tuned=False),
    "frictionless": _frictionless,
}
OURS = "chengxin: read + verdicts"


def measure(case: str, path: Path) -> dict[str, float]:
    """Processor seconds, refused rows, peak memory and its growth while running, both in MB."""
    from infra.bench.validation_inputs import short_file

    CASES[case](short_file(path))()
    timed = CASES[case](path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    refused = timed()
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "refused": refused, "peak": peak / 1024, "growth": (peak - before) / 1024}


def compare(rows: int, rounds: int) -> str:
    """The whole comparison as a Markdown table, and whether ours agrees with its rules told row by row."""
    from infra.bench.validation_inputs import write_file
    from infra.bench.verdict_check import differing_rows

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "penalties.csv"
        faults = write_file(path, rows)
        results: dict[str, list[dict[str, float]]] = {case: [] for case in CASES}
        for turn in range(rounds):
            for case in list(CASES)[:: 1 if turn % 2 == 0 else -1]:
                results[case].append(_in_fresh_process(case, path))
        size = path.stat().st_size
        judged, differing = differing_rows(path)
    equal = f"Rows on which the columns and the rules told row by row differ: {differing:,} of {judged:,}."
    return f"{_table(results, rows, size, len(faults))}\n\n{equal}"


def _in_fresh_process(case: str, path: Path) -> dict[str, float]:
    environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
    command = [sys.executable, "-m", "infra.bench.validation", "--case", case, str(path)]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def _table(results: dict[str, list[dict[str, float]]], rows: int, size: int, faults: int) -> str:
    rates = {case: rows / statistics.median(r["seconds"] for r in runs) for case, runs in results.items()}
    lines = [
        f"{rows:,} penalty rows, 30 columns, {size / rows:.0f} bytes each, {faults:,} with a planted fault, one core.",
        "",
        "| case | rows/s (median) | slowest–fastest | ours is × faster | rows refused | peak MB (over base) |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for case, runs in results.items():
        times, last = [r["seconds"] for r in runs], runs[-1]
        refused = "–" if last["refused"] < 0 else f"{last['refused']:,.0f}"
        lines.append(
            f"| {case} | {rates[case]:,.0f} | {rows / max(times):,.0f}–{rows / min(times):,.0f} "
            f"| {rates[OURS] / rates[case]:.2f} | {refused} | {last['peak']:.0f} (+{last['growth']:.0f}) |"
        )
    return "\n".join(lines)


def _pin_to_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def main(arguments: list[str]) -> None:
    """Runs a comparison, or with `--case NAME FILE` one case in this process."""
    if arguments[:1] == ["--case"]:
        _pin_to_one_core()
        print(json.dumps(measure(arguments[1], Path(arguments[2]))))
        return
    if arguments[:1] == ["--memory"]:
        from infra.bench.verdict_check import flat_memory

        print(flat_memory(lambda path: _in_fresh_process(OURS, path), int(arguments[1] if arguments[1:] else ROWS)))
        return
    rows, rounds = (int(a) for a in (*arguments, *map(str, (ROWS, ROUNDS)[len(arguments) :])))
    print(compare(rows, rounds))


if __name__ == "__main__":
    main(sys.argv[1:])
