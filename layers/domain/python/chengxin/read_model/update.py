"""Changing the read model: what a publication tells is taken in, and every list follows.

Each call may be repeated, and a run that dies anywhere is healed by the same call again: what is derived of a record is
written before the record's own item, by which the next call knows what was written. One writer at a time.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from chengxin.read_model.entry import Entry, Tombstone, entry_key, own_code
from chengxin.read_model.linking import Candidates, Value, candidates_key, plain_code, strongest
from chengxin.read_model.list_members import change_members
from chengxin.read_model.model import IndexedRecord, Subject
from chengxin.read_model.places import record_at
from chengxin.read_model.shelf import Key, Shelf
from chengxin.read_model.subject import SubjectDocument, SubjectView, subject_key
from chengxin.read_model.timeline import Timeline
from chengxin.search.name_folding import normalise_code, normalise_name


@dataclass(frozen=True, slots=True)
class End:
    """A record is taken down, with the public reason, empty where the public is told none."""

    record_id: str
    reason: str
    at: datetime
    order: str = ""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Old numbers and names under which an enterprise went; for linking only, nothing of it is shown."""

    code: str
    registration_number: str | None
    organisation_code: str | None
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class News:
    """What becomes public together."""

    records: Sequence[IndexedRecord] = ()
    ends: Sequence[End] = ()
    subjects: Sequence[Subject] = ()
    crosswalks: Sequence[Crosswalk] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A record's entry before and after; `before` is None where nothing was known of it."""

    before: Entry | None
    after: Entry


@dataclass(slots=True)
class Update:
    """The items that one batch of news changes, read once and written at the end."""

    shelf: Shelf
    entries: dict[str, Change] = field(default_factory=dict)
    subjects: dict[str, SubjectDocument] = field(default_factory=dict)
    candidates: dict[Value, Candidates] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Enterprises whose name is new, and that name."""

    def take(self, news: News) -> None:
        """Takes in the news, in any order; `changes` tells what became of the records."""
        self._take_records(news)
        told = self._take_subjects(news)
        self._wait()
        self._link([*self.entries, *self._waiting_at(told)])

    def changes(self) -> list[Change]:
        """The entries that the news tell of or link otherwise."""
        return list(self.entries.values())

    def place_row(self, record_id: str, row: int) -> None:
        """Gives a record its row among the files of its day, for good."""
        change = self.entries[record_id]
        self.entries[record_id] = replace(change, after=replace(change.after, row=row))

    def write(self) -> None:
        """Writes everything; the records' own items last."""
        self._list()
        for partition, (gone, come) in self._timelines().items():
            timeline = Timeline(self.shelf, partition)
            timeline.remove(gone)
            timeline.put(dict.fromkeys(come))
        change_members(self.shelf, [(one.before, one.after) for one in self.entries.values()])
        self._store(self.candidates.values())
        self._store(self.subjects.values())
        self.shelf.put({one.after.key: one.after.body() for one in self.entries.values()})

    def _store(self, documents: Collection[Candidates | SubjectDocument]) -> None:
        """Writes what holds anything; of the rest nothing is left, so that items follow from what is told alone."""
        bodies = {one.key: one.store(self.shelf) for one in documents}
        empty = {one.key for one in documents if not one.holds}
        self.shelf.put({key: body for key, body in bodies.items() if key not in empty})
        self.shelf.delete(empty)

    def _take_records(self, news: News) -> None:
        self._read_entries({*(one.record_id for one in news.records), *(one.record_id for one in news.ends)})
        for end in news.ends:
            self._change(end.record_id, self._entry(end.record_id).with_end(_tombstone(end)))
        for record in news.records:
            self._change(record.record_id, self._entry(record.record_id).with_version(record))

    def _take_subjects(self, news: News) -> set[Value]:
        """Takes in what is told of enterprises; answers the grounds by which records may find them."""
        told = [(subject, True) for subject in news.subjects]
        told += [(subject, False) for record in news.records if (subject := _subject_of(record))]
        told = [(subject, known) for subject, known in told if subject.code and normalise_name(subject.name)]
        self._read_subjects(normalise_code(subject.code) for subject, _ in told)
        before = {code: {*one.facts()} for code, one in self.subjects.items() if one.name}
        for subject, registered in told:
            self.subjects[normalise_code(subject.code)].take(subject, registered=registered)
        facts = {code: {*one.facts()} for code, one in self.subjects.items()}
        for crosswalk in news.crosswalks:
            facts.setdefault(normalise_code(crosswalk.code), set()).update(_facts(crosswalk))
        lost = {code: before[code] - facts[code] for code in before}
        for code, one in self.subjects.items():
            if ("name", normalise_name(one.name), "subject") not in before.get(code, set()):
                self.names[code] = one.name
        return self._note_facts(facts, lost)

    def _note_facts(
        self, facts: Mapping[str, Iterable[tuple[str, str, str]]], lost: Mapping[str, Iterable[tuple[str, str, str]]]
    ) -> set[Value]:
        values = {fact[:2] for found in (*facts.values(), *lost.values()) for fact in found}
        self._read_candidates(values)
        for code, found in facts.items():
            for ground, value, source in found:
                self.candidates[ground, value].add(code, source)
        for code, found in lost.items():
            for ground, value, source in found:
                self.candidates[ground, value].remove(code, source)
        return values

    def _wait(self) -> None:
        """Lets the records of the news wait where they may be found, and nowhere else."""
        olds = [one.before for one in self.entries.values() if one.before]
        news = [one.after for one in self.entries.values()]
        self._read_candidates({value for entry in (*olds, *news) for value in entry.grounds.items()})
        for old in olds:
            for value in old.grounds.items():
                self.candidates[value].waiting.entries.pop(old.place, None)
        for new in news:
            for value in new.grounds.items():
                self.candidates[value].waiting.entries[new.place] = None

    def _waiting_at(self, values: Iterable[Value]) -> list[str]:
        """The other records that wait at some grounds."""
        found = {record_at(place) for value in values for place in self.candidates[value].waiting.entries}
        others = sorted(found - self.entries.keys())
        self._read_entries(others)
        return others

    def _link(self, ids: Sequence[str]) -> None:
        """Links each record without a code of its own afresh: an enterprise that came may help, or make it
        ambiguous."""
        self._read_candidates({value for record_id in ids for value in self._entry(record_id).grounds.items()})
        for record_id in ids:
            entry = self._entry(record_id)
            if not entry.own_code:
                ground, codes = strongest(entry.grounds, lambda value: self.candidates[value].codes)
                code = codes[0] if len(codes) == 1 else None
                self._change(record_id, replace(entry, matched_code=code, matched_by=ground if code else None))

    def _list(self) -> None:
        """Lists each record under the enterprise that it means now, and under no other."""
        every = self.entries.values()
        linked = {code for one in every for entry in (one.before, one.after) if entry and (code := entry.link)}
        self._read_subjects(linked)
        for one in every:
            if one.before and one.before.link:
                self.subjects[one.before.link].members.entries.pop(one.before.place, None)
            if after := one.after.link:
                member = [one.after.kind, one.after.list_id, one.after.visible_until]
                self.subjects[after].members.entries[one.after.place] = member

    def _timelines(self) -> dict[str, tuple[set[str], set[str]]]:
        """By timeline, the places that it loses and those that it holds."""
        found: dict[str, tuple[set[str], set[str]]] = {}
        for one in self.entries.values():
            before, after = _standings(one.before), _standings(one.after)
            for timeline, place in before ^ after:
                lost, held = found.setdefault(timeline, (set(), set()))
                (held if (timeline, place) in after else lost).add(place)
        return found

    def _entry(self, record_id: str) -> Entry:
        return self.entries[record_id].after

    def _change(self, record_id: str, after: Entry) -> None:
        self.entries[record_id] = replace(self.entries[record_id], after=after)

    def _read_entries(self, ids: Iterable[str]) -> None:
        keys = {entry_key(one): one for one in sorted({*ids} - self.entries.keys())}
        found = self.shelf.get(keys)
        for key, record_id in keys.items():
            before = Entry.read(record_id, found[key]) if key in found else None
            self.entries[record_id] = Change(before, before or Entry(record_id))

    def _read_subjects(self, codes: Iterable[str]) -> None:
        keys = {subject_key(code): code for code in sorted({*codes} - self.subjects.keys())}
        found = self.shelf.get(keys)
        for key, code in keys.items():
            known = SubjectView.read(code, found[key]).document(self.shelf) if key in found else None
            self.subjects[code] = known or SubjectDocument(code)

    def _read_candidates(self, values: Iterable[Value]) -> None:
        keys: dict[Key, Value] = {candidates_key(v): v for v in sorted({*values} - self.candidates.keys())}
        found = self.shelf.get(keys)
        for key, value in keys.items():
            known = Candidates.read(self.shelf, value, found[key]) if key in found else None
            self.candidates[value] = known or Candidates(value)


