"""Compliance: whether every department discloses its decisions in time, and how that is told."""

from chengxin.compliance.duties import Duties
from chengxin.compliance.obligations import Obligation, obligations
from chengxin.compliance.scoreboard import CITY, Scoreboard, city_scoreboard, scoreboard
from chengxin.compliance.sweep import Sweep, sweep
from chengxin.compliance.timeliness import Timeliness, timeliness

__all__ = [
    "CITY",
    "Duties",
    "Obligation",
    "Scoreboard",
    "Sweep",
    "Timeliness",
    "city_scoreboard",
    "obligations",
    "scoreboard",
    "sweep",
    "timeliness",
]
