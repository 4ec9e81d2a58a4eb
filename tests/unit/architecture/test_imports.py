"""Arrows point one way, nothing happens at import, and each function carries what it needs."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.architecture.walk import (
    PROJECT,
    circles,
    find,
    imports_of_the_house,
    load,
    modules_named,
    parse,
    reach,
    sources,
)
from tests.unit.template.stack import source

DOMAIN, ADAPTERS, FUNCTIONS = "layers/domain/python/chengxin", "layers/adapters/python/chengxin_aws", "functions"
ABOVE_DOMAIN = {"boto3", "botocore", "chalice", "aws_lambda_powertools", "chengxin_aws", "functions"}
WALL_CLOCK = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
ENVIRONMENT = {("os", "environ"), ("os", "getenv"), ("os", "environb")}
READS_ENVIRONMENT = {f"{ADAPTERS}/settings.py"}
MAKES_CLIENTS = {f"{ADAPTERS}/clients.py"}
COLUMN_PATH = tuple(PROJECT / DOMAIN / package for package in ("normalise",))
RUNTIME = {"boto3", "botocore", "jmespath", "dateutil", "urllib3", "s3transfer"}
STANDARD = sys.stdlib_module_names | {"chengxin", "chengxin_aws", "chengxin_data"}
IMPORTED_AS = {"msoffcrypto-tool": "msoffcrypto"}
DEPENDENCIES = PROJECT / "layers" / "dependencies"
HANDLERS = {
    name: one["Properties"] for name, one in source()["Resources"].items() if one["Type"] == "AWS::Serverless::Function"
}


def test_the_domain_knows_neither_aws_nor_what_is_above_it() -> None:
    found = {(path.name, module) for path in sources(DOMAIN) for module in modules_named(path)}
    assert not {one for one in found if one[1].split(".")[0] in ABOVE_DOMAIN}


def test_the_adapters_do_not_know_the_functions() -> None:
    above = {"chalice", *(path.name for path in (PROJECT / FUNCTIONS).iterdir())}
    found = {(path.name, module) for path in sources(ADAPTERS) for module in modules_named(path)}
    assert not {one for one in found if one[1].split(".")[0] in above}


def test_only_the_adapters_speak_to_aws() -> None:
    found = {(path.name, module) for path in sources(FUNCTIONS) for module in modules_named(path)}
    assert not {one for one in found if one[1].split(".")[0] in ("boto3", "botocore")}


def test_functions_do_not_know_each_other() -> None:
    names = {path.name for path in (PROJECT / FUNCTIONS).iterdir() if path.is_dir()}
    for name in names - {"__pycache__"}:
        found = {module.split(".")[0] for path in sources(f"{FUNCTIONS}/{name}") for module in modules_named(path)}
        assert not found & (names - {name}), name


def test_the_domain_has_no_environment_and_no_clock_of_its_own() -> None:
    for path in sources(DOMAIN):
        used = set(_attributes(parse(path)))
        assert not used & ENVIRONMENT, path.name
        assert path.name == "__main__.py" or not used & WALL_CLOCK, path.name


def test_the_environment_is_read_and_clients_are_made_in_one_place_each() -> None:
    everywhere = [*sources(ADAPTERS), *sources(FUNCTIONS)]
    assert {_name(path) for path in everywhere if set(_attributes(parse(path))) & ENVIRONMENT} == READS_ENVIRONMENT
    assert {_name(path) for path in everywhere if ("boto3", "client") in _attributes(parse(path))} == MAKES_CLIENTS


def test_nothing_is_asked_of_the_environment_or_of_aws_at_import() -> None:
    for path in (*sources(DOMAIN), *sources(ADAPTERS), *sources(FUNCTIONS)):
        for node in _run_at_import(parse(path)):
            assert not set(_attributes(node)) & (ENVIRONMENT | WALL_CLOCK), path.name
            called = {ast.unparse(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
            assert not {one for one in called if re.fullmatch(r"(boto3|root|settings|client)\b.*", one)}, path.name


def test_polars_is_imported_in_the_column_path_alone_and_only_when_needed() -> None:
    for path in (*sources(DOMAIN), *sources(ADAPTERS), *sources(FUNCTIONS)):
        if "polars" in {module.split(".")[0] for module in modules_named(path)}:
            assert any(path.is_relative_to(folder) for folder in COLUMN_PATH), path.name
            eager = (_modules(node) for node in _run_at_import(parse(path)))
            assert not any("polars" in modules for modules in eager), path.name


@pytest.mark.parametrize("name", HANDLERS)
def test_every_function_carries_all_that_it_imports(name: str) -> None:
    """Lazy imports count: a package that only one kind of file needs is missed on the day that such a file comes."""
    assert _third_party(name) <= _carried(name)


def test_the_column_engine_is_carried_by_normalise_alone() -> None:
    assert [name for name in HANDLERS if "polars" in _third_party(name)] == ["NormaliseFunction"]


def test_no_layer_carries_a_package_that_no_function_imports() -> None:
    declared = {package for path in DEPENDENCIES.glob("*.in") for package in _declared(path)}
    assert declared <= set().union(*(_third_party(name) for name in HANDLERS))


def _third_party(name: str) -> set[str]:
    module, _, handler = HANDLERS[name]["Handler"].rpartition(".")
    ours = {path.name for path in (PROJECT / FUNCTIONS).iterdir()}
    assert handler in load(module).definitions
    return {one.split(".")[0] for one in reach(module, handler)} - STANDARD - ours - RUNTIME


def _carried(name: str) -> set[str]:
    """Packages that a function's layers declare."""
    layers = {layer["Ref"].removesuffix("Layer").lower() for layer in HANDLERS[name]["Layers"]}
    lists = [DEPENDENCIES / f"{layer}.in" for layer in layers]
    return {package for path in lists if path.exists() for package in _declared(path)}


