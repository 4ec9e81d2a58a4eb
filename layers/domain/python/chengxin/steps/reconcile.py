"""Reconcile: every file version of the inbox must have come to an end; one that did not is run again.

Events are delivered "at least once", yet now and then one is lost. The bucket's own list of versions is the truth.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Protocol

from chengxin.compliance.escalation.metrics import Metric
from chengxin.ports import Submissions
from chengxin.records import Drop
from chengxin.steps.arrivals import is_file
from chengxin.steps.comply import Meter
from chengxin.times import rfc3339

AT_ONCE = 1000
GRACE = timedelta(minutes=15)
"""So long an event may take, and its execution to register the drop."""
STALLED = timedelta(days=1)
"""No execution runs so long: one that still counts as running has died without a word."""
SHOWN = 100


class Versions(Protocol):
    """The inbox, whole."""

    def all_drops(self) -> Iterable[Drop]:
        """Every object version."""


class Redrive(Protocol):
    """Starting ingest by hand."""

    def redrive(self, key: str, version_id: str) -> str:
        """Runs a drop from the start; whatever was done of it before is not done twice."""


@dataclass(frozen=True, slots=True)
class Reconciler:
    """The job with all that it needs from outside."""

    inbox: Versions
    submissions: Submissions
    ingest: Redrive
    meter: Meter

    def run(self, now: datetime) -> dict[str, Any]:
        """Starts what was never finished; names what failed, which a person has to look at before it is run again."""
        tally, redriven, failed = Counter[str](), list[str](), list[str]()
        for drop, status in self._statuses():
            tally["versions"] += 1
            if status == "failed":
                tally["failed"] += 1
                failed.append(drop.submission_id)
            elif _lost(drop, status, now):
                self.ingest.redrive(drop.key, drop.version_id)
                tally["redriven"] += 1
                redriven.append(drop.submission_id)
            del redriven[SHOWN:], failed[SHOWN:]
        self.meter.put(reconciliation_metrics(tally["redriven"], tally["failed"]))
        return {
            "at": rfc3339(now),
            **{name: tally[name] for name in ("versions", "redriven", "failed")},
            "redriven_submissions": redriven,
            "failed_submissions": failed,
        }

    def _statuses(self) -> Iterator[tuple[Drop, str | None]]:
        """Each file version with its submission's status, None for one without; read in batches of a thousand."""
        files = filter(is_file, self.inbox.all_drops())
        while batch := list(islice(files, AT_ONCE)):
            statuses = self.submissions.statuses(drop.submission_id for drop in batch)
            yield from ((drop, statuses.get(drop.submission_id)) for drop in batch)


def reconciliation_metrics(unreceipted: int, failed: int) -> list[Metric]:
    """What the alarm watches: files that had no receipt until now, and submissions that wait for a redrive."""
    return [Metric("InboxUnreceipted", unreceipted, "Count"), Metric("SubmissionsFailed", failed, "Count")]


def _lost(drop: Drop, status: str | None, now: datetime) -> bool:
    age = now - drop.last_modified
    return age > GRACE if status is None else status == "running" and age > STALLED
