"""The project's own calendar files, as the catalogue's loader hands them over: dates are text."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chengxin.deadlines import Calendar

DIRECTORY = Path(__file__).parents[3] / "infra/catalogue/calendars"


@cache
def entries() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.load(path.read_text(), Loader=yaml.BaseLoader) for path in sorted(DIRECTORY.glob("*.yaml")))


@cache
def calendar(as_of: date | None = None) -> Calendar:
    return Calendar(entries(), as_of)
