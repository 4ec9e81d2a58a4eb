"""What came, was renamed or went since a base was built: a small names file, and whose entries in the base it hides."""

import io
import json
from collections.abc import Mapping

from chengxin.search.name_folding import normalise_code
from chengxin.search.names.entry import NameEntry
from chengxin.search.names.names_file import NamesFile, write_names

Changes = Mapping[str, str | None]
"""By code the name that an enterprise has now; None for one that is not to be found any more."""


class Delta:
    """A delta read from its bytes. `base` is the digest of the one base that it may be combined with."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError for anything but a whole delta of this make."""
        head, _, names = data.partition(b"\n")
        told = json.loads(head)
        self.data = data
        self.base: str = told["base"]
        self.hidden = frozenset[str](told["hidden"])
        """Codes whose entries in the base don't count."""
        self.names = NamesFile(names)

    @classmethod
    def of(cls, base: str, changes: Changes) -> "Delta":
        """The delta of changes since a base; the same changes give the same bytes."""
        current = {normalise_code(code): name for code, name in changes.items()}
        entries = [entry for code, name in current.items() if name and (entry := NameEntry.of(code, name))]
        names = io.BytesIO()
        write_names(sorted(entries, key=lambda entry: entry.key), names)
        head = json.dumps({"base": base, "hidden": sorted(current)})
        return cls(head.encode() + b"\n" + names.getvalue())

    @property
    def changes(self) -> dict[str, str | None]:
        """All changes that it holds."""
        return dict.fromkeys(sorted(self.hidden)) | {entry.code: entry.name for entry in self.names}

    def followed_by(self, changes: Changes) -> "Delta":
        """This delta with later changes, which win."""
        later = {normalise_code(code): name for code, name in changes.items()}
        return Delta.of(self.base, self.changes | later)

    def since(self, earlier: "Delta", told: Mapping[str, str]) -> dict[str, str | None]:
        """The changes that a new base still needs, built of what an earlier delta stood beside.

        `told` are the names that it has for the codes of the earlier one: a change that doesn't show there is kept,
        were it because it was undone and done again meanwhile.
        """
        before, none = earlier.changes, object()
        return {
            code: name
            for code, name in self.changes.items()
            if before.get(code, none) != name or told.get(code) != name
        }
