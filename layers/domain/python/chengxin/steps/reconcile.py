"""Reconcile: every file version of the inbox must have come to an end; one that did not is run again.

Events are delivered "at least once", yet now and then one is lost, and a process may die so that nobody is left to say
so. Two lists tell: the register's own of what is not finished, which is looked through several times an hour; and once
a day the bucket's list of versions, which is the truth.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Protocol

from chengxin.compliance.escalation.metrics import Metric
from chengxin.ports import Submissions
from chengxin.receipts.submission import FINISHED
from chengxin.receipts.unfinished import Unfinished, unfinished
from chengxin.records import Drop
from chengxin.steps.arrivals import is_file
from chengxin.steps.comply import Meter
from chengxin.times import rfc3339
from chengxin.versions.drop_order import ListedDrop, Rewrite

AT_ONCE = 1000
GRACE = timedelta(minutes=15)
"""So long an event may take, and its execution to register the drop."""
STALLED = timedelta(minutes=30)
"""No step runs so long: what gave no sign of life since has died without a word."""
OVERDUE = timedelta(hours=1)
"""A rewrite that was begun anew and is still not done by then needs a person."""
SHOWN = 100


class Versions(Protocol):
    """The inbox, whole."""

    def all_drops(self) -> Iterable[Drop]:
        """Every object version."""


class Ingest(Protocol):
    """Starting ingest."""

    def redrive(self, key: str, version_id: str) -> str:
        """Runs a drop from the start; whatever was done of it before is not done twice."""

    def rewrite(self, drop: ListedDrop, why: Rewrite) -> str:
        """Has a drop written out in full once more."""


@dataclass(frozen=True, slots=True)
class Reconciler:
    """The job with all that it needs from outside."""

    inbox: Versions
    submissions: Submissions
    ingest: Ingest
    meter: Meter

    def run(self, now: datetime, *, whole: bool) -> dict[str, Any]:
        """Starts what was never finished; names what failed, which a person has to look at before it is run again.
        The `whole` inbox is looked through first, where that is asked for."""
        versions = self._list_unfinished() if whole else 0
        redriven, failed = list[str](), list[str]()
        for one, status in self._unfinished():
            if status in FINISHED:
                self.submissions.forget_unfinished(one.submission_id)
            elif status == "failed":
                failed.append(one.submission_id)
            elif now - one.seen > (STALLED if status else GRACE):
                self.ingest.redrive(one.key, one.version_id)
                redriven.append(one.submission_id)
        waiting = self._rewrite(now)
        unreceipted = len(redriven) if whole or redriven else None
        self.meter.put(reconciliation_metrics(unreceipted, len(failed), waiting))
        return {
            "at": rfc3339(now),
            **({"versions": versions} if whole else {}),
            "redriven": len(redriven),
            "failed": len(failed),
            "rewrites_waiting": waiting,
            "redriven_submissions": redriven[:SHOWN],
            "failed_submissions": failed[:SHOWN],
        }

    def _list_unfinished(self) -> int:
        """Notes what the bucket holds and nobody has finished or noted; answers how many versions there are."""
        tally, noted = Counter[str](), {one.submission_id for one in self.submissions.unfinished()}
        for drop, status in self._statuses():
            tally["versions"] += 1
            if status not in FINISHED and drop.submission_id not in noted:
                self.submissions.note_unfinished(unfinished(drop, drop.last_modified))
        return tally["versions"]

    def _statuses(self) -> Iterator[tuple[Drop, str | None]]:
        """Each file version with its submission's status, None for one without; read in batches of a thousand."""
        files = filter(is_file, self.inbox.all_drops())
        while batch := list(islice(files, AT_ONCE)):
            statuses = self.submissions.statuses(drop.submission_id for drop in batch)
            yield from ((drop, statuses.get(drop.submission_id)) for drop in batch)

    def _unfinished(self) -> Iterator[tuple[Unfinished, str | None]]:
        """What is noted as unfinished, as it was dropped, with its submission's status."""
        noted = sorted(self.submissions.unfinished(), key=lambda one: one.order)
        statuses = self.submissions.statuses(one.submission_id for one in noted)
        return ((one, statuses.get(one.submission_id)) for one in noted)

    def _rewrite(self, now: datetime) -> int:
        """Starts rewrites again whose process died before or with them; answers how many need a person by now."""
        requests = [one for one in self.submissions.rewrites() if now - one.requested_at > STALLED]
        for one in requests:
            self.ingest.rewrite(one.drop, one.why)
        return sum(now - one.requested_at > OVERDUE for one in requests)


def reconciliation_metrics(unreceipted: int | None, failed: int, waiting: int) -> list[Metric]:
    """What the alarms watch: files that had no receipt until now (None of a run that didn't look and found none),
    submissions that wait for a redrive, and rewrites that are not done."""
    standing = [Metric("SubmissionsFailed", failed, "Count"), Metric("RewritesWaiting", waiting, "Count")]
    return standing if unreceipted is None else [Metric("InboxUnreceipted", unreceipted, "Count"), *standing]
