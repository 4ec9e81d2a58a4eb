"""A public record in words, the same for pages, feeds and embeds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chengxin.catalogue.model import Catalogue, Dataset
from chengxin.publication.labels import (
    TIMELINESS,
    dataset_title,
    department_name,
    display_value,
    envelope_fields,
    moment,
)
from chengxin.publication.summary import summary_text

Record = Mapping[str, Any]
"""A record as CONTRACT gives it (`chengxin.publication.record_view.public_view`)."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One field of the record's content, in words."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A record in words; texts are empty where the record says nothing."""

    record_id: str
    dataset: str
    dataset_title: str
    subject_name: str
    subject_code: str
    document_number: str
    decision_date: str
    authority: str
    department: str
    department_name: str
    published_at: str
    visible_until: str
    timeliness: str
    version: str
    summary: Sequence[str]
    """What it is about, a line for each field that the dataset's `summary` names."""
    details: Sequence[Detail]
    """In the dataset's order."""


def row_of(record: Record, catalogue: Catalogue) -> Row:
    """The words of one record; unknown datasets and departments show their ids."""
    subject, authority = record["subject"], record["authority"]
    return Row(
        record_id=record["record_id"],
        dataset=record["dataset"],
        dataset_title=dataset_title(catalogue, record["dataset"]),
        subject_name=subject["name"] or "",
        subject_code=subject["code"] or "",
        document_number=record["document_number"] or "",
        decision_date=record["decision_date"] or "",
        authority=authority["name"] or "",
        department=record["department"],
        department_name=department_name(catalogue, record["department"]),
        published_at=moment(record["published_at"]),
        visible_until=record["visible_until"] or "",
        timeliness=TIMELINESS.get(record["timeliness"], record["timeliness"] or ""),
        version=str(record["version"]),
        summary=summary_of(record["content"], catalogue.dataset(record["dataset"]), catalogue),
        details=_details(record["content"], catalogue.dataset(record["dataset"]), catalogue),
    )


def summary_of(content: Mapping[str, str], dataset: Dataset | None, catalogue: Catalogue) -> list[str]:
    """The lines that tell what a record is about; none where its dataset is unknown."""
    if dataset is None:
        return []
    fields = (dataset.by_name[name] for name in dataset.summary)
    return [line for field in fields if (line := summary_text(catalogue, field, content.get(field.name, "")))]


def _details(content: Mapping[str, str], dataset: Dataset | None, catalogue: Catalogue) -> list[Detail]:
    """The content's fields in the dataset's order, less those that the row names already."""
    if dataset is None:
        return [Detail(name, value) for name, value in content.items() if value]
    told = envelope_fields(dataset)
    shown = [field for field in dataset.fields if field.name not in told and content.get(field.name)]
    return [Detail(field.public_title, display_value(catalogue, field, content[field.name])) for field in shown]
