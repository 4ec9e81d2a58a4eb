"""Which base of names and which delta belong together: the one object that says so, and that is replaced whole."""

import json
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from uuid import uuid4

from chengxin.times import utc

FOLDER = "names/"
POINTER_KEY = FOLDER + "current.json"
"""Where the pointer lies in the work bucket."""
_MOMENT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class NamesPointer:
    """A base with the delta that belongs to it, by their keys; `digest` is that of the base.

    `retired` are the keys that it named before and since when it does not: readers may still be fetching them.
    """

    base: str
    digest: str
    delta: str
    retired: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes) -> "NamesPointer":
        """Raises ValueError or TypeError for anything else."""
        return cls(**json.loads(data))

    def written(self) -> bytes:
        """As it is stored."""
        return json.dumps(asdict(self)).encode()

    @property
    def keys(self) -> frozenset[str]:
        """All that is not to be deleted yet."""
        return frozenset({POINTER_KEY, self.base, self.delta, *self.retired})

    def followed_by(self, base: str, digest: str, delta: str, now: datetime) -> "NamesPointer":
        """The pointer that comes after this one, which retires what only this one names."""
        gone = {self.base, self.delta} - {base, delta}
        return NamesPointer(base, digest, delta, {**self.retired, **dict.fromkeys(gone, now.isoformat())})

    def retired_before(self, moment: datetime) -> set[str]:
        """The keys that were retired before a moment."""
        return {key for key, since in self.retired.items() if datetime.fromisoformat(since) < moment}

    def without(self, keys: Set[str]) -> "NamesPointer":
        """The pointer once these retired keys are deleted."""
        return replace(self, retired={key: since for key, since in self.retired.items() if key not in keys})


def new_key(kind: str, digest: str, now: datetime) -> str:
    """A key that no other object ever had or will have, so that what is retired never comes back."""
    return f"{FOLDER}{kind}-{digest}-{utc(now).strftime(_MOMENT)}-{uuid4().hex[:12]}"


def made_at(key: str) -> datetime:
    """When the key was made."""
    return datetime.strptime(key.rsplit("-", 2)[1], _MOMENT).replace(tzinfo=UTC)
