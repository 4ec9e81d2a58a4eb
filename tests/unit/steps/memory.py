"""What ingest needs from outside, kept in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
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

    def tagged(self, key: str) -> tuple[bytes, str] | None:
        body = self.files.get(key)
        return None if body is None else (body, sha256(body).hexdigest())

    def replace(self, key: str, body: bytes, content_type: str, tag: str | None, *, cache: str = "") -> bool:
        found = self.tagged(key)
        if (found[1] if found else None) != tag:
            return False
        self.put(key, body, content_type, cache=cache)
        return True

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

    def forget_unfinished(self, submission_id: str) -> None:
        pass

    def beside(self, submission_id: str) -> Mapping[str, str]:
        return {}

    def statuses(self, submission_ids: Iterable[str]) -> Mapping[str, str]:
        return {i: self.stored[i].status for i in submission_ids if i in self.stored}


class FixedClock:
    def now(self) -> datetime:
        return NOW
