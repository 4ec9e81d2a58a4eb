"""Which months a run has to compute: this one, the last one, and any older one in which something happened."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from chengxin.ledger import LedgerEntry
from chengxin.times import shanghai

Marks = Mapping[str, str]


def month_of(day: date) -> str:
    """`2026-03`."""
    return f"{day:%Y-%m}"


def before(month: str) -> str:
    """The month before: `2025-12` for `2026-01`."""
    return month_of(date.fromisoformat(f"{month}-01") - timedelta(days=1))


def year_before(month: str) -> list[str]:
    """The twelve months before this one, oldest first: its series of numbers began in them, the old year's too."""
    months = [before(month)]
    while len(months) < 12:
        months.append(before(months[-1]))
    return months[::-1]


def marks(open_entries: Iterable[LedgerEntry]) -> dict[str, str]:
    """Per month of receipt, a digest of what is open of it: it changes whenever anything is discharged or added."""
    found: dict[str, list[str]] = {}
    for entry in open_entries:
        month = month_of(shanghai(entry.received_at))
        found.setdefault(month, []).append(f"{entry.department}/{entry.id}/{len(entry.closed)}")
    return {month: hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:16] for month, keys in found.items()}


def to_compute(current: str, now: Marks, last: Marks, revised: Iterable[str] = ()) -> list[str]:
    """The months to compute, oldest first, from today's marks, those of the last run, and the months of which decision
    dates were corrected since.

    A month of which nothing is open any more is computed once again: its last decision has only now been discharged.
    """
    changed = {month for month in {*now, *last} if now.get(month) != last.get(month)} | {*revised}
    return sorted({one for one in changed if one < current} | {current, before(current)})
