"""Reading the read model. Lists continue by place, so pages neither repeat nor miss what was there when they began."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice

from chengxin.read_model.entry import Entry, entry_key
from chengxin.read_model.linking import Value, candidates_key, codes_in
from chengxin.read_model.list_members import Member, members
from chengxin.read_model.model import ListMembership, PublicRecord, SubjectHit, SubjectProfile
from chengxin.read_model.places import place_at, position_of, record_at
from chengxin.read_model.shelf import Shelf
from chengxin.read_model.subject import SubjectView, subject_key
from chengxin.read_model.timeline import Timeline
from chengxin.read_model.update import feed
from chengxin.search.name_folding import normalise_code
from chengxin.search.paging import Page, Position

MOST_LOOKED_AT = 1000
"""Places that one page of a list looks at: a list whose newest records have all ended is told in several pages."""


@dataclass(frozen=True, slots=True)
class ReadModel:
    """What is public. `today` is always the date in Asia/Shanghai: what it hides, hides."""

    shelf: Shelf

    def hits(self, codes: Sequence[str], today: date) -> dict[str, SubjectHit]:
        """By code, the enterprises that the registry knows or of which anything is public: of others nobody can tell
        that they were."""
        found = {code: (one, one.counts(today)) for code, one in self._subjects(codes).items()}
        return {
            code: SubjectHit(code, one.name, one.type, counts)
            for code, (one, counts) in found.items()
            if one.registered or (one.name and counts)
        }

    def subject(self, code: str, today: date) -> SubjectProfile | None:
        """An enterprise by its code, or None."""
        one = self._subjects([code]).get(normalise_code(code))
        if one is None:
            return None
        counts = one.counts(today)
        if not one.name or not (one.registered or counts):
            return None
        return SubjectProfile(one.code, one.name, one.type, one.former_names(), counts, self._lists(one, today))

    def registered_names(self, codes: Iterable[str]) -> dict[str, str]:
        """The name of each enterprise among these codes that the registry itself told of, by code."""
        return {code: one.name for code, one in self._subjects({*codes}).items() if one.registered}

    def records_of(
        self, code: str, today: date, kind: str | None = None, limit: int = 20, after: Position | None = None
    ) -> Page[PublicRecord]:
        """The visible records of an enterprise, newest publication first."""
        one = self._subjects([code]).get(normalise_code(code))
        if one is None:
            return Page([])
        before = place_at(after) if after else None
        members: Iterable[tuple[str, Sequence[object]]]
        if one.within is None:
            members = Timeline(self.shelf, subject_key(code)[0]).newest(before)
        else:
            members = ((p, m) for p, m in reversed([*one.within.items()]) if before is None or p < before)
        places = (p for p, m in members if kind is None or m[0] == kind)
        return self._page(places, today, limit, lambda record: record.matched_code == one.code)

    def disclosures(
        self,
        today: date,
        department: str | Sequence[str] | None = None,
        dataset: str | None = None,
        date_from: date | None = None,
        date_to: date | None = None,
        limit: int = 20,
        after: Position | None = None,
    ) -> Page[PublicRecord]:
        """Visible disclosures of a department, of any of several, or of all, newest publication first; the dates
        (inclusive) are those of publication.

        Records that aren't listed (the registry of enterprises) come only where their dataset is asked for.
        """
        departments = [department] if department is None or isinstance(department, str) else department
        before = place_at(after) if after else None
        newest = (
            (place for place, _ in Timeline(self.shelf, feed(one, dataset)).newest(before, date_from, date_to))
            for one in departments
        )
        return self._page(merge(*newest, reverse=True), today, limit)

    def members(
        self,
        list_id: str,
        today: date,
        wanted: Callable[[Member], bool],
        limit: int = 20,
        after: Position | None = None,
        days: tuple[date, date] | None = None,
    ) -> Page[PublicRecord]:
        """The members of a list on a day, newest publication first; `wanted` chooses among them, `days` among those of
        first publication."""
        found = members(self.shelf, list_id, place_at(after) if after else None, *(days or ()))
        places = (one.place for one in found if not one.out and wanted(one))
        return self._page(places, today, limit, lambda record: record.list_id == list_id)

    def record(self, record_id: str) -> PublicRecord | None:
        """One record, visible or not; None where it was never public."""
        entry = self.entry(record_id)
        return entry.public() if entry else None

    def entry(self, record_id: str) -> Entry | None:
        """All that is kept of a record."""
        return self.entries([record_id]).get(record_id)

    def entries(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Of many records, by id."""
        keys = {entry_key(record_id): record_id for record_id in ids}
        return {keys[key]: Entry.read(keys[key], body) for key, body in self.shelf.get(keys).items()}

    def codes_of(self, values: Iterable[Value]) -> dict[Value, list[str]]:
        """The enterprises that go by each value of a ground; values that none goes by are left out."""
        keys = {candidates_key(value): value for value in values}
        found = {keys[key]: codes_in(body) for key, body in self.shelf.get(keys).items()}
        return {value: codes for value, codes in found.items() if codes}

    def _page(
        self,
        places: Iterator[str] | Iterable[str],
        today: date,
        limit: int,
        wanted: Callable[[PublicRecord], bool] = lambda record: True,
    ) -> Page[PublicRecord]:
        found: list[tuple[str, PublicRecord]] = []
        looked_at, left = 0, iter(places)
        while len(found) <= limit and (some := list(islice(left, limit + 1 - len(found)))):
            looked_at += len(some)
            entries = self.entries(map(record_at, some))
            for place in some:
                entry = entries.get(record_at(place))
                record = entry.public() if entry and entry.place == place else None
                if record and record.visible(today) and wanted(record):
                    found.append((place, record))
            if looked_at >= MOST_LOOKED_AT and len(found) <= limit:
                return Page([record for _, record in found], position_of(some[-1]))
        following = position_of(found[limit - 1][0]) if len(found) > limit else None
        return Page([record for _, record in found[:limit]], following)

    def _lists(self, one: SubjectView, today: date) -> list[ListMembership]:
        ids = [record_at(place) for place in one.on_lists]
        on = [record for entry in self.entries(ids).values() if (record := entry.public()) and record.visible(today)]
        on.sort(key=lambda record: record.published_at, reverse=True)
        on.sort(key=lambda record: record.list_id or "")
        return [
            ListMembership(record.list_id, record.record_id, record.published_at, record.visible_until)
            for record in on
            if record.list_id and record.matched_code == one.code
        ]

    def _subjects(self, codes: Iterable[str]) -> dict[str, SubjectView]:
        keys = {subject_key(code): normalise_code(code) for code in codes}
        return {keys[key]: SubjectView.read(keys[key], body) for key, body in self.shelf.get(keys).items()}
