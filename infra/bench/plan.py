"""The plan for the first load in a region, computed from what a run measured on this machine; by itself
(`make bench NAME=plan`) what a city pays a month.

Prices and limits are assumptions that stand here to be replaced by those of the region and the day.
"""

from dataclasses import dataclass
from math import ceil

from infra.bench.load_results import Load
from infra.bench.month import report

RECORDS = 10_930_000
"""Three years of history of the first departments."""
FUNCTIONS = ("validate", "normalise", "settle")
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Region:
    """What a region gives and takes; prices in US dollars, on demand, x86, as published for us-east-1 in 2025."""

    slowdown: float = 2.5
    """A Lambda's processor beside one of this machine."""
    batch_seconds: float = 0.015
    """From a batch of 25 writes to its answer; a worker has eight on their way."""
    new_table_writes: int = 4_000
    """Write units a second that an on-demand table takes from its first second."""
    doubling_minutes: float = 30
    """It takes twice its former peak within this time without throttling."""
    ceiling_writes: int = 40_000
    """The default quota of one table."""
    million_writes: float = 0.625
    million_reads: float = 0.125
    warm_write: float = 0.00065
    """Once, for each write unit a second that a table is warmed by."""
    gigabyte_second: float = 0.0000166667
    million_requests: float = 0.20
    thousand_transitions: float = 0.025
    chunk_rows: int = 20_000
    """The template's `ChunkRows`."""
    processor_memory: int = 1769
    """Megabytes that come with one whole processor: what normalise and settle have."""
    validate_memory: int = 1769


def plan(load: Load, region: Region | None = None) -> str:
    """Concurrency, time and price, as Markdown."""
    there = region or Region()
    seconds = {name: used * there.slowdown for name, used in _per_row(load).items()}
    worker = seconds["normalise"] + there.batch_seconds / 25 / 8
    staging = seconds["validate"] * MILLION * there.processor_memory / there.validate_memory
    writes = load.units.write_units * RECORDS
    minutes, at_peak = _minutes(writes, there)
    prices = _prices(load, there, worker + seconds["validate"] + seconds["settle"])
    lines = [
        f"The first load of {RECORDS:,} records in a region, from the figures above "
        f"(a processor there takes {there.slowdown} times as long):",
        "",
        "| | |",
        "|---|--:|",
        f"| time of a normalise worker per row, waiting for the table included | {worker * 1e6:.0f} µs |",
        f"| staging a file of a million rows, of the 900 s that a function may take | {staging:.0f} s |",
        f"| settling it, of the same | {seconds['settle'] * MILLION:.0f} s |",
        f"| normalising a chunk of {there.chunk_rows:,} rows, of the 900 s that it may take "
        f"| {worker * there.chunk_rows:.0f} s |",
        f"| `MaxConcurrency` that keeps a new table busy ({there.new_table_writes:,} write units/s) "
        f"| {_workers(there.new_table_writes, load, worker)} |",
        f"| and at {at_peak:,.0f} write units/s | {_workers(at_peak, load, worker)} |",
        f"| and with the table warmed to {there.ceiling_writes:,} | {_workers(there.ceiling_writes, load, worker)} |",
        f"| write units in all | {writes:,.0f} |",
        f"| time, the table doubling its pace every {there.doubling_minutes:.0f} minutes | {minutes:.0f} min |",
        f"| time, the table warmed to {there.ceiling_writes:,} write units/s before "
        f"| {writes / there.ceiling_writes / 60:.0f} min |",
        *(f"| {name} | ${price:,.2f} |" for name, price in prices.items()),
        f"| in all | ${sum(prices.values()):,.2f} |",
        f"| warming the table, if it is wanted "
        f"| ${(there.ceiling_writes - there.new_table_writes) * there.warm_write:,.2f} |",
    ]
    return "\n".join(lines)


def _per_row(load: Load) -> dict[str, float]:
    """Processor seconds of each function per row of the largest file, here."""
    step = load.largest
    return {name: step.processor.get(name, 0.0) / step.rows for name in FUNCTIONS}


def _workers(writes_a_second: float, load: Load, worker: float) -> int:
    return ceil(writes_a_second / load.units.write_units * worker)


def _prices(load: Load, there: Region, seconds_per_row: float) -> dict[str, float]:
    """Validate has less of a processor and takes as much longer, for the same price."""
    chunks = ceil(RECORDS / there.chunk_rows)
    compute = seconds_per_row * RECORDS * there.processor_memory / 1024 * there.gigabyte_second
    return {
        "table writes": load.units.write_units * RECORDS / MILLION * there.million_writes,
        "table reads": load.units.read_units * RECORDS / MILLION * there.million_reads,
        "functions": compute + chunks / MILLION * there.million_requests,
        "state machine": chunks * 3 / 1000 * there.thousand_transitions,
    }


def _minutes(writes: float, there: Region) -> tuple[float, float]:
    """How long the table takes for so many write units as its pace grows, and the pace at the end."""
    pace, minutes = float(there.new_table_writes), 0.0
    while (window := pace * there.doubling_minutes * 60) < writes and pace < there.ceiling_writes:
        writes -= window
        minutes += there.doubling_minutes
        pace = min(pace * 2, there.ceiling_writes)
    return minutes + writes / pace / 60, pace


if __name__ == "__main__":
    print(report())
