"""Members of a list: every record that ever stood on it, with the span in which it does, and the totals of each day.

The totals are made of the members, never counted up, so that a change that is repeated counts once; they are kept by
last day, so that an end of period counts in the very next request.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from chengxin.read_model.entry import Entry
from chengxin.read_model.shelf import ALONE, Key, Shelf, pack, unpack
from chengxin.read_model.timeline import Timeline
from chengxin.times import SHANGHAI

PARTIES = ("legal_person", "natural_person", "sole_trader", "vehicle", "other")
MEASURES = ("members", "cases", "amount", *PARTIES)
"""What totals count; `amount` in 分, parties and cases once each."""
Totals = dict[str, int]


@dataclass(frozen=True, slots=True)
class Member:
    """A record on a list: its facts, its last day (ordinal, 0: no end), since when and until when it stands (seconds;
    `out` 0: nothing ended it)."""

    place: str
    facts: Mapping[str, Any]
    last_day: int
    since: int
    out: int

    def stands(self, moment: int, day: date) -> bool:
        """Whether it stood at a moment, of that day."""
        told = self.since <= moment and (not self.out or moment < self.out)
        return told and (not self.last_day or day.toordinal() <= self.last_day)


def members(
    shelf: Shelf, list_id: str, before: str | None = None, first: date | None = None, last: date | None = None
) -> Iterator[Member]:
    """Everyone who ever stood on a list, newest first: from before a place on, made public on the days given."""
    newest = Timeline(shelf, _partition(list_id)).newest(before, first, last)
    return (Member(place, *told) for place, told in newest)


def change_members(shelf: Shelf, changes: Iterable[tuple[Entry | None, Entry]]) -> None:
    """Brings the lists of records that changed up to date, and their totals."""
    gone: dict[str, set[str]] = {}
    come: dict[str, dict[str, Any]] = {}
    for before, after in changes:
        if before and before.list_id and (before.list_id, before.place) != (after.list_id, after.place):
            gone.setdefault(before.list_id, set()).add(before.place)
        if after.list_id and after.place:
            come.setdefault(after.list_id, {})[after.place] = _told(after)
    for list_id in sorted({*gone, *come}):
        timeline = Timeline(shelf, _partition(list_id))
        timeline.remove(gone.get(list_id, ()))
        timeline.put(come.get(list_id, {}))
        current = (one for one in members(shelf, list_id) if not one.out)
        shelf.put({_totals_key(list_id): pack(by_last_day(current))})


def totals_on(shelf: Shelf, list_ids: Sequence[str], today: date) -> dict[str, Totals]:
    """The totals of lists on a day; of a list that nobody ever stood on zeros."""
    keys = {_totals_key(one): one for one in list_ids}
    found = {keys[key]: unpack(body) for key, body in shelf.get(keys).items()}
    return {one: _sum(found.get(one, {}), today) for one in list_ids}


def totals_of(some: Iterable[Member]) -> Totals:
    """The totals of these members, whichever day it is."""
    return _sum(by_last_day(some), date.min)


def by_last_day(some: Iterable[Member]) -> dict[str, Totals]:
    """Totals by last day; what has several members lasts as long as the longest of them."""
    lasting: dict[tuple[str, str], int] = {}
    found: dict[str, Totals] = {}
    for one in some:
        day, facts = one.last_day, one.facts
        _count(found, day, "members", 1)
        _count(found, day, "amount", facts.get("amount", 0))
        for key in (("cases", facts["case"]), (facts["type"], facts["party"])):
            last = lasting.get(key)
            lasting[key] = day if last is None else 0 if 0 in (last, day) else max(last, day)
    for (measure, _), day in lasting.items():
        _count(found, day, measure, 1)
    return {day: found[day] for day in sorted(found)}


def midnight(day: date) -> int:
    """The first second of a day in Asia/Shanghai."""
    return int(datetime.combine(day, time(), SHANGHAI).timestamp())


def _count(found: dict[str, Totals], day: int, measure: str, number: int) -> None:
    totals = found.setdefault(str(day), {})
    totals[measure] = totals.get(measure, 0) + number


def _sum(found: Mapping[str, Totals], today: date) -> Totals:
    lasting = [totals for day, totals in found.items() if day == "0" or int(day) >= today.toordinal()]
    return {measure: sum(one.get(measure, 0) for one in lasting) for measure in MEASURES}


def _told(entry: Entry) -> list[Any]:
    end = entry.end
    out = max(end.at, 1) if end else 0
    facts = {"case": entry.record_id, "party": entry.record_id, "type": "other", **(entry.listing or {})}
    return [facts, entry.visible_until, entry.since(), out]


def _partition(list_id: str) -> str:
    return f"l#{list_id}"


def _totals_key(list_id: str) -> Key:
    return f"t#{list_id}", ALONE
