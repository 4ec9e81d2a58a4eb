"""Geometry of pictures of months; the templates draw it as inline SVG."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chengxin.publication.labels import percent

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 720, 220, 56, 24, 32
_CELL_WIDTH, _CELL_HEIGHT, _LABEL_WIDTH, _HEADER_HEIGHT = 60, 30, 180, 28


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's bar, `x` its left and `y` its upper edge; `text` is its value in words, `labelled` whether there is
    room for that above it."""

    x: float
    y: float
    width: float
    height: float
    month: str
    text: str
    labelled: bool

    @property
    def middle(self) -> float:
        """Where its label is centred."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class BarChart:
    """Values by month. `ticks` labels the axis of values, `months` that of time as far as labels fit; a month without a
    value has no bar."""

    width: int
    height: int
    left: int
    ticks: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...]

    @property
    def anything(self) -> bool:
        """Whether there is a bar to be seen."""
        return any(bar.height > 0 for bar in self.bars)

    @property
    def told(self) -> str:
        """The values in words, for who doesn't see the picture."""
        return "，".join(f"{bar.month} {bar.text}" for bar in self.bars)


def rate_chart(values: Sequence[tuple[str, float | None]]) -> BarChart:
    """Fractions by month (`2026-03`), oldest first, on an axis from 0 to 100 %."""
    return _bar_chart(values, 1.0, lambda value: f"{value:.0%}", percent)


def count_chart(values: Sequence[tuple[str, float | None]]) -> BarChart:
    """Counts by month, oldest first, on an axis from 0 to a round number."""
    most = max((value for _, value in values if value is not None), default=0)
    return _bar_chart(values, _round_above(most), _plain, _plain)


def _bar_chart(
    values: Sequence[tuple[str, float | None]],
    top: float,
    tick: Callable[[float], str],
    word: Callable[[float], str],
) -> BarChart:
    """One month has a bar of the same width as each of twelve, not of the whole picture."""
    slot = (_WIDTH - _LEFT - 12) / max(len(values), 12)
    width = slot * 0.7
    every = -(-len(values) // 12)
    bars, months = [], []
    for place, (month, value) in enumerate(values):
        x = _LEFT + place * slot + (slot - width) / 2
        if (len(values) - 1 - place) % every == 0:
            months.append((x + width / 2, month))
        if value is not None:
            y = _height_of(value / top)
            bars.append(Bar(x, y, width, _HEIGHT - _BOTTOM - y, month, word(value), every == 1))
    ticks = tuple((_height_of(part / 4), tick(top * part / 4)) for part in range(5))
    return BarChart(_WIDTH, _HEIGHT, _LEFT, ticks, tuple(months), tuple(bars))


def _height_of(share: float) -> float:
    return _TOP + (1 - share) * (_HEIGHT - _TOP - _BOTTOM)


def _round_above(most: float) -> float:
    """The next of 4, 8, 20, 40, 80, 200 … that isn't below: each quarter of it is a round number."""
    power = 1
    while True:
        for step in (4, 8, 20):
            if step * power >= most:
                return float(step * power)
        power *= 10


def _plain(value: float) -> str:
    return f"{value:,.0f}"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A department's month. `level` 0 (no data), 1 (under 50 %) … 5 (all on time) chooses the colour."""

    x: int
    y: int
    month: str
    rate: float | None
    level: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Timeliness by department (down) and month (across)."""

    width: int
    height: int
    cell_width: int
    cell_height: int
    months: tuple[tuple[int, str], ...]
    rows: tuple[tuple[int, str, tuple[HeatCell, ...]], ...]


def heat_map(history: Sequence[Mapping[str, Any]], departments: Sequence[str]) -> HeatMap:
    """From city scoreboards, oldest first, for the department ids in the order given."""
    rates = [{one["department"]: one["rates"]["timeliness"] for one in board["departments"]} for board in history]
    months = tuple((_LABEL_WIDTH + i * _CELL_WIDTH, board["month"]) for i, board in enumerate(history))
    rows = []
    for line, department in enumerate(departments):
        y = _HEADER_HEIGHT + line * _CELL_HEIGHT
        cells = tuple(_cell(x, y, month, rate.get(department)) for (x, month), rate in zip(months, rates, strict=True))
        rows.append((y, department, cells))
    width, height = _LABEL_WIDTH + len(months) * _CELL_WIDTH, _HEADER_HEIGHT + len(rows) * _CELL_HEIGHT
    return HeatMap(width, height, _CELL_WIDTH, _CELL_HEIGHT, months, tuple(rows))


def _cell(x: int, y: int, month: str, rate: Any) -> HeatCell:
    value = None if rate is None else float(rate)
    level = 0 if value is None else 1 + sum(value >= bound for bound in (0.5, 0.8, 0.95, 1.0))
    return HeatCell(x, y, month, value, level)