def _subject_of(record: IndexedRecord) -> Subject | None:
    """An enterprise that the registry may not know, from its record, under the code given there."""
    code = own_code(record)
    number = record.registration_number
    return Subject(code, record.subject_name, record.order, record.subject_type, number) if code else None


def feeds_of(entry: Entry) -> Iterator[str]:
    """The partitions of the feeds that a record stands in; what disclosures merely refer to only in its dataset's."""
    if entry.listed:
        yield feed()
        yield feed(department=entry.department)
    yield feed(dataset=entry.dataset)
    yield feed(department=entry.department, dataset=entry.dataset)


def _standings(entry: Entry | None) -> set[tuple[str, str]]:
    """The timelines on which a record stands, and where."""
    if entry is None or not entry.place:
        return set()
    ends = [last_days(entry.visible_until)] if entry.visible_until else []
    return {(timeline, entry.place) for timeline in (*feeds_of(entry), *ends)}


def last_days(ordinal: int) -> str:
    """The partition of the records whose last day that is."""
    return f"u#{ordinal}"


def feed(department: str | None = None, dataset: str | None = None) -> str:
    """The partition of a feed."""
    return f"f#{department or ''}#{dataset or ''}"


def _facts(crosswalk: Crosswalk) -> Iterator[tuple[str, str, str]]:
    if crosswalk.registration_number:
        yield "registration_number", crosswalk.registration_number, "crosswalk"
    if number := plain_code(crosswalk.organisation_code):
        yield "organisation_code", number, "crosswalk"
    for name in filter(None, map(normalise_name, crosswalk.names)):
        yield "name", name, "crosswalk"


def _tombstone(end: End) -> Tombstone:
    return Tombstone(end.order, end.reason, int(end.at.timestamp()))
