"""What a load has to tell, as Markdown."""

from infra.bench.load_results import Load, Loaded
from infra.bench.processes import EMULATOR

FUNCTIONS = ("validate", "normalise", "settle", EMULATOR)
ALLOWED = 0.20
"""By how much time a row may differ between steps."""


def table(load: Load) -> str:
    """The run as Markdown."""
    lines = [
        "| files × rows | loaded before | accepted | seconds | rows/s | µs a row | processor µs a row "
        "| machine disturbed | processor µs a row without (× first) |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in load.steps:
        wall, processor = one.microseconds
        lines.append(
            f"| {one.name} | {one.before:,} | {one.accepted:,} | {one.seconds:.1f} | {one.rows / one.seconds:,.0f} "
            f"| {wall:.0f} | {processor:.0f} | × {load.disturbed(one):.2f} "
            f"| {_own(load, one):.0f} (× {_own(load, one) / _own(load, load.steps[0]):.2f}) |"
        )
    return "\n\n".join(["\n".join(lines), verdict(load), _functions(load), _units(load)])


def _own(load: Load, step: Loaded) -> float:
    """Processor microseconds a row as they are on a machine with nothing else to do."""
    return step.microseconds[1] / load.disturbed(step)


def verdict(load: Load) -> str:
    """Whether a row takes longer in a larger file, or where more is stored. The yardstick is the rougher the more the
    machine is disturbed, so a size counts with the least disturbed of its steps."""
    taken: dict[int, float] = {}
    for step in sorted(load.steps, key=load.disturbed):
        taken.setdefault(step.size, _own(load, step))
    apart = max(taken.values()) / min(taken.values()) - 1
    largest = taken[load.largest.size] / taken[load.steps[0].size]
    return (
        "What other work on the machine added taken off, each size with its least disturbed step: processor time a row "
        f"{apart:.0%} apart ({'within' if apart <= ALLOWED else 'over'} {ALLOWED:.0%}), in the largest file "
        f"× {largest:.2f} of that in the smallest; beside {load.steps[-1].before:,} rows "
        f"× {_own(load, load.steps[-1]) / _own(load, load.steps[0]):.2f} of that in an empty table."
    )


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
