"""What is public of a record, found by its id: its versions, its ends, whom it means, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from chengxin.read_model.linking import UNNAMED_TYPES, grounds_of
from chengxin.read_model.model import IndexedRecord, PublicRecord, PublishedVersion
from chengxin.read_model.places import place_of
from chengxin.read_model.shelf import ALONE, Key, pack, unpack
from chengxin.search.name_folding import normalise_code
from chengxin.times import SHANGHAI


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An end: the order of the version that ends the record, its reason, when it became public (seconds)."""

    order: str
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class Entry:
    """The item of a record. Dates are ordinals (0: none), moments seconds since 1970.

    `versions` are those that were ever public: order → moment. `place` is where it stands in lists, `row` its row among
    the day's files of its dataset; both stay for good. `grounds` are what an enterprise is looked for by, where the
    record gives no code, `listing` what its list's totals and filters need. A record of which
    only ends are known has no versions.
    """

    record_id: str
    versions: Mapping[str, int] = field(default_factory=dict)
    tombstones: Mapping[str, Tombstone] = field(default_factory=dict)
    dataset: str = ""
    kind: str = ""
    department: str = ""
    list_id: str | None = None
    listed: bool = True
    visible_until: int = 0
    own_code: str | None = None
    grounds: Mapping[str, str] = field(default_factory=dict)
    matched_code: str | None = None
    matched_by: str | None = None
    place: str = ""
    row: int | None = None
    listing: Mapping[str, Any] | None = None

    @property
    def key(self) -> Key:
        return entry_key(self.record_id)

    @property
    def order(self) -> str:
        """The order of the current version, empty where none was ever public."""
        return max(self.versions, default="")

    @property
    def end(self) -> Tombstone | None:
        """The end that holds: the newest that isn't older than the current version."""
        ends = [one for one in self.tombstones.values() if not one.order or one.order >= self.order]
        return max(ends, key=lambda one: one.order, default=None)

    @property
    def link(self) -> str | None:
        """The enterprise under which the record is found now."""
        return None if self.end or not self.versions else self.matched_code

    def body(self) -> bytes:
        """The item's bytes."""
        told = {name: value for name in _TOLD if (value := getattr(self, name)) is not None and value != ""}
        ends = [[one.order, one.reason, one.at] for _, one in sorted(self.tombstones.items())]
        return pack({**told, "versions": dict(sorted(self.versions.items())), "tombstones": ends})

    @classmethod
    def read(cls, record_id: str, body: bytes) -> "Entry":
        """The reverse of `body`."""
        known: dict[str, Any] = unpack(body)
        ends = {order: Tombstone(order, reason, at) for order, reason, at in known.pop("tombstones")}
        return cls(record_id, tombstones=ends, **known)

    def with_version(self, record: IndexedRecord) -> "Entry":
        """The entry after a version became public; of several the newest order tells, and the first moment counts."""
        at = int(record.published_at.timestamp())
        versions = {**self.versions, record.order: min(at, self.versions.get(record.order, at))}
        first = min(versions.values())
        place = self.place
        if not place or first < min(self.versions.values()):
            place = place_of(record.published_at, record.decision_date, record.record_id)
        if record.order < self.order:
            return replace(self, versions=versions, place=place)
        own = own_code(record)
        return replace(
            self,
            versions=versions,
            place=place,
            dataset=record.dataset,
            kind=record.kind,
            department=record.department,
            list_id=record.list_id,
            listed=record.listed,
            listing=record.listing,
            visible_until=record.visible_until.toordinal() if record.visible_until else 0,
            own_code=own,
            grounds={} if own else grounds_of(record),
            matched_code=own or self.matched_code,
            matched_by="code" if own else self.matched_by,
        )

    def with_end(self, end: Tombstone) -> "Entry":
        """The entry after an end became public; the same end again changes nothing."""
        return replace(self, tombstones={end.order: end, **self.tombstones})

    def public(self) -> PublicRecord | None:
        """The record as readers know it, None where it was never public."""
        if not self.versions:
            return None
        end = self.end
        return PublicRecord(
            record_id=self.record_id,
            order=self.order,
            dataset=self.dataset,
            kind=self.kind,
            department=self.department,
            matched_code=self.matched_code,
            matched_by=self.matched_by,
            list_id=self.list_id,
            published_at=_moment(min(self.versions.values())),
            visible_until=date.fromordinal(self.visible_until) if self.visible_until else None,
            withdrawn=end.reason if end else None,
            withdrawn_at=_moment(end.at) if end else None,
            version=len(self.versions),
        )

    def since(self) -> int:
        """Since when it stands: its first version, or the first one after the last end that was overcome."""
        overcome = max((order for order in self.tombstones if order and order < self.order), default="")
        return min((at for order, at in self.versions.items() if order > overcome), default=0)

    def history(self) -> list[PublishedVersion]:
        """Every version that was ever public, newest first."""
        return [PublishedVersion(order, _moment(at)) for order, at in sorted(self.versions.items(), reverse=True)]


_TOLD = [one.name for one in fields(Entry) if one.name not in ("record_id", "versions", "tombstones")]


def own_code(record: IndexedRecord) -> str | None:
    """The code of an enterprise that a record gives itself."""
    named = record.subject_type not in UNNAMED_TYPES
    return normalise_code(record.subject_code) if record.subject_code and named else None


def entry_key(record_id: str) -> Key:
    """Where the item of a record lies."""
    return f"r#{record_id}", ALONE


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, SHANGHAI)
