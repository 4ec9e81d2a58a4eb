"""The lines of a delta, `{op: put|delete, record_id, record?}`, in gzip members of a thousand."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import orjson

from chengxin.ports import Objects
from chengxin.publication.bulk.index import BulkIndex, Delta, delta_path
from chengxin.publication.day.parts import gzipped
from chengxin.publication.files import GZIP, LargeFile, PublicFile, streamed_file
from chengxin.publication.record_rows import Record

MEMBER_LINES = 1_000
_GZIP = 31
_RECORD_ID = re.compile(rb'\{"op":"(?:put|delete)","record_id":"([^"\\]*)"')


def line_of(record_id: str, record: Record | None) -> bytes:
    """The line that puts a record, or deletes it without a word on its content."""
    if record is None:
        return orjson.dumps({"op": "delete", "record_id": record_id})
    return orjson.dumps({"op": "put", "record_id": record_id, "record": record})


def written_delta(
    index: BulkIndex, start: datetime, end: datetime, lines: Iterable[bytes]
) -> Iterator[PublicFile | LargeFile]:
    """The file of a delta, which takes the place of what the index has of its path; the order is that of time."""
    told, path = list(lines), delta_path(start, end)
    for file in streamed_file(path, _members(told), GZIP):
        others = [one for one in index.deltas if one.path != path]
        delta = Delta(start, end, path, len(told), file.size, file.sha256)
        index.deltas = sorted([*others, delta], key=lambda one: one.end)
        yield file


def stored_lines(public: Objects, delta: Delta) -> Iterator[tuple[str, bytes]]:
    """The lines of a delta with the id that each is about."""
    body = public.get(delta.path) or b""
    while body:
        member = zlib.decompressobj(_GZIP)
        for line in member.decompress(body).splitlines():
            if found := _RECORD_ID.match(line):
                yield found[1].decode(), line
        body = member.unused_data


def _members(lines: Sequence[bytes]) -> Iterator[bytes]:
    """Of no lines too: an empty file is no gzip file."""
    for first in range(0, len(lines) or 1, MEMBER_LINES):
        yield gzipped(b"".join([line + b"\n" for line in lines[first : first + MEMBER_LINES]]))
