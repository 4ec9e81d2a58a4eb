"""What a catalogue must satisfy beyond the shape of its parts: every name used somewhere is defined somewhere."""

import re
from collections.abc import Iterable, Iterator, Mapping

from chengxin.catalogue.base import name_key
from chengxin.catalogue.dataset_check import dataset_problems, repeated
from chengxin.catalogue.model import Catalogue, CodeValue, Department
from chengxin.catalogue.vocabulary import MEASURES
from chengxin.deadlines.notices import NoticeError, read_year
from chengxin.identifiers import document_number


def problems(catalogue: Catalogue) -> list[str]:
    """Every contradiction in a catalogue, each with its place; an empty list means that it is sound."""
    return [
        *_unique_ids(catalogue),
        *(f"dataset {one.id}: {text}" for one in catalogue.datasets for text in dataset_problems(one, catalogue)),
        *(f"department {one.id}: {text}" for one in catalogue.departments for text in _department(one, catalogue)),
        *_ambiguous_names(catalogue),
        *_code_lists(catalogue),
        *_lists(catalogue),
        *_fines(catalogue),
        *_exemptions(catalogue),
        *_calendars(catalogue),
        *_measures(catalogue),
    ]


def _unique_ids(catalogue: Catalogue) -> Iterator[str]:
    sections: dict[str, Iterable[str]] = {
        "dataset": (one.id for one in catalogue.datasets),
        "department": (one.id for one in catalogue.departments),
        "code list": (one.id for one in catalogue.code_lists),
        "list": (one.id for one in catalogue.lists),
        "clock": (one.id for one in catalogue.clocks),
        "period": (one.id for one in catalogue.periods),
    }
    for section, ids in sections.items():
        yield from (f"{section} {one}: defined twice" for one in repeated(ids))


def _department(department: Department, catalogue: Catalogue) -> Iterator[str]:
    if department.parent and not catalogue.department(department.parent):
        yield f"no parent {department.parent}"
    yield from (
        f"files for {one}, which is no department" for one in department.files_for if not catalogue.department(one)
    )
    yield from (f"reports {one}, which is no dataset" for one in department.datasets if not catalogue.dataset(one))
    if department.successor and not catalogue.department(department.successor):
        yield f"no successor {department.successor}"
    if department.successor and not department.valid_to:
        yield "a successor needs validTo, the last day before it took over"
    if (
        not department.id.replace("-", "").isalnum()
        or not department.id.isascii()
        or department.id != department.id.lower()
    ):
        yield "an id is lower-case ASCII letters, digits and hyphens: it is the inbox prefix"
    seen, at = {department.id}, department
    while at.successor and (following := catalogue.department(at.successor)):
        if following.id in seen:
            yield "its successors form a circle"
            return
        seen.add(following.id)
        at = following


def _ambiguous_names(catalogue: Catalogue) -> Iterator[str]:
    owners: dict[str, list[str]] = {}
    for department in catalogue.departments:
        for key in department.name_keys():
            owners.setdefault(key, []).append(department.id)
    for key, ids in owners.items():
        if len(ids) > 1:
            yield f"department name {key} belongs to {' and '.join(ids)}"


def _code_lists(catalogue: Catalogue) -> Iterator[str]:
    for code_list in catalogue.code_lists:
        spellings = [
            key
            for value in code_list.values
            for key in {name_key(text) for text in (value.code, value.label, *value.aliases)}
        ]
        yield from (f"code list {code_list.id}: {text} stands for two values" for text in repeated(spellings))
        known = {value.code for value in code_list.values}
        for value in code_list.values:
            strange = [code for code in value.covers if code not in known]
            yield from (f"code list {code_list.id}: {value.code} covers {code}, which is no value" for code in strange)
            yield from (f"code list {code_list.id}: {value.code}: {fault}" for fault in _patterns(value))


def _patterns(value: CodeValue) -> Iterator[str]:
    for pattern in (value.pattern, value.mention.pattern if value.mention else None):
        try:
            re.compile(pattern or "")
        except re.error as error:
            yield f"pattern {pattern}: {error}"


def _lists(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.lists:
        if one.period and not catalogue.period(one.period):
            yield f"list {one.id}: no period {one.period}"
        if not catalogue.department(one.authority):
            yield f"list {one.id}: no department {one.authority}"
        datasets = [dataset for dataset in catalogue.datasets if dataset.list_id == one.id]
        if one.amount and not any(one.amount in dataset.by_name for dataset in datasets):
            yield f"list {one.id}: no field {one.amount}"
        if len(datasets) > 1:
            yield f"list {one.id}: more than one dataset"
        if one.adverse:
            yield from (f"list {one.id}: no end" for dataset in datasets if not dataset.disclosure.period)
    reviewed = (one.list for one in catalogue.reviews)
    yield from (f"review of {name}, which is no list" for name in reviewed if not catalogue.credit_list(name))


def _fines(catalogue: Catalogue) -> Iterator[str]:
    for period in catalogue.periods:
        fines = [fine for version in period.versions for fine in version.fines]
        unknown = [name for fine in fines for name in fine.departments if not catalogue.department(name)]
        yield from (f"period {period.id}: fines of {name}, which is no department" for name in unknown)


def _exemptions(catalogue: Catalogue) -> Iterator[str]:
    documents = [f"{one.department} {document_number.normal(one.document_number)}" for one in catalogue.exemptions]
    yield from (f"exemption {one}: defined twice" for one in repeated(documents))
    for one in catalogue.exemptions:
        if not catalogue.department(one.department):
            yield f"exemption {one.document_number}: no department {one.department}"


def _calendars(catalogue: Catalogue) -> Iterator[str]:
    for year in catalogue.calendars:
        try:
            read_year(year)
        except NoticeError as error:
            yield f"calendar {year.get('year')}: {error.detail}"


def _measures(catalogue: Catalogue) -> Iterator[str]:
    for sheet in catalogue.sheets:
        criteria = (one for group in _listed(sheet, "groups") for one in _listed(group, "criteria"))
        measures = [one["measure"] for one in criteria if one.get("measure")]
        yield from (f"score sheet {sheet.get('id')}: no measure {one}" for one in measures if one not in MEASURES)


def _listed(holder: Mapping[str, object], name: str) -> list[dict[str, object]]:
    found = holder.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list | tuple) else []
