"""A run of a submission through the steps of ingest: its own, or one that writes it out in full again."""

from collections.abc import Sequence
from dataclasses import dataclass

from chengxin.findings import Finding
from chengxin.formats.model import Column


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What validate found out about a submission: all that the later steps need to know.

    `again` names the run after which it is rewritten, and is empty for its own run. `since` is the order of the oldest
    drop that may have changed what rows of this one repeat.
    """

    submission_id: str
    department: str
    dataset: str
    file_name: str
    key: str
    version_id: str
    order: str
    layout: str | None
    columns: Sequence[Column]
    errors: Sequence[Finding]
    warnings: Sequence[Finding]
    duplicate_of: str | None
    in_full: bool
    chunks: int
    since: str
    again: str = ""

    @property
    def staged(self) -> str:
        """The folder of the run."""
        return staging_id(self.submission_id, self.again)


def staging_id(submission_id: str, again: str) -> str:
    """The folder of a run: writing a submission out again must not meet another run of it, which may not be over."""
    return f"{submission_id}-after-{again}" if again else submission_id
