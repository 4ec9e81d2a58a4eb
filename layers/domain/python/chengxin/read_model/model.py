"""What goes into the read model and what comes out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Subject:
    """An enterprise as the registry tells it; `order` is that of the version, the newest one gives the name."""

    code: str
    name: str
    order: str = ""
    type: str = "legal_person"
    registration_number: str | None = None
    former_names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class IndexedRecord:
    """A public, published record as it is kept.

    `published_at` is when this version became public; `visible_until` the last day it may be seen (None:
    no end). The subject is as the record gives it: whoever it means is found by code, or else by
    linking. `listed` is False for what disclosures merely refer to (the registry of
    enterprises): it is found by its id, its enterprise and its dataset, not among the newest disclosures.
    `listing` are the facts of a member of a list (`chengxin.publication.listing`).
    """

    record_id: str
    order: str
    dataset: str
    kind: str
    department: str
    subject_name: str
    published_at: datetime
    subject_type: str = "legal_person"
    subject_code: str | None = None
    registration_number: str | None = None
    organisation_code: str | None = None
    list_id: str | None = None
    document_number: str | None = None
    decision_date: date | None = None
    visible_until: date | None = None
    listed: bool = True
    listing: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """A record found in the read model: enough to fetch its version and to tell whether it may be shown.

    `withdrawn` is the public reason where the record was taken down. `matched_by` is `code`,
    `registration_number`, `organisation_code` or `name`: the ground on which `matched_code` was found.
    `version` counts the versions that were published, this one included.
    """

    record_id: str
    order: str
    dataset: str
    kind: str
    department: str
    matched_code: str | None
    matched_by: str | None
    list_id: str | None
    published_at: datetime
    visible_until: date | None
    withdrawn: str | None
    withdrawn_at: datetime | None
    version: int = 1

    def visible(self, today: date) -> bool:
        """May it be shown on that day (of Asia/Shanghai)?"""
        return self.withdrawn is None and (self.visible_until is None or today <= self.visible_until)


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One version of a record that was public, and since when."""

    order: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class SubjectHit:
    """An enterprise found by a search; `counts` of its visible records by kind."""

    code: str
    name: str
    type: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ListMembership:
    """A list that an enterprise stands on, and the record that says so."""

    list_id: str
    record_id: str
    published_at: datetime
    visible_until: date | None


@dataclass(frozen=True, slots=True)
class SubjectProfile:
    """An enterprise with what is public about it."""

    code: str
    name: str
    type: str
    former_names: Sequence[str]
    counts: Mapping[str, int]
    lists: Sequence[ListMembership]
