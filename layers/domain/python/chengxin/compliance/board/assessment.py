"""The score sheet by which departments are assessed. Criteria and weights are data (`rules/assessment.yaml`).

It rates departments' disclosure work, nobody else. What the platform measures is scored by the measure; what only
people can judge is scored by hand, the department's own score beside the centre's.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from chengxin.compliance.board.scoreboard import Scoreboard

Measure = Literal["reporting", "compliance", "timeliness", "zero_overdue", "zero_missing"]
MEASURES: Mapping[Measure, Callable[[Scoreboard], float | None]] = {
    "reporting": lambda board: board.rates["reporting"],
    "compliance": lambda board: board.rates["compliance"],
    "timeliness": lambda board: board.rates["timeliness"],
    "zero_overdue": lambda board: float(not board.overdue),
    "zero_missing": lambda board: float(not board.suspected_missing),
}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Criterion(_Model):
    """`points` at most; with a `measure`, all of them from `full_at` on and in proportion below it."""

    id: str
    title: str
    points: float = Field(gt=0)
    measure: Measure | None = None
    full_at: float = Field(default=1, gt=0, le=1)

    def measured(self, board: Scoreboard) -> float | None:
        """The points by measure; None where it has none, or the month gave nothing to measure."""
        value = MEASURES[self.measure](board) if self.measure else None
        if value is None:
            return None
        return self.points if value >= self.full_at else round(self.points * value, 2)


class Group(_Model):
    """Criteria that stand under one heading; `bonus` points come on top of the 100."""

    title: str
    criteria: tuple[Criterion, ...]
    bonus: bool = False

    @property
    def points(self) -> float:
        """The most that the group can bring."""
        return sum(one.points for one in self.criteria)


class Sheet(_Model):
    """A score sheet; `source` says whose practice it restates."""

    id: str
    title: str
    source: str
    groups: tuple[Group, ...]


class Score(_Model):
    """One criterion's line: by measure or by hand; `points` None while nobody has scored it."""

    criterion: Criterion
    group: str
    self_score: float | None
    points: float | None


class ScoreSheet(_Model):
    """A department's filled sheet for a month."""

    department: str
    month: str
    scores: tuple[Score, ...]

    @property
    def total(self) -> float:
        """The points given so far."""
        return round(sum(one.points or 0 for one in self.scores), 2)

    @property
    def open(self) -> tuple[str, ...]:
        """Ids of the criteria that still wait for a score."""
        return tuple(one.criterion.id for one in self.scores if one.points is None)


def assess(
    sheet: Sheet, board: Scoreboard, by_hand: Mapping[str, float], own: Mapping[str, float] | None = None
) -> ScoreSheet:
    """Fills a sheet from a board. `by_hand` are the centre's points by criterion, `own` the department's.

    The centre's points win over the measure, and neither exceeds what the criterion is worth.
    """
    scores = []
    for group in sheet.groups:
        for one in group.criteria:
            given = by_hand.get(one.id, one.measured(board))
            points = None if given is None else min(max(given, 0), one.points)
            scores.append(Score(criterion=one, group=group.title, self_score=(own or {}).get(one.id), points=points))
    return ScoreSheet(department=board.department, month=board.month, scores=tuple(scores))