def _declared(path: Path) -> set[str]:
    """Import names of a list's packages: but for one, all of them are their names with underscores."""
    names = re.findall(r"(?m)^([a-z][\w-]*)==", path.read_text("utf-8"))
    return {IMPORTED_AS.get(name, name.replace("-", "_")) for name in names}


def _attributes(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every `x.y` in a piece of code, by the last name of x; and y alone as `from x import y` binds it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node.value).split(".")[-1], node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from ((str(node.module), alias.name) for alias in node.names)


def _run_at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """The pieces of a module that run when it is imported: all but the bodies of functions."""
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (*node.decorator_list, *node.args.defaults, *(one for one in node.args.kw_defaults if one))
        elif isinstance(node, ast.ClassDef):
            todo += [*node.body, *node.decorator_list]
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            todo += node.orelse
        elif not (isinstance(node, ast.If) and "__main__" in ast.unparse(node.test)):
            yield node


def _modules(node: ast.AST) -> set[str]:
    names = [alias.name for one in ast.walk(node) if isinstance(one, ast.Import) for alias in one.names]
    names += [one.module or "" for one in ast.walk(node) if isinstance(one, ast.ImportFrom)]
    return {name.split(".")[0] for name in names}


def _name(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def test_the_walk_finds_lazy_imports_and_leaves_out_what_is_for_the_type_checker() -> None:
    assert "xlrd" in reach("chengxin.formats.read", "read")
    assert not {"xlrd", "polars", "jinja2"} & reach("chengxin_aws.root", "clock")
    assert "polars" not in {module for module, _ in load("chengxin.normalise.shortcuts.patterns").imports.values()}
    assert find("chengxin.no_such_module") is None


def test_no_import_leads_back_to_where_it_came_from() -> None:
    """Neither at import, nor lazily, nor for the type checker: what knows each other in a circle is one thing."""
    assert circles(imports_of_the_house()) == []


def test_a_circle_would_be_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
