"""What is public, told a second time: lists of everything that was ever told, gone through for each question."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.unit.read_model.public_world import Thing

from chengxin.read_model.model import IndexedRecord, Subject
from chengxin.read_model.update import Crosswalk, End
from chengxin.search.name_folding import normalise_name
from chengxin.times import local_date

GROUNDS = ("registration_number", "organisation_code", "name")


@dataclass
class PlainModel:
    """Everything told, in the order in which it became public."""

    records: dict[str, list[IndexedRecord]] = field(default_factory=dict)
    ends: dict[str, list[End]] = field(default_factory=dict)
    named: dict[str, list[tuple[bool, Subject]]] = field(default_factory=dict)
    """By code, what the registry (True) and records say of an enterprise."""
    crosswalks: list[Crosswalk] = field(default_factory=list)

    def tell(self, things: list[Thing]) -> None:
        for one in things:
            if isinstance(one, IndexedRecord):
                self.records.setdefault(one.record_id, []).append(one)
                if one.subject_code and one.subject_type == "legal_person":
                    number = one.registration_number
                    said = Subject(one.subject_code, one.subject_name, one.order, one.subject_type, number)
                    self.named.setdefault(one.subject_code, []).append((False, said))
            elif isinstance(one, End):
                self.ends.setdefault(one.record_id, []).append(one)
            elif isinstance(one, Subject):
                self.named.setdefault(one.code, []).append((True, one))
            else:
                self.crosswalks.append(one)

    def newest(self, record_id: str) -> IndexedRecord:
        return max(self.records[record_id], key=lambda one: one.order)

    def first(self, record_id: str) -> IndexedRecord:
        return min(self.records[record_id], key=lambda one: one.published_at)

    def end(self, record_id: str) -> End | None:
        later = [one for one in self.ends.get(record_id, ()) if one.order > self.newest(record_id).order]
        return max(later, key=lambda one: one.order, default=None)

    def match(self, record_id: str) -> tuple[str | None, str | None]:
        one = self.newest(record_id)
        if one.subject_type != "legal_person":
            return None, None
        if one.subject_code:
            return one.subject_code, "code"
        for ground in GROUNDS:
            codes = self.codes(ground, one)
            if codes:
                return (codes.pop(), ground) if len(codes) == 1 else (None, None)
        return None, None

    def codes(self, ground: str, record: IndexedRecord) -> set[str]:
        """The enterprises that go by what a record states."""
        if ground == "name":
            name = normalise_name(record.subject_name)
            old = {one.code for one in self.crosswalks if name in map(normalise_name, one.names)}
            return old | {code for code in self.named if name in self.names(code)}
        if ground == "organisation_code":
            stated = (record.organisation_code or "").replace("-", "")
            return {code for code in self.named if code[8:17] == stated}
        number = record.registration_number
        old = {one.code for one in self.crosswalks if number and one.registration_number == number}
        return old | {code for code in self.named if number and self.number(code) == number}

    def called(self, code: str) -> Subject:
        return max(self.named[code], key=_rank)[1]

    def number(self, code: str) -> str | None:
        registered = any(known for known, _ in self.named[code])
        stated = [one for one in self.named[code] if one[1].registration_number and one[0] == registered]
        return max(stated, key=_rank)[1].registration_number if stated else None

    def names(self, code: str) -> dict[str, str]:
        """Every name by its folded form, as the first in the alphabet is spelt."""
        every = {name for _, one in self.named[code] for name in (one.name, *one.former_names)}
        return {normalise_name(name): name for name in sorted(every, reverse=True)}

    def until(self, record_id: str, today: date) -> bool:
        """Whether a record may be shown on a day."""
        last = self.newest(record_id).visible_until
        return not self.end(record_id) and (last is None or today <= last)

    def shown(self, today: date) -> Iterator[str]:
        """The records that may be shown, newest first."""
        places = [(self.first(one).published_at, self.first(one).decision_date, one) for one in self.records]
        return (one for _, _, one in sorted(places, reverse=True) if self.until(one, today))

    def record(self, record_id: str) -> tuple[Any, ...] | None:
        if record_id not in self.records:
            return None
        one, end = self.newest(record_id), self.end(record_id)
        when = self.first(record_id).published_at
        ended = (end.reason, end.at) if end else (None, None)
        return (one.order, one.department, *self.match(record_id), when, one.visible_until, *ended)

    def history(self, record_id: str) -> list[tuple[str, datetime]]:
        told = {one.order: one.published_at for one in self.records.get(record_id, ())}
        return sorted(told.items(), reverse=True)

    def records_of(self, code: str, today: date) -> list[str]:
        return [one for one in self.shown(today) if self.match(one)[0] == code]

    def subject(self, code: str, today: date) -> tuple[Any, ...] | None:
        own = [self.newest(one) for one in self.records_of(code, today)]
        if code not in self.named or not (own or any(registered for registered, _ in self.named[code])):
            return None
        lists = sorted((one.list_id, one.record_id) for one in own if one.list_id)
        name = self.called(code).name
        former = {one for folded, one in self.names(code).items() if folded != normalise_name(name)}
        return name, former, dict(Counter(one.kind for one in own)), lists

    def disclosures(self, today: date, wanted: dict[str, Any]) -> list[str]:
        def fits(record_id: str) -> bool:
            one, day = self.newest(record_id), local_date(self.first(record_id).published_at)
            return (
                (one.listed or "dataset" in wanted)
                and wanted.get("dataset", one.dataset) == one.dataset
                and wanted.get("department", one.department) == one.department
                and wanted.get("date_from", day) <= day <= wanted.get("date_to", day)
            )

        return [one for one in self.shown(today) if fits(one)]


def _rank(named: tuple[bool, Subject]) -> tuple[bool, str]:
    return named[0], named[1].order
