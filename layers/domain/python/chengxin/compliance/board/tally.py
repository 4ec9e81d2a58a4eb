"""What happened to the decisions of one dataset that were received in one month; tallies add up to any total."""

from collections import Counter
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of rows (`accepted`, `rejected`), of records, and of the month's duties (`on_time`, `late`, `overdue`);
    `days` counts records by the working days they took."""

    accepted: int = 0
    rejected: int = 0
    published: int = 0
    on_time: int = 0
    late: int = 0
    overdue: int = 0
    corrected: int = 0
    days: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def reported(self) -> int:
        """Rows that the department handed in, unchanged repetitions left out."""
        return self.accepted + self.rejected

    @property
    def compliance(self) -> float | None:
        """合规率: rows that passed ÷ rows handed in."""
        return share(self.accepted, self.reported)

    @property
    def judged(self) -> int:
        """Duties on which a verdict stands: what is overdue counts as late, or a rate could be improved by never
        publishing."""
        return self.on_time + self.late + self.overdue

    @property
    def timeliness(self) -> float | None:
        """及时率: in time ÷ (in time + late + overdue); 1 − 迟报率."""
        return share(self.on_time, self.judged)

    @property
    def lateness(self) -> float | None:
        """迟报率: (late + overdue) ÷ (in time + late + overdue)."""
        return share(self.late + self.overdue, self.judged)

    @property
    def average_days(self) -> float | None:
        """Mean working days from decision to discharge, to one place."""
        return mean_days(self.days)

    def percentile_days(self, percent: int = 95) -> int | None:
        """The smallest number of working days within which at least `percent` % were discharged (nearest rank)."""
        return percentile_days(self.days, percent)


def mean_days(days: Counter[int]) -> float | None:
    """The mean of counted numbers of days, to one place; None of nothing."""
    total = days.total()
    return round(sum(day * n for day, n in days.items()) / total, 1) if total else None


def percentile_days(days: Counter[int], percent: int) -> int | None:
    """The smallest number of days that at least `percent` % don't exceed (nearest rank); None of nothing."""
    rank, seen = -(-days.total() * percent // 100), 0
    for day in sorted(days):
        seen += days[day]
        if seen >= rank:
            return day
    return None


def share(part: int, whole: int) -> float | None:
    """A fraction from 0 to 1 to four places, or None of nothing."""
    return round(part / whole, 4) if whole else None
