"""Which modules a function reaches, lazy imports included: a walk over definitions, without running anything.

A node is a module's body, which runs when it is imported, or one of its top-level definitions. Whoever names a
definition reaches it, and with a class all of its methods; what is only named for the type checker is left out.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).parents[3]
ROOTS = tuple(PROJECT / root for root in ("functions", "layers/domain/python", "layers/adapters/python"))
HOUSE = ("functions", "layers/domain/python", "layers/adapters/python", "infra")
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


def imports_of_the_house() -> dict[str, set[str]]:
    """Every module of ours with those that it imports anywhere, lazily or for the type checker too."""
    names = {_module_name(path): path for root in HOUSE for path in sorted((PROJECT / root).rglob("*.py"))}
    return {name: {one for one in _imported_names(name, path) if one in names} - {name} for name, path in names.items()}


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of modules that lead back to each other, each sorted (strongly connected components, by Tarjan)."""
    found: list[list[str]] = []
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []

    def visit(node: str) -> None:
        order[node] = low[node] = len(order)
        stack.append(node)
        for other in sorted(graph.get(node, ())):
            if other not in order:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], order[other])
        if low[node] == order[node]:
            group = [stack.pop()]
            while group[-1] != node:
                group.append(stack.pop())
            found.append(sorted(group))

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return sorted(group for group in found if len(group) > 1)


def _module_name(path: Path) -> str:
    """`functions.api.app` for a file below the project; a layer's own root is left out."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    parts = parts[parts.index("python") + 1 :] if "python" in parts else parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported_names(name: str, path: Path) -> Iterator[str]:
    """Whatever a file's imports may name: the module, and each name in it, which may be a module itself."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(parse(path)):
        for _, (module, inner) in imported(node, package):
            yield from (module, f"{module}.{inner}")
