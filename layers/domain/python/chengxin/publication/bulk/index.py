"""`/bulk/index.json`: the newest full snapshot and the deltas that are kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from chengxin.ports import Objects
from chengxin.publication.files import PublicFile, json_file
from chengxin.times import parse_rfc3339, rfc3339

PREFIX = "bulk/"
KEY = f"{PREFIX}index.json"
DELTA_DAYS = 400
"""How long deltas are kept; who asks for an older one is answered 410 by the site's front, and starts again."""


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """The records of a dataset that first became public in a month (`2026-03`), as JSON Lines, gzip."""

    dataset: str
    month: str
    path: str
    records: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed after `start` until `end`: lines `{op: put|delete, record_id, record?}`, gzip."""

    start: datetime
    end: datetime
    path: str
    changes: int
    size: int
    sha256: str

    def covers(self, moment: str) -> bool:
        """Whether what was told at a moment (RFC 3339) stands in it."""
        return self.start < parse_rfc3339(moment) <= self.end


@dataclass(slots=True)
class BulkIndex:
    """The snapshot as it was at `at`, files by dataset and month, and the deltas, oldest first."""

    at: datetime
    files: dict[tuple[str, str], SnapshotFile] = field(default_factory=dict)
    deltas: list[Delta] = field(default_factory=list)

    def paths(self) -> set[str]:
        """Every file below `/bulk/` that there is to be."""
        return {KEY, *(one.path for one in self.files.values()), *(one.path for one in self.deltas)}


def delta_path(start: datetime, end: datetime) -> str:
    """`bulk/20260302T020000Z-20260302T021000Z.jsonl.gz`."""
    return f"{PREFIX}{start.astimezone(UTC):%Y%m%dT%H%M%SZ}-{end.astimezone(UTC):%Y%m%dT%H%M%SZ}.jsonl.gz"


def snapshot_path(dataset: str, month: str) -> str:
    """`bulk/administrative-penalty/2026-03.jsonl.gz`."""
    return f"{PREFIX}{dataset}/{month}.jsonl.gz"


def read_index(public: Objects) -> BulkIndex | None:
    """The index as the site has it, or None where there is none yet."""
    body = public.get(KEY)
    if body is None:
        return None
    stored = orjson.loads(body)
    files = [SnapshotFile(**one) for one in stored["full"]["files"]]
    deltas = [_delta(**one) for one in stored["deltas"]]
    return BulkIndex(parse_rfc3339(stored["full"]["at"]), {(one.dataset, one.month): one for one in files}, deltas)


def index_file(index: BulkIndex) -> PublicFile:
    """The index, to be written after all that it names.

    `retention` says from which moment on the deltas reach without a gap: who stands before it replays the full snapshot
    (`restart`) and the deltas after it.
    """
    since = index.deltas[0].start if index.deltas else index.at
    retention = {"days": DELTA_DAYS, "since": rfc3339(since), "restart": "full"}
    full = {"at": rfc3339(index.at), "files": [asdict(index.files[key]) for key in sorted(index.files)]}
    return json_file(KEY, {"retention": retention, "full": full, "deltas": _told(index.deltas)})


def _told(deltas: Sequence[Delta]) -> list[dict[str, Any]]:
    return [
        {
            "from": rfc3339(one.start),
            "to": rfc3339(one.end),
            "path": one.path,
            "changes": one.changes,
            "size": one.size,
            "sha256": one.sha256,
        }
        for one in deltas
    ]


def _delta(**told: Any) -> Delta:
    start, end = parse_rfc3339(told.pop("from")), parse_rfc3339(told.pop("to"))
    return Delta(start, end, **told)
