"""What a catalogue must satisfy beyond the shape of its parts: every name used somewhere is defined somewhere."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from chengxin.catalogue.base import name_key
from chengxin.catalogue.model import Catalogue, Dataset, Department, Layout, Rule
from chengxin.catalogue.vocabulary import CELL_TYPE_OPTIONS, MEASURES, RULE_PARAMETERS
from chengxin.deadlines.notices import NoticeError, read_year
from chengxin.identifiers import document_number


def problems(catalogue: Catalogue) -> list[str]:
    """Every contradiction in a catalogue, each with its place; an empty list means that it is sound."""
    return [
        *_unique_ids(catalogue),
        *(f"dataset {one.id}: {text}" for one in catalogue.datasets for text in _dataset(one, catalogue)),
        *(f"department {one.id}: {text}" for one in catalogue.departments for text in _department(one, catalogue)),
        *_ambiguous_names(catalogue),
        *_code_lists(catalogue),
        *_lists(catalogue),
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
        yield from (f"{section} {one}: defined twice" for one in _repeated(ids))


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _dataset(dataset: Dataset, catalogue: Catalogue) -> Iterator[str]:
    names = dataset.by_name
    yield from (f"field {name} defined twice" for name in _repeated(field.name for field in dataset.fields))
    yield from (f"primary key {name} is no field" for name in dataset.primary_key if name not in names)
    yield from (
        f"role {role} names {name}, which is no field" for role, name in dataset.roles.items() if name not in names
    )
    lists = {one.id for one in catalogue.code_lists}
    for field in dataset.fields:
        if field.code_list and field.code_list not in lists:
            yield f"field {field.name}: no code list {field.code_list}"
        if field.cell not in CELL_TYPE_OPTIONS:
            yield f"field {field.name}: no cell type {field.cell}"
        unknown = field.options.keys() - CELL_TYPE_OPTIONS.get(field.cell, field.options.keys())
        yield from (f"field {field.name}: cell {field.cell} knows no option {name}" for name in sorted(unknown))
        if (field.cell == "code-list") != (field.code_list is not None):
            yield f"field {field.name}: cell code-list and a codeList belong together"
    yield from _units(dataset)
    yield from _headers(dataset)
    yield from (f"layout {one.id}: {text}" for one in dataset.layouts for text in _layout(one, dataset))
    yield from _references(dataset, catalogue)


def _units(dataset: Dataset) -> Iterator[str]:
    """An amount says in which unit a bare number is, and its title says so in brackets or not at all."""
    for field in dataset.fields:
        if (field.cell == "money") != (field.unit is not None):
            yield f"field {field.name}: cell money and a unit belong together"
        if field.cell == "money" and field.public_title.count("元") > 1:
            yield f"field {field.name}: its title states a unit outside brackets"
    for layout in dataset.layouts:
        strange = [name for name in layout.units if name in dataset.by_name and not dataset.by_name[name].unit]
        yield from (f"layout {layout.id}: {name} is no amount" for name in strange)


def _headers(dataset: Dataset) -> Iterator[str]:
    """A header spelling must lead to one field only; inside a layout position decides, so layouts are free."""
    spellings = [
        key
        for field in dataset.fields
        for key in {name_key(text) for text in (field.title, field.code or "", *field.aliases) if text}
    ]
    yield from (f"header {text} leads to two fields" for text in _repeated(spellings))


def _layout(layout: Layout, dataset: Dataset) -> Iterator[str]:
    if len(layout.headers) != len(layout.fields):
        yield f"{len(layout.headers)} headers but {len(layout.fields)} fields"
    used = [*(name for name in layout.fields if name), *layout.units, *layout.optional, *layout.code_lists]
    yield from (f"{name} is no field" for name in used if name not in dataset.by_name)
    yield from (f"{name} stands in two columns" for name in _repeated(name for name in layout.fields if name))
    missing = {field.name for field in dataset.fields if field.constraints.required}
    for name in sorted(missing - {*layout.fields, *layout.optional}):
        yield f"required field {name} has no column; name it in `optional`"


def _references(dataset: Dataset, catalogue: Catalogue) -> Iterator[str]:
    disclosure = dataset.disclosure
    if disclosure.clock and not catalogue.clock(disclosure.clock):
        yield f"no clock {disclosure.clock}"
    if disclosure.period and not catalogue.period(disclosure.period):
        yield f"no period {disclosure.period}"
    if dataset.list_id and not catalogue.credit_list(dataset.list_id):
        yield f"no list {dataset.list_id}"
    for rule in dataset.rules:
        yield from (f"rule {rule.name}: {text}" for text in _rule(rule, dataset))


def _rule(rule: Rule, dataset: Dataset) -> Iterator[str]:
    known = RULE_PARAMETERS.get(rule.name)
    if known is None:
        yield "no code knows it"
        return
    yield from (f"no parameter {key}" for key in rule.parameters if key not in known)
    yield from (f"parameter {key} is missing" for key in known if key not in rule.parameters)
    for key, value in rule.parameters.items():
        names = value if isinstance(value, tuple) else (value,)
        if known.get(key) == "field":
            yield from (f"{key} names {name}, which is no field" for name in names if name not in dataset.by_name)


def _department(department: Department, catalogue: Catalogue) -> Iterator[str]:
    if department.parent and not catalogue.department(department.parent):
        yield f"no parent {department.parent}"
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
        yield from (f"code list {code_list.id}: {text} stands for two values" for text in _repeated(spellings))
        known = {value.code for value in code_list.values}
        for value in code_list.values:
            strange = [code for code in value.covers if code not in known]
            yield from (f"code list {code_list.id}: {value.code} covers {code}, which is no value" for code in strange)
            patterns = filter(None, (value.pattern, value.mention and value.mention.pattern))
            yield from (
                f"code list {code_list.id}: {value.code}: {fault}" for fault in map(_pattern, patterns) if fault
            )


def _pattern(pattern: str) -> str | None:
    try:
        re.compile(pattern)
    except re.error as error:
        return f"pattern {pattern}: {error}"
    return None


def _lists(catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue.lists:
        if one.period and not catalogue.period(one.period):
            yield f"list {one.id}: no period {one.period}"
        if not catalogue.department(one.authority):
            yield f"list {one.id}: no department {one.authority}"


def _exemptions(catalogue: Catalogue) -> Iterator[str]:
    documents = [f"{one.department} {document_number.normal(one.document_number)}" for one in catalogue.exemptions]
    yield from (f"exemption {one}: defined twice" for one in _repeated(documents))
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
