"""An enterprise as the public finds it: names, and every public record that means it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from chengxin.read_model.members import Members
from chengxin.read_model.model import Subject
from chengxin.read_model.shelf import ALONE, Key, Listed, Shelf, pack, unpack
from chengxin.search.name_folding import normalise_code, normalise_name

UNIFIED_CODE_LENGTH = 18
READ_AT_ONCE = 1000
_PREFIX = "s#"
Rank = tuple[bool, str]
"""Of a version: whether the registry's, and its order."""
Membership = tuple[str, str | None, int]
"""Kind, list, last visible day (ordinal, 0: no end) of a record."""


@dataclass(slots=True)
class SubjectDocument:
    """The item of an enterprise while it is changed: what it holds is a fold of what was told, in any order.

    `spellings` are all its names by folded form, each as the first in the alphabet spells it; `numbered` is the rank of
    the version that its registration number is of.
    """

    code: str
    name: str = ""
    type: str = ""
    order: str = ""
    registered: bool = False
    registration_number: str | None = None
    numbered: Rank = (False, "")
    spellings: dict[str, str] = field(default_factory=dict)
    members: Members = field(default_factory=Members)

    @property
    def key(self) -> Key:
        return subject_key(self.code)

    @property
    def holds(self) -> bool:
        """Whether anything is told of it."""
        return bool(self.name or self.members.entries)

    def take(self, subject: Subject, *, registered: bool) -> None:
        """Takes in what a version says of the enterprise. The registry's word goes before a record's, then the newer
        before the older; other names stay as former names, and a number counts until a newer version states one. Of an
        enterprise that the registry knows, records tell no number."""
        for name in (subject.name, *subject.former_names):
            self._note_spelling(name)
        rank = (registered, subject.order)
        if not self.name or rank > (self.registered, self.order):
            self.name, self.type, self.order = subject.name, subject.type, subject.order
            self.registered = registered
        if subject.registration_number and rank >= self.numbered:
            self.registration_number, self.numbered = subject.registration_number, rank

    def facts(self) -> Iterator[tuple[str, str, str]]:
        """Ground, value and source of all that a record without a code may name this enterprise by."""
        own = normalise_name(self.name)
        for folded in self.spellings:
            yield "name", folded, "subject" if folded == own else "former"
        if self.registration_number and self.numbered[0] == self.registered:
            yield "registration_number", self.registration_number, "subject"
        if len(self.code) == UNIFIED_CODE_LENGTH:
            # GB 32100-2015: the organisation code stands inside a unified code.
            yield "organisation_code", self.code[8:17], "subject"

    def store(self, shelf: Shelf) -> bytes:
        """The item's bytes, after what they don't hold is written."""
        within = self.members.store(shelf, self.key[0])
        numbered = [self.registration_number, *self.numbered] if self.registration_number else None
        head = [self.name, self.type, self.order, self.registered, numbered]
        every = self.members.entries.items()
        many = (_counts(every), {p: m for p, m in sorted(every) if m[1]}) if within is None else None
        return pack([head, dict(sorted(self.spellings.items())), within, many])

    def _note_spelling(self, name: str) -> None:
        if folded := normalise_name(name):
            self.spellings[folded] = min(name, self.spellings.get(folded, name))


@dataclass(frozen=True, slots=True)
class SubjectView:
    """An enterprise as it is read: `within` are its records by place, None where they stand on its timeline."""

    code: str
    name: str
    type: str
    registered: bool
    numbered: Sequence[Any] | None
    order: str
    spellings: Mapping[str, str]
    within: Mapping[str, Any] | None
    kinds: Mapping[str, Mapping[str, int]]
    on_lists: Mapping[str, Any]

    @classmethod
    def read(cls, code: str, body: bytes) -> "SubjectView":
        (name, type_, order, registered, numbered), spellings, within, many = unpack(body)
        kinds, on_lists = many or (_counts(within.items()), {p: m for p, m in within.items() if m[1]})
        return cls(code, name, type_, registered, numbered, order, spellings, within, kinds, on_lists)

    def counts(self, today: date) -> dict[str, int]:
        """The visible records by kind."""
        day = today.toordinal()
        found = {
            kind: sum(count for until, count in ends.items() if int(until) == 0 or int(until) >= day)
            for kind, ends in sorted(self.kinds.items())
        }
        return {kind: count for kind, count in found.items() if count}

    def former_names(self) -> list[str]:
        """Every other name under which it is found, by folded form."""
        own = normalise_name(self.name)
        return [name for folded, name in self.spellings.items() if folded != own]

    def document(self, shelf: Shelf) -> SubjectDocument:
        """The same, to be changed."""
        members = Members.read(shelf, subject_key(self.code)[0], self.within)
        number, registered, order = self.numbered or (None, False, "")
        return SubjectDocument(
            self.code,
            self.name,
            self.type,
            self.order,
            self.registered,
            number,
            (registered, order),
            dict(self.spellings),
            members,
        )


def names_on(shelf: Listed) -> Iterator[tuple[str, str]]:
    """Code and name of every enterprise on a shelf."""
    keys = (key for key in shelf.listed() if key[0].startswith(_PREFIX) and key[1] == ALONE)
    while some := list(islice(keys, READ_AT_ONCE)):
        for (partition, _), body in shelf.get(some).items():
            view = SubjectView.read(partition.removeprefix(_PREFIX), body)
            if view.name:
                yield view.code, view.name


def subject_key(code: str) -> Key:
    """Where the item of an enterprise lies."""
    return f"{_PREFIX}{normalise_code(code)}", ALONE


def _counts(members: Iterable[tuple[str, Any]]) -> dict[str, dict[str, int]]:
    """How many records end on which day, by kind."""
    kinds: dict[str, dict[str, int]] = {}
    for _, (kind, _, until) in members:
        ends = kinds.setdefault(kind, {})
        ends[str(until)] = ends.get(str(until), 0) + 1
    return {kind: dict(sorted(kinds[kind].items())) for kind in sorted(kinds)}
