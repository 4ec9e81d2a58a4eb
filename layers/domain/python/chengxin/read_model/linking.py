"""Subject linking: finding the enterprise that a record without a unified code means, by key.

The strongest ground that has any candidate decides; several candidates are no answer, so the record stays unlinked.
An item for each ground and value holds the enterprises that fit and the records that wait there, so that a record costs
nothing until an enterprise with its name or number comes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from chengxin.read_model.members import Members
from chengxin.read_model.model import IndexedRecord
from chengxin.read_model.shelf import ALONE, Key, Shelf, pack, unpack
from chengxin.search.name_folding import normalise_code, normalise_name

MASK = "*"
UNNAMED_TYPES = frozenset({"natural_person", "vehicle"})
"""Parties that no enterprise is looked for."""
GROUNDS = ("registration_number", "organisation_code", "name")
"""Strongest first."""
Value = tuple[str, str]
"""A ground and a value of it."""


@dataclass(slots=True)
class Candidates:
    """The item of a ground's value: the codes of enterprises with their sources, and the records that wait, by place.

    A source is `subject` (it is the enterprise's own now), `former` (it was) or `crosswalk`.
    """

    value: Value
    codes: dict[str, set[str]] = field(default_factory=dict)
    waiting: Members = field(default_factory=Members)

    @property
    def key(self) -> Key:
        return candidates_key(self.value)

    @property
    def holds(self) -> bool:
        """Whether anybody fits or waits."""
        return bool(self.codes or self.waiting.entries)

    def add(self, code: str, source: str) -> None:
        self.codes.setdefault(code, set()).add(source)

    def remove(self, code: str, source: str) -> None:
        sources = self.codes.get(code, set())
        sources.discard(source)
        if not sources:
            self.codes.pop(code, None)

    def store(self, shelf: Shelf) -> bytes:
        """The item's bytes, after what they don't hold is written."""
        within = self.waiting.store(shelf, self.key[0])
        codes = {code: sorted(self.codes[code]) for code in sorted(self.codes)}
        return pack([codes, list(within) if within is not None else None])

    @classmethod
    def read(cls, shelf: Shelf, value: Value, body: bytes) -> "Candidates":
        """The reverse of `store`."""
        codes, places = unpack(body)
        within = dict.fromkeys(places) if places is not None else None
        waiting = Members.read(shelf, candidates_key(value)[0], within)
        return cls(value, {code: set(sources) for code, sources in codes.items()}, waiting)


def codes_in(body: bytes) -> list[str]:
    """The codes of an item, without a look at what waits there."""
    return [*unpack(body)[0]]


def candidates_key(value: Value) -> Key:
    """Where the item of a ground's value lies."""
    return f"g#{value[0]}#{value[1]}", ALONE


def strongest(grounds: Mapping[str, str], codes_of: Callable[[Value], Iterable[str]]) -> tuple[str | None, list[str]]:
    """The strongest ground that has any candidate, and their codes; one alone is a match."""
    for ground in GROUNDS:
        value = grounds.get(ground)
        codes = sorted(codes_of((ground, value))) if value else []
        if codes:
            return ground, codes
    return None, []


def grounds_of(record: IndexedRecord) -> dict[str, str]:
    """What a record states that an enterprise can be found by."""
    if record.subject_type in UNNAMED_TYPES:
        return {}
    return linkable(record.subject_name, record.registration_number, record.organisation_code)


def linkable(public_name: str, registration_number: str | None, organisation_code: str | None) -> dict[str, str]:
    """Grounds by name. A masked name fits all who bear the surname, so none."""
    found = {
        "registration_number": registration_number,
        "organisation_code": plain_code(organisation_code),
        "name": "" if MASK in public_name else normalise_name(public_name),
    }
    return {ground: value for ground, value in found.items() if value}


def plain_code(organisation_code: str | None) -> str | None:
    """An organisation code as it is compared, without its hyphen."""
    return normalise_code(organisation_code).replace("-", "") if organisation_code else None
