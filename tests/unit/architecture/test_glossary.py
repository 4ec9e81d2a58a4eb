"""`docs/glossary.md` pairs every name of the domain and of the public API with its Chinese original and its place."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.unit.architecture.walk import PROJECT

DOMAIN = PROJECT / "layers/domain/python/chengxin"
QUOTED = re.compile(r"`([^`]+)`")
Line = list[str]


def lines() -> list[Line]:
    """The lines of all tables, each as its cells; heads and rules left out."""
    text = (PROJECT / "docs" / "glossary.md").read_text("utf-8")
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"(?m)^\|.*\|$", text)]
    return [row for row in rows if row[0] != "term" and set(row[0]) != {"-"}]


LINES = lines()
TERMS = {name for line in LINES for name in QUOTED.findall(line[0])}
PLACES = {place for line in LINES if len(line) == 5 for place in QUOTED.findall(line[4])}


def modules_and_packages() -> set[str]:
    """Every module and package of the domain as the glossary names it: `search`, `search/reader.py`."""
    found = {path.relative_to(DOMAIN) for path in DOMAIN.rglob("*.py")}
    names = {str(path.parent if path.name == "__init__.py" else path) for path in found}
    return names - {"."}


def names_of_the_api() -> set[str]:
    """The segments of its paths, its parameters and the fields of its answers."""
    document = json.loads((PROJECT / "functions/api/openapi.json").read_text("utf-8"))
    segments = {part for path in document["paths"] for part in path.split("/") if part}
    return {part.strip("{}") for part in segments} | set(_fields(document["components"])) | set(_parameters(document))


def test_every_module_and_package_of_the_domain_has_an_entry() -> None:
    assert sorted(modules_and_packages() - PLACES) == []


def test_every_name_of_the_public_api_has_an_entry() -> None:
    assert sorted(names_of_the_api() - TERMS) == []


def test_what_an_entry_names_is_there() -> None:
    gone = {place for place in PLACES if not (DOMAIN / place).exists() and not (PROJECT / place).exists()}
    assert sorted(gone) == []


def test_every_entry_is_whole() -> None:
    assert [line[0] for line in LINES if len(line) not in (4, 5) or not all(line)] == []


def test_no_term_has_two_entries() -> None:
    terms = [line[0] for line in LINES]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def _fields(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        for inner in schema.values():
            yield from _fields(inner)


def _parameters(document: dict[str, Any]) -> Iterator[str]:
    for operations in document["paths"].values():
        for operation in operations.values():
            yield from (parameter["name"] for parameter in operation.get("parameters", ()))
