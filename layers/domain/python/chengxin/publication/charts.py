"""Geometry of the scoreboard's two pictures; the templates draw it as inline SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 720, 220, 48, 16, 32
_CELL_WIDTH, _CELL_HEIGHT, _LABEL_WIDTH, _HEADER_HEIGHT = 60, 30, 180, 28


@dataclass(frozen=True, slots=True)
class Point:
    """A month on the trend line; `rate` is a fraction, `overdue` a count."""

    x: float
    y: float
    month: str
    rate: float
    overdue: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The city's timeliness by month. `months` labels the axis; a month without a rate has no point."""

    width: int
    height: int
    left: int
    lines: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, str], ...]
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The points of an SVG polyline."""
        return " ".join(f"{p.x:.1f},{p.y:.1f}" for p in self.points)


def trend(history: Sequence[Mapping[str, Any]]) -> Trend:
    """From city scoreboards, oldest first."""
    step = (_WIDTH - _LEFT - 24) / max(len(history) - 1, 1)
    points, months = [], []
    for index, board in enumerate(history):
        x, rate = _LEFT + index * step, board["rates"]["timeliness"]
        months.append((x, board["month"]))
        if rate is not None:
            points.append(Point(x, _height_of(float(rate)), board["month"], float(rate), board["overdue"]))
    lines = tuple((_height_of(tick / 4), f"{tick * 25}%") for tick in range(5))
    return Trend(_WIDTH, _HEIGHT, _LEFT, lines, tuple(months), tuple(points))


def _height_of(rate: float) -> float:
    return _TOP + (1 - rate) * (_HEIGHT - _TOP - _BOTTOM)


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
