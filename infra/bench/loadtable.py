"""What a load has to tell, as Markdown."""

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
    """How far apart the steps are."""
    found = []
    for name, at in (("wall clock", 0), ("processor", 1)):
        each = [step.microseconds[at] for step in load.steps]
        apart = max(each) / min(each) - 1
        found.append(f"{name} a row {apart:.0%} apart ({'within' if apart <= ALLOWED else 'over'} {ALLOWED:.0%})")
    return f"From the smallest file to the largest and from an empty table to a full one: {', '.join(found)}."


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
