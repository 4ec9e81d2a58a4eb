"""Recover: finishes everything that failed, in the order of the drops, and then rewrites what has to be rewritten.

Each file that is finished late may call for newer ones to be rewritten. Done after each of them that would cost the
square of their number, so the rewrites are kept until all files are finished, and each is done once.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from chengxin.catalogue import Catalogue
from chengxin.ports import Submissions
from chengxin.steps.object_key import ObjectKey
from chengxin.versions.drop_order import ListedDrop, RequestedRewrite, Rewrite

Say = Callable[[str], None]


class Executions(Protocol):
    """Ingest, an execution at a time."""

    def finish(self, key: str, version_id: str, again: Rewrite | None) -> bool:
        """Runs a drop to its end without starting the rewrites that follow; answers whether it succeeded."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """The work with all that it needs from outside."""

    catalogue: Catalogue
    submissions: Submissions
    executions: Executions

    def run(self, say: Say) -> dict[str, Any]:
        """Finishes and rewrites; answers what was done. Run again, it does what was left over."""
        failed = self._failed()
        still = [key for key, version_id in failed if not self._finish(key, version_id, say)]
        rewritten, left = self._rewrite(say)
        return {
            "failed": len(failed),
            "finished": len(failed) - len(still),
            "rewritten": rewritten,
            "executions": len(failed) + rewritten + left,
            "still_failed": still,
            "rewrites_left": left,
        }

    def _failed(self) -> list[tuple[str, str]]:
        noted = sorted(self.submissions.unfinished(), key=lambda one: one.order)
        statuses = self.submissions.statuses(one.submission_id for one in noted)
        return [(one.key, one.version_id) for one in noted if statuses.get(one.submission_id) == "failed"]

    def _finish(self, key: str, version_id: str, say: Say) -> bool:
        done = self.executions.finish(key, version_id, None)
        say(f"{key}: {'finished' if done else 'failed again'}")
        return done

    def _rewrite(self, say: Say) -> tuple[int, int]:
        """Answers how many drops were rewritten, and how many could not be."""
        done, left = 0, set[ListedDrop]()
        while found := next(self._requests(left), None):
            drop, requests = found
            if not self.executions.finish(drop.key, drop.version_id, merged(requests)):
                say(f"{drop.key}: could not be rewritten")
                left.add(drop)
                continue
            for one in requests:
                self.submissions.rewritten(drop.order, one.why.cause)
            say(f"{drop.key}: rewritten")
            done += 1
        return done, len(left)

    def _requests(self, left: set[ListedDrop]) -> Iterator[tuple[ListedDrop, Sequence[RequestedRewrite]]]:
        """What is requested of each drop: withdrawals last, since any other rewrite calls for them again."""
        requests = sorted(self.submissions.rewrites(), key=lambda one: (self._withdraws(one.drop), one.drop.order))
        for drop, some in groupby(requests, key=lambda one: one.drop):
            if drop not in left:
                yield drop, list(some)

    def _withdraws(self, drop: ListedDrop) -> bool:
        dataset = self.catalogue.dataset(ObjectKey.parse(drop.key).dataset)
        return dataset is not None and dataset.purpose == "withdrawal"


def merged(requests: Sequence[RequestedRewrite]) -> Rewrite:
    """One rewrite in the place of several. It has a name of its own: what another attempt left must not pass for it."""
    reasons = sorted((one.why.cause, one.why.since) for one in requests)
    if len(reasons) == 1:
        return requests[0].why
    name = hashlib.sha256(repr(reasons).encode()).hexdigest()[:20]
    return Rewrite(f"all-{name}", min(since for _, since in reasons))
