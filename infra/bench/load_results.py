"""What a load measured, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infra.bench.unit_costs import Units


@dataclass(frozen=True, slots=True)
class Loaded:
    """Files of one size, from the first drop to the last receipt, when so many rows had been loaded `before`.

    `processor` has the seconds of each function and of the emulator, `peaks` the most megabytes that one worker of
    each function has taken so far, `yardstick` what a fixed piece of work took of the processor meanwhile.
    """

    files: int
    rows: int
    before: int
    accepted: int
    seconds: float
    processor: Mapping[str, float]
    peaks: Mapping[str, int]
    yardstick: float

    @property
    def size(self) -> int:
        """Rows in a file."""
        return self.rows // self.files

    @property
    def name(self) -> str:
        """`10 × 10,000`."""
        return f"{self.files} × {self.size:,}"

    @property
    def microseconds(self) -> tuple[float, float]:
        """Per row: wall clock and processor."""
        return self.seconds / self.rows * 1e6, sum(self.processor.values()) / self.rows * 1e6


@dataclass(frozen=True, slots=True)
class Load:
    """What a run measured: the steps, the units of one more file, and of that file with a row more."""

    steps: Sequence[Loaded]
    units: Units
    again: Units

    def disturbed(self, step: Loaded) -> float:
        """How many times as much the processor took for the same work in this step as in the quietest."""
        return step.yardstick / min(one.yardstick for one in self.steps)

    @property
    def largest(self) -> Loaded:
        """The step of the largest file."""
        return max(self.steps, key=lambda step: step.size)
