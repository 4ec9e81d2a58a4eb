"""A public record as one table row, the same for the page, the CSV and the workbook."""

from collections.abc import Iterable, Mapping
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
from chengxin.publication.spreadsheets import Cell, Column

Record = Mapping[str, Any]
"""A record as CONTRACT gives it (`chengxin.publication.record_view.public_view`)."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One field of the record's content, in words."""

    name: str
    title: str
    text: str
    numeric: bool

    @property
    def key(self) -> str:
        """Tells columns apart: datasets may give one name to things with different titles."""
        return f"{self.name} {self.title}"


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
    details: Mapping[str, Detail]
    """By `Detail.key`, in the dataset's order."""


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
        details=_details(record["content"], catalogue.dataset(record["dataset"]), catalogue),
    )


def _details(content: Mapping[str, str], dataset: Dataset | None, catalogue: Catalogue) -> Mapping[str, Detail]:
    """The content's fields in the dataset's order, less those that the row names already."""
    if dataset is None:
        found = [Detail(name, name, value, False) for name, value in content.items() if value]
    else:
        told = envelope_fields(dataset)
        found = [
            Detail(
                f.name, f.public_title, display_value(catalogue, f, content[f.name]), f.type in ("number", "integer")
            )
            for f in dataset.fields
            if f.name not in told and content.get(f.name)
        ]
    return {detail.key: detail for detail in found}


def columns_of(rows: Iterable[Row]) -> list[Column[Row]]:
    """The table's columns: the envelope, then every detail that any row has, in order of first appearance."""
    details = {key: detail for row in rows for key, detail in row.details.items()}
    return [*_ENVELOPE, *map(_detail_column, details.values())]


def _detail_column(like: Detail) -> Column[Row]:
    def text(row: Row) -> Cell:
        detail = row.details.get(like.key)
        return detail.text if detail else ""

    return Column(like.title, text, like.numeric)


_ENVELOPE: tuple[Column[Row], ...] = (
    Column("记录编号", lambda row: row.record_id),
    Column("数据类别", lambda row: row.dataset_title),
    Column("行政相对人名称", lambda row: row.subject_name),
    Column("统一社会信用代码", lambda row: row.subject_code),
    Column("决定文书号", lambda row: row.document_number),
    Column("决定日期", lambda row: row.decision_date),
    Column("决定机关", lambda row: row.authority),
    Column("报送部门", lambda row: row.department_name),
    Column("公示时间", lambda row: row.published_at),
    Column("公示期至", lambda row: row.visible_until),
    Column("公示时效", lambda row: row.timeliness),
    Column("版本", lambda row: row.version, numeric=True),
)
