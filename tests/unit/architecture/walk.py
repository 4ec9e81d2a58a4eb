"""Which modules a function reaches, lazy imports included: a walk over definitions, without running anything.

A node is a module's body, which runs when it is imported, or one of its top-level definitions. Whoever names a
definition reaches it, and with a class all of its methods; what is only named for the type checker is left out.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[3]
ROOTS = tuple(PROJECT / root for root in ("functions", "layers/domain/python", "layers/adapters/python"))
BODY = ""
Node = tuple[str, str]
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(slots=True)
class Module:
    """A source file: its imports (local name → module, name in it) and its top-level definitions by name."""

    name: str
    path: Path
    imports: dict[str, Node] = field(default_factory=dict)
    definitions: dict[str, list[ast.AST]] = field(default_factory=dict)
    body: list[ast.AST] = field(default_factory=list)


def sources(folder: str) -> list[Path]:
    """All Python files below a folder of the project."""
    return sorted((PROJECT / folder).rglob("*.py"))


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imported(node: ast.AST, package: str) -> Iterator[tuple[str, Node]]:
    """What an import statement binds: (local name, (module, name in it or BODY))."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield (alias.asname or alias.name.split(".")[0]), (alias.name, BODY)
    elif isinstance(node, ast.ImportFrom):
        base = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
        module = ".".join(part for part in (base, node.module) if part)
        for alias in node.names:
            inner = f"{module}.{alias.name}"
            yield (alias.asname or alias.name), ((inner, BODY) if find(inner) else (module, alias.name))


def modules_named(path: Path, package: str = "") -> set[str]:
    """Every module that a file imports anywhere, for the type checker too."""
    return {module for node in ast.walk(parse(path)) for _, (module, _) in imported(node, package)}


@cache
def find(name: str) -> Path | None:
    """The file of a module of ours."""
    for root in ROOTS:
        stem = root / name.replace(".", "/")
        for path in (stem.with_suffix(".py"), stem / "__init__.py"):
            if path.exists():
                return path
    return None


@cache
def load(name: str) -> Module:
    """A module of ours, cut into its definitions."""
    path = find(name)
    assert path is not None, name
    module = Module(name, path)
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in parse(path).body:
        if _for_types_only(node):
            continue
        bound = dict(imported(node, package))
        module.imports |= bound
        names = [node.name] if isinstance(node, Definition) else _assigned(node)
        for one in names:
            module.definitions.setdefault(one, []).append(node)
        if not bound and not isinstance(node, Definition):
            module.body.append(node)
        if isinstance(node, Definition):
            module.body += node.decorator_list
    return module


def reach(module: str, name: str) -> set[str]:
    """Every module, ours or not, that is imported once a definition has run."""
    seen: set[Node] = set()
    todo: list[Node] = [(module, BODY), (module, name)]
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += _neighbours(node)
    return {one for one, _ in seen}


def _neighbours(node: Node) -> Iterator[Node]:
    name, definition = node
    if find(name) is None:
        return
    module = load(name)
    if definition == BODY:
        yield from ((parent, BODY) for parent in _parents(name))
        yield from ((target, BODY) for target, _ in module.imports.values())
        trees = module.body
    elif definition in module.imports:
        yield module.imports[definition]
        return
    else:
        trees = module.definitions.get(definition, [])
    for tree in trees:
        yield from _used(tree, module)


def _used(tree: ast.AST, module: Module) -> Iterator[Node]:
    """What a piece of code names: definitions beside it, what it imports itself, attributes of imported modules."""
    package = module.name if module.path.name == "__init__.py" else module.name.rpartition(".")[0]
    bound = dict(module.imports)
    for node in ast.walk(tree):
        for local, target in imported(node, package):
            bound[local] = target
            yield target[0], BODY
            yield target
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in bound:
            target_module, inner = bound[node.value.id]
            if inner == BODY:
                yield target_module, node.attr
        elif isinstance(node, ast.Name) and node.id in bound:
            yield bound[node.id]
        elif isinstance(node, ast.Name) and node.id in module.definitions:
            yield module.name, node.id


def _parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    for length in range(1, len(parts)):
        if find(parent := ".".join(parts[:length])):
            yield parent


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _assigned(node: ast.AST) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
