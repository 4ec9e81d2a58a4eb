"""What a load has to tell, as Markdown."""

from math import inf

from infra.bench.load import Load
from infra.bench.processes import EMULATOR

FUNCTIONS = ("validate", "normalise", "settle", EMULATOR)
ALLOWED = 0.20
"""By how much time a row may differ between steps."""


def table(load: Load) -> str:
    """The run as Markdown."""
    lines = [
        "| files × rows | loaded before | accepted | seconds | rows/s | µs a row (× first) "
        "| processor µs a row (× first) |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    wall, processor = load.steps[0].microseconds
    for one in load.steps:
        mine = one.microseconds
        lines.append(
            f"| {one.name} | {one.before:,} | {one.accepted:,} | {one.seconds:.1f} | {one.rows / one.seconds:,.0f} "
            f"| {mine[0]:.0f} (× {mine[0] / wall:.2f}) | {mine[1]:.0f} (× {mine[1] / processor:.2f}) |"
        )
    return "\n\n".join(["\n".join(lines), verdict(load), _functions(load), _units(load)])


def verdict(load: Load) -> str:
    """Whether a row takes longer in a larger file, or where more is stored."""
    found = []
    for name, at in (("processor", 1), ("wall clock", 0)):
        least: dict[int, float] = {}
        for step in load.steps:
            least[step.size] = min(step.microseconds[at], least.get(step.size, inf))
        apart = max(least.values()) / min(least.values()) - 1
        found.append(f"{name} a row {apart:.0%} apart ({'within' if apart <= ALLOWED else 'over'} {ALLOWED:.0%})")
    return f"By size of file, each with the least of its steps: {', '.join(found)}. {_history(load)}"


def _history(load: Load) -> str:
    first, last = load.steps[0], load.steps[-1]
    more, times = last.before - first.before, last.microseconds[1] / first.microseconds[1]
    return f"Beside {more:,} rows more the same files take × {times:.2f} of the processor time a row." if more else ""


def _functions(load: Load) -> str:
    """What each function takes: processor time a row, and memory, which is not to grow with the file."""
    names = [name for name in FUNCTIONS if name in load.largest.processor]
    lines = [
        f"| processor µs a row (peak MB of a worker so far) | {' | '.join(names)} |",
        f"|--:|{'--:|' * len(names)}",
    ]
    for one in load.steps:
        cells = (
            f"{one.processor.get(name, 0) / one.rows * 1e6:.0f}"
            + (f" ({one.peaks[name]})" if name in one.peaks else "")
            for name in names
        )
        lines.append(f"| {one.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _units(load: Load) -> str:
    return f"{load.units.as_text('a new file')}\n\n{load.again.as_text('the same file with a row more')}"
