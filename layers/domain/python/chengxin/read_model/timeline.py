"""A timeline: entries by place, in items of up to 1,000 of one day, so that any number of them is read newest first.

What the items are follows from the entries alone, not from the order in which they came: entry n of a day stands in
item n // 1000 of the day. What comes last is appended by reading and writing the day's last item only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from chengxin.read_model.places import day_at, day_text
from chengxin.read_model.shelf import ALONE, Key, Shelf, pack, unpack

ITEM_ENTRIES = 1000
READ_AT_ONCE = 4
_HIGHEST = "~"
Payload = Any
Entries = dict[str, Payload]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The timeline in one partition of a shelf; payloads are JSON values."""

    shelf: Shelf
    partition: str

    def put(self, entries: Mapping[str, Payload]) -> None:
        """Adds entries, or replaces those at their places."""
        for day, places in groupby(sorted(entries), day_at):
            self._put_day(day, {place: entries[place] for place in places})

    def remove(self, places: Iterable[str]) -> None:
        """Removes entries; absent ones are fine."""
        for day, gone in groupby(sorted(places), day_at):
            before = self._day(day)
            after = dict(sorted((p, e) for item in before.values() for p, e in item.items()))
            for place in gone:
                after.pop(place, None)
            self._write(day, before, after, 0)

    def newest(
        self, before: str | None = None, first: date | None = None, last: date | None = None
    ) -> Iterator[tuple[str, Payload]]:
        """Entries, newest first: those before a place, of the days from `first` to `last`."""
        for item in self._items_before(before, last):
            for place, payload in reversed(item.items()):
                if before is not None and place >= before:
                    continue
                day = day_at(place)
                if last and day > last:
                    continue
                if first and day < first:
                    return
                yield place, payload

    def all(self) -> Entries:
        """Every entry, oldest first."""
        return dict(reversed(list(self.newest())))

    def replace(self, before: Mapping[str, Payload], after: Mapping[str, Payload]) -> None:
        """Makes the timeline hold exactly `after`, where it held `before`."""
        for day, places in groupby(sorted({*before, *after}), day_at):
            both = list(places)
            olds = _items({place: before[place] for place in both if place in before})
            self._write(day, olds, {place: after[place] for place in both if place in after}, 0)

    def _put_day(self, day: date, entries: Entries) -> None:
        number, tail = self._last_item(day)
        if number and min(entries) < min(tail):
            before = self._day(day)
            number = 0
        else:
            before = {number: tail} if tail else {}
        known = {place: payload for item in before.values() for place, payload in item.items()}
        self._write(day, before, dict(sorted((known | entries).items())), number)

    def _write(self, day: date, before: Mapping[int, Entries], entries: Entries, first: int) -> None:
        """Puts what differs of the items from number `first` on; later items before earlier ones, so that a reader
        meets an entry twice rather than not at all."""
        after = {first + number: item for number, item in _items(entries).items()}
        changed = {number: item for number, item in after.items() if before.get(number) != item}
        for number in sorted(changed, reverse=True):
            self.shelf.put({self._key(day, number): pack(list(changed[number].items()))})
        self.shelf.delete(self._key(day, number) for number in before.keys() - after.keys())

    def _day(self, day: date) -> dict[int, Entries]:
        return {int(sort[-4:]): item for sort, item in self._sorted(_sort(day, _HIGHEST)) if sort[:5] == day_text(day)}

    def _last_item(self, day: date) -> tuple[int, Entries]:
        for sort, body in self.shelf.last(self.partition, _sort(day, _HIGHEST), 1):
            if sort[:5] == day_text(day):
                return int(sort[-4:]), dict(unpack(body))
        return 0, {}

    def _items_before(self, before: str | None, last: date | None) -> Iterator[Entries]:
        if before is not None:
            day = day_at(before)
            last = min(last, day) if last else day
        for _, item in self._sorted(_sort(last, _HIGHEST) if last else _HIGHEST):
            yield item

    def _sorted(self, at_most: str) -> Iterator[tuple[str, Entries]]:
        """Items from a sort key down, read a few at a time."""
        while True:
            found = self.shelf.last(self.partition, at_most, READ_AT_ONCE)
            for sort, body in found:
                if sort == ALONE:  # the item that the timeline belongs to, below all of its own
                    return
                yield sort, dict(unpack(body))
            if len(found) < READ_AT_ONCE:
                return
            at_most = _just_below(found[-1][0])

    def _key(self, day: date, number: int) -> Key:
        return self.partition, _sort(day, f"{number:04d}")


def _items(entries: Entries) -> dict[int, Entries]:
    places = list(entries)
    cuts = range(0, len(places), ITEM_ENTRIES)
    return {n: {p: entries[p] for p in places[cut : cut + ITEM_ENTRIES]} for n, cut in enumerate(cuts)}


def _sort(day: date, number: str) -> str:
    return f"{day_text(day)}#{number}"


def _just_below(sort: str) -> str:
    """The highest sort key of a timeline below one of its."""
    number = int(sort[-4:])
    if number:
        return f"{sort[:6]}{number - 1:04d}"
    return f"{int(sort[:5]) - 1:05d}#{_HIGHEST}"
