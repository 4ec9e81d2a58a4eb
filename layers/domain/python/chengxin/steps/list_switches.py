"""Lists that were switched on or off since the last publication: each member is taken in anew by the catalogue of now,
so that everything of a list goes by the way by which a record goes."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from chengxin.read_model.batches import Batches
from chengxin.read_model.list_members import members
from chengxin.read_model.places import record_at
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.shelf import ALONE, Listed, Shelf, pack, unpack
from chengxin.read_model.update import News, Update
from chengxin.records import RecordKey
from chengxin.steps.news import Newsroom
from chengxin.steps.showcase import Showcase
from chengxin.times import local_date

PUBLISHED = ("x#lists-on", ALONE)
"""Holds the lists whose members the files show."""
MOST_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class ListSwitches:
    """The lists as the catalogue has them now, against those of the last run; and their batches."""

    shelf: Shelf
    newsroom: Newsroom
    showcase: Showcase

    def take(self, now: datetime) -> None:
        """Takes in the members of every list that was switched, until `noted`."""
        on, before = self._on(), self._before()
        for list_id in sorted(on ^ before) if before is not None else ():
            self._sweep(list_id, now)

    def close(self, now: datetime) -> None:
        """Closes the batches of the lists that are published, as far as their periods are over."""
        for one in self.newsroom.catalogue.lists_on():
            Batches(self.shelf, one.id).close(one.calendar, local_date(now))

    def carry(self, old: Listed) -> None:
        """Keeps the batches of a shelf that this one replaces: nobody else knows what they told."""
        for one in self.newsroom.catalogue.lists:
            Batches(self.shelf, one.id).keep(Batches(old, one.id).all())

    def noted(self) -> None:
        """The files show the lists of now."""
        if self._on() != self._before():
            self.shelf.put({PUBLISHED: pack(sorted(self._on()))})

    def _sweep(self, list_id: str, now: datetime) -> None:
        places = [one.place for one in members(self.shelf, list_id)]
        rest = iter(places)
        while some := [record_at(place) for place in islice(rest, MOST_AT_ONCE)]:
            entries = {one: entry for one, entry in ReadModel(self.shelf).entries(some).items() if entry.versions}
            keys = [(key, entry.order) for one, entry in entries.items() if (key := RecordKey.parse(one))]
            versions = list(self.newsroom.records.get_many(keys))
            moments = {one: entry.history()[0].published_at for one, entry in entries.items()}
            update = Update(self.shelf)
            update.take(News([self.newsroom.indexed(v, moments[v.key.record_id]) for v in versions]))
            update.write()
            self.showcase.show(update.changes(), versions, now)

    def _on(self) -> set[str]:
        datasets = (one for one in self.newsroom.catalogue.datasets if one.list_id)
        return {one.list_id or "" for one in datasets if self.newsroom.catalogue.has_basis(one)}

    def _before(self) -> set[str] | None:
        found = self.shelf.get([PUBLISHED])
        return set(unpack(found[PUBLISHED])) if found else None
