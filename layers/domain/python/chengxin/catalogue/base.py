"""The base of every catalogue model: frozen, strict about unknown keys, camelCase in files."""

import unicodedata
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Evidence = Literal["seen", "unconfirmed"]
"""Whether a legal statement was seen in a public source when it was written here, or waits for a lawyer's eye."""


class Model(BaseModel):
    """Keys are camelCase in files and snake_case in code; an unknown key is an error, never silently dropped."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, hide_input_in_errors=True
    )


class Confirmation(Model):
    """Who stood up for a legal statement that wasn't seen in a public source, and when: a lawyer by name."""

    by: str = Field(min_length=1)
    on: date


class Statement(Model):
    """A legal statement; one that is `unconfirmed` holds only once somebody confirmed it by name and date."""

    evidence: Evidence = "unconfirmed"
    confirmed: Confirmation | None = None

    @property
    def settled(self) -> bool:
        """Whether it may be relied on."""
        return self.evidence == "seen" or self.confirmed is not None


def name_key(text: str) -> str:
    """The form in which two spellings of a name are the same: full width folded, all white space dropped."""
    return "".join(unicodedata.normalize("NFKC", text).split())
