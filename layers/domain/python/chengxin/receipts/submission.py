"""A submission: one file that a department dropped, from its arrival to its receipt."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

from chengxin.privacy.gate import Reader, Written, shown
from chengxin.times import rfc3339

Status = Literal["running", "accepted", "partially_accepted", "rejected", "duplicate", "failed"]
FINISHED = frozenset({"accepted", "partially_accepted", "rejected", "duplicate"})
MAX_ERRORS_IN_JSON = 1000


@dataclass(frozen=True, slots=True)
class RowCounts:
    """`total = accepted + rejected + unchanged`, always. `superseded` and `warned` are among the accepted."""

    total: int = 0
    accepted: int = 0
    rejected: int = 0
    unchanged: int = 0
    superseded: int = 0
    warned: int = 0

    def __add__(self, other: "RowCounts") -> "RowCounts":
        mine, theirs = asdict(self), asdict(other)
        return RowCounts(**{name: mine[name] + theirs[name] for name in mine})


@dataclass(frozen=True, slots=True)
class Submission:
    """The receipt's header. Times are aware; `finished_at` is None while it runs."""

    submission_id: str
    department: str
    dataset: str
    file_name: str
    sha256: str
    size: int
    received_at: datetime
    registered_at: datetime
    status: Status = "running"
    format: str | None = None
    encoding: str | None = None
    template: str | None = None
    finished_at: datetime | None = None
    rows: RowCounts = field(default_factory=RowCounts)
    rows_total: int = 0
    rows_done: int = 0
    chunks: int = 0

    @property
    def is_finished(self) -> bool:
        """Whether it has its final receipt: what failed waits to be run again."""
        return self.status in FINISHED

    def as_json(self) -> dict[str, Any]:
        """The head of the receipt's JSON (CONTRACT, "Receipts"), without its errors and warnings.

        Personal data in the file's name is hidden: others than the sender read receipts.
        """
        return {
            "submission_id": self.submission_id,
            "department": self.department,
            "dataset": self.dataset,
            "file_name": shown(self.file_name, Written.FILE_NAME, Reader.DEPARTMENT),
            "sha256": self.sha256,
            "size": self.size,
            "format": self.format,
            "encoding": self.encoding,
            "template": self.template,
            "received_at": rfc3339(self.received_at),
            "finished_at": rfc3339(self.finished_at) if self.finished_at else None,
            "status": self.status,
            "rows": asdict(self.rows),
        }
