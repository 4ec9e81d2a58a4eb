"""The plan for the first load in a region, computed from what a run measured on this machine.

Prices and limits are assumptions that stand here to be replaced by those of the region and the day.
"""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infra.bench.load import Load

RECORDS = 10_930_000
"""Three years of history of the first departments."""


@dataclass(frozen=True, slots=True)
class Region:
    """What a region gives and takes; prices in US dollars, on demand, x86, as published for us-east-1 in 2025."""

    slowdown: float = 2.5
    """A Lambda's processor beside one of this machine."""
    new_table_writes: int = 4_000
    """Write units a second that an on-demand table takes from its first second."""
    doubling_minutes: float = 30
    """It takes twice its former peak within this time without throttling."""
    ceiling_writes: int = 40_000
    """The default quota of one table."""
    million_writes: float = 0.625
    million_reads: float = 0.125
    gigabyte_second: float = 0.0000166667
    million_requests: float = 0.20
    thousand_transitions: float = 0.025
    normalise_memory: float = 1769 / 1024
    chunk_rows: int = 5_000


def plan(load: "Load", region: Region | None = None) -> str:
    """Concurrency, time and price, as Markdown."""
    there = region or Region()
    largest = load.files[-1]
    per_row = largest.processor / largest.rows * there.slowdown
    writes = load.units.write_units * RECORDS
    minutes, at_peak = _minutes(writes, there)
    compute = per_row * RECORDS * there.normalise_memory * there.gigabyte_second
    chunks = ceil(RECORDS / there.chunk_rows)
    prices = {
        "table writes": writes / 1e6 * there.million_writes,
        "table reads": load.units.read_units * RECORDS / 1e6 * there.million_reads,
        "functions": compute + chunks / 1e6 * there.million_requests,
        "state machine": chunks * 3 / 1000 * there.thousand_transitions,
    }
    lines = [
        f"The first load of {RECORDS:,} records in a region, from the figures above:",
        "",
        "| | |",
        "|---|--:|",
        f"| processor time per row there ({there.slowdown} × here, emulator included) | {per_row * 1e6:.0f} µs |",
        f"| workers that keep a new table busy ({there.new_table_writes:,} write units/s) "
        f"| {ceil(there.new_table_writes / load.units.write_units * per_row)} |",
        f"| workers at the peak of {at_peak:,.0f} write units/s | {ceil(at_peak / load.units.write_units * per_row)} |",
        f"| write units in all | {writes:,.0f} |",
        f"| time, the table doubling its pace every {there.doubling_minutes:.0f} minutes | {minutes:.0f} min |",
        f"| time, the table warmed to {there.ceiling_writes:,} write units/s before "
        f"| {writes / there.ceiling_writes / 60:.0f} min |",
        *(f"| {name} | ${price:,.2f} |" for name, price in prices.items()),
        f"| in all | ${sum(prices.values()):,.2f} |",
    ]
    return "\n".join(lines)


def _minutes(writes: float, there: Region) -> tuple[float, float]:
    """How long the table takes for so many write units as its pace grows, and the pace at the end."""
    pace, minutes = float(there.new_table_writes), 0.0
    while (window := pace * there.doubling_minutes * 60) < writes and pace < there.ceiling_writes:
        writes -= window
        minutes += there.doubling_minutes
        pace = min(pace * 2, there.ceiling_writes)
    return minutes + writes / pace / 60, pace
