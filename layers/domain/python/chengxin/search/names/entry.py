"""One enterprise in the names file, and the order in which all of them stand."""

from dataclasses import dataclass

from chengxin.search.name_folding import normalise_code, normalise_name

KEY_CHARACTERS = 200
"""As much of a folded name as the order looks at: it keeps positions small, whatever a name unfolds to."""

Key = tuple[str, str]
"""What entries are ordered by: the beginning of the folded name, then the code."""


@dataclass(frozen=True, slots=True)
class NameEntry:
    """An enterprise's code and name as they are shown, and the name as it is searched."""

    code: str
    name: str
    folded: str

    @classmethod
    def of(cls, code: str, name: str) -> "NameEntry | None":
        """The entry of an enterprise; None where nothing of the code or of the name is left to go by."""
        code, folded = normalise_code(code), normalise_name(name)
        return cls(code, name, folded) if code and folded else None

    @property
    def key(self) -> Key:
        """Its place among the others; no two codes share one."""
        return self.folded[:KEY_CHARACTERS], self.code
