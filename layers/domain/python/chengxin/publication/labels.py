"""Chinese labels for codes, dates, statuses and fields."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from chengxin.catalogue.model import Catalogue, Dataset, Field, Role
from chengxin.identifiers import document_number
from chengxin.times import rfc3339, shanghai

TIMELINESS: Mapping[str, str] = {
    "on_time": "按时",
    "late": "迟报",
    "due": "期限内",
    "overdue": "超期未公示",
    "exempt": "免于公示",
}
HANDLED: Mapping[str, str] = {"on_time": "按时", "late": "超时", "due": "期限内", "overdue": "超时未办结"}
"""How an objection was handled in time."""
STATUS: Mapping[str, str] = {"active": "有效", "expired": "有效期已过", "withdrawn": "已撤下"}
PARTY_TYPES: Mapping[str, str] = {
    "legal_person": "法人及非法人组织",
    "natural_person": "自然人",
    "sole_trader": "个体工商户",
    "vehicle": "车辆",
    "other": "其他",
}
LIST_COLOURS: Mapping[str, str] = {"red": "红名单", "black": "黑名单", "grey": "关注名单"}
SOURCES: Mapping[str, str] = {
    "record": "已报记录",
    "register": "决定登记",
    "rejected_row": "退回未改正",
    "objection": "异议台账",
}
_ENVELOPE_ROLES: tuple[Role, ...] = (
    "subject_name",
    "subject_code",
    "document_number",
    "decision_date",
    "authority_name",
    "authority_code",
)


def moment(value: str | datetime | None) -> str:
    """`2026-03-02 10:00` in Asia/Shanghai from an RFC 3339 text or an aware datetime; nothing for nothing."""
    if not value:
        return ""
    text = rfc3339(value) if isinstance(value, datetime) else rfc3339(shanghai(datetime.fromisoformat(value)))
    return f"{text[:10]} {text[11:16]}"


def long_date(value: date) -> str:
    """`2026年3月2日`."""
    return f"{value.year}年{value.month}月{value.day}日"


def month_title(month: str) -> str:
    """`2026年3月` for `2026-03`."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def percent(value: float | Decimal | str | None) -> str:
    """A fraction as `98.5%`; a dash where there was nothing to divide by."""
    return "—" if value is None else f"{Decimal(str(value)) * 100:.1f}%"


def department_name(catalogue: Catalogue, department_id: str) -> str:
    """A department's name, or its id where the registry no longer knows it."""
    department = catalogue.department(department_id)
    return department.name if department else department_id


def dataset_title(catalogue: Catalogue, dataset_id: str) -> str:
    """A dataset's Chinese title, or its id."""
    dataset = catalogue.dataset(dataset_id)
    return dataset.title if dataset else dataset_id


def display_value(catalogue: Catalogue, field: Field, value: str) -> str:
    """A canonical value as people read it: a code by its label, several values joined by `、`."""
    if field.code_list is None:
        return value.replace(";", "、") if field.multiple else value
    return catalogue.code_list(field.code_list).label(value)


def envelope_fields(dataset: Dataset) -> set[str]:
    """The fields whose values a record's envelope shows already: party, document number, date and authority."""
    return {field.name for role in _ENVELOPE_ROLES if (field := dataset.role(role))}


def vocabulary(catalogue: Catalogue) -> dict[str, Any]:
    """What the pages' script needs to show the API's answers in Chinese."""
    return {
        "datasets": {d.id: _dataset_words(catalogue, d) for d in catalogue.datasets},
        "departments": {d.id: d.name for d in catalogue.departments},
        "kinds": kind_titles(catalogue),
        "timeliness": dict(TIMELINESS),
        "status": dict(STATUS),
        "party_types": dict(PARTY_TYPES),
    }


def kind_titles(catalogue: Catalogue) -> dict[str, str]:
    """Each kind of record in Chinese."""
    return {dataset.kind: catalogue.kind_title(dataset.kind) for dataset in catalogue.datasets}


def _dataset_words(catalogue: Catalogue, dataset: Dataset) -> dict[str, Any]:
    told = envelope_fields(dataset)
    public = [f for f in dataset.fields if f.sensitivity == "public"]
    coded = [f for f in public if f.code_list is not None]
    return {
        "title": dataset.title,
        "fields": {f.name: f.public_title for f in public},
        "envelope": [f.name for f in public if f.name in told],
        "codes": {f.name: _labels(catalogue, f) for f in coded},
        "clocked": dataset.disclosure.clock is not None,
    }


def _labels(catalogue: Catalogue, field: Field) -> dict[str, str]:
    values = catalogue.code_list(field.code_list or "").values
    return {v.code: v.label for v in values if v.code != v.label}


def exemption_ground(catalogue: Catalogue, department: str, number: str) -> str:
    """By which law a decision is exempt from disclosure and who approved it; empty where no exemption names it."""
    wanted = (department, document_number.normal(number))
    found = (e for e in catalogue.exemptions if (e.department, document_number.normal(e.document_number)) == wanted)
    return next((f"{one.legal_ground}（{one.approver}批准）" for one in found), "")
