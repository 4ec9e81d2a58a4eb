"""The records that a day shows, by their places, in parts of a thousand places each.

A part is an object of two gzip members. The first tells which places hold records, and when each place was told of;
the second is the records as JSON Lines, which the bulk files take over byte by byte.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson

from chengxin.ports import Objects
from chengxin.publication.day.changed_months import mark
from chengxin.publication.day.fragment_index import forget_parts
from chengxin.publication.record_rows import Record
from chengxin.times import rfc3339

PART_PLACES = 1_000
ROOT = "day-parts/"
_GZIP = 31
_LEVEL = 6


@dataclass(slots=True)
class Part:
    """The records of a part, as lines of JSON by place, and the moments at which each place was told of, in order."""

    lines: dict[int, bytes] = field(default_factory=dict)
    told: dict[int, list[str]] = field(default_factory=dict)

    def change(self, place: int, record: Record | None, at: str) -> bool:
        """Puts a record in its place or takes it out; answers whether that is news."""
        line = orjson.dumps(record) if record is not None else None
        if self.lines.get(place) == line:
            return False
        if line is None:
            del self.lines[place]
        else:
            self.lines[place] = line
        moments = self.told.setdefault(place, [])
        if at not in moments:
            moments.append(at)
        return True

    def records(self) -> Iterator[Record]:
        """In the order of their places."""
        return (orjson.loads(self.lines[place]) for place in sorted(self.lines))

    def pack(self) -> bytes:
        """The part as an object."""
        places, told = sorted(self.lines), sorted(self.told.items())
        head = orjson.dumps({"places": places, "told": told}, option=orjson.OPT_APPEND_NEWLINE)
        return gzipped(head) + gzipped(b"".join([self.lines[place] + b"\n" for place in places]))


@dataclass(frozen=True, slots=True)
class ChangedParts:
    """What a change came to: the numbers of the parts concerned, and when each place was told of, up to this change."""

    numbers: set[int]
    told: Mapping[int, Sequence[str]]


def change_parts(
    work: Objects, day: date, dataset: str, changes: Mapping[int, Record | None], now: datetime
) -> ChangedParts:
    """Brings the parts of a day up to date: each place holds the record given, or none any more.

    The same changes again change nothing and are answered alike. What is kept of these parts in other formats holds
    no longer from before the first of them is written.
    """
    by_part: dict[int, dict[int, Record | None]] = {}
    for place, record in changes.items():
        by_part.setdefault(place // PART_PLACES, {})[place] = record
    at = rfc3339(now)
    forget_parts(work, day, dataset, by_part)
    mark(work, day, dataset, ended=None in changes.values())
    told: dict[int, Sequence[str]] = {}
    for number in sorted(by_part):
        part, here = stored_part(work, day, dataset, number), by_part[number]
        news = [part.change(place, record, at) for place, record in here.items()]
        if any(news):
            work.put(part_key(day, dataset, number), part.pack(), "application/gzip")
        told |= {place: part.told[place] for place in here if place in part.told}
    return ChangedParts(set(by_part), told)


def stored_part(work: Objects, day: date, dataset: str, number: int) -> Part:
    """A part as it is stored; an empty one where there is none."""
    body = work.get(part_key(day, dataset, number))
    if body is None:
        return Part()
    head, members = _head(body)
    lines = zlib.decompress(members, _GZIP).splitlines()
    return Part(dict(zip(head["places"], lines, strict=True)), dict(head["told"]))


def records_member(body: bytes) -> tuple[bytes, int]:
    """The gzip member with the records of a stored part, as it is, and how many there are."""
    head, member = _head(body)
    return member, len(head["places"])


def part_numbers(work: Objects, day: date) -> dict[str, list[int]]:
    """The parts that a day has, by dataset, in order; a part whose places are all empty may be among them."""
    found: dict[str, list[int]] = {}
    for _, dataset, number in parts_below(work, f"{day}/"):
        found.setdefault(dataset, []).append(number)
    return found


def parts_below(work: Objects, prefix: str) -> Iterator[tuple[date, str, int]]:
    """Day, dataset and number of every part of days that begin with a prefix, such as `2026-03`, in order."""
    for key in work.keys(ROOT + prefix):
        day, dataset, number = key.removeprefix(ROOT).split("/")
        yield date.fromisoformat(day), dataset, int(number)


def part_key(day: date, dataset: str, number: int) -> str:
    """`day-parts/2026-03-02/administrative-penalty/000000`."""
    return f"{ROOT}{day}/{dataset}/{number:06d}"


def gzipped(data: bytes) -> bytes:
    """One gzip member, the same for the same data at any time."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    return packer.compress(data) + packer.flush()


def _head(body: bytes) -> tuple[dict[str, Any], bytes]:
    """The first member, and the bytes of the second."""
    unpacker = zlib.decompressobj(_GZIP)
    head = orjson.loads(unpacker.decompress(body))
    return head, unpacker.unused_data
