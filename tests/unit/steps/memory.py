"""What ingest needs from outside, kept in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

from chengxin.receipts.submission import Submission
from chengxin.versions.drop_order import ListedDrop

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@dataclass
class MemoryObjects:
    """A bucket."""

    files: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        return self.files.get(key)

    def put(self, key: str, body: bytes | BinaryIO, content_type: str, *, cache: str = "") -> None:
        self.files[key] = body if isinstance(body, bytes) else body.read()

    def delete(self, key: str) -> None:
        self.files.pop(key, None)

    def keys(self, prefix: str) -> Iterable[str]:
        return sorted(key for key in self.files if key.startswith(prefix))


@dataclass
class MemorySubmissions:
    """The part of the register that settling needs."""

    stored: dict[str, Submission] = field(default_factory=dict)

    def get(self, submission_id: str) -> Submission | None:
        return self.stored.get(submission_id)

    def update(self, submission: Submission) -> None:
        self.stored[submission.submission_id] = submission

    def drops_after(self, department: str, dataset: str, order: str) -> Sequence[ListedDrop]:
        return []

    def statuses(self, submission_ids: Iterable[str]) -> Mapping[str, str]:
        return {i: self.stored[i].status for i in submission_ids if i in self.stored}


class FixedClock:
    def now(self) -> datetime:
        return NOW
