"""What a dataset must satisfy beyond the shape of its file: names that lead somewhere, headers to one field."""

from collections import Counter
from collections.abc import Iterable, Iterator

from chengxin.catalogue.base import name_key
from chengxin.catalogue.model import Catalogue, Dataset, Layout, Rule
from chengxin.catalogue.vocabulary import CELL_TYPE_OPTIONS, RULE_PARAMETERS


def dataset_problems(dataset: Dataset, catalogue: Catalogue) -> Iterator[str]:
    """Every contradiction within a dataset, and every name in it that the catalogue doesn't define."""
    names = dataset.by_name
    yield from (f"field {name} defined twice" for name in repeated(field.name for field in dataset.fields))
    yield from (f"primary key {name} is no field" for name in dataset.primary_key if name not in names)
    yield from (
        f"role {role} names {name}, which is no field" for role, name in dataset.roles.items() if name not in names
    )
    open_names = {field.name for field in dataset.fields if field.sensitivity == "public"}
    yield from (f"summary names {name}, which is no public field" for name in dataset.summary if name not in open_names)
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
    yield from (f"header {text} leads to two fields" for text in repeated(spellings))


def _layout(layout: Layout, dataset: Dataset) -> Iterator[str]:
    if len(layout.headers) != len(layout.fields):
        yield f"{len(layout.headers)} headers but {len(layout.fields)} fields"
    used = [*(name for name in layout.fields if name), *layout.units, *layout.optional, *layout.code_lists]
    yield from (f"{name} is no field" for name in used if name not in dataset.by_name)
    yield from (f"{name} stands in two columns" for name in repeated(name for name in layout.fields if name))
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


def repeated(values: Iterable[str]) -> list[str]:
    """The values that come more than once, each once."""
    return [value for value, count in Counter(values).items() if count > 1]
