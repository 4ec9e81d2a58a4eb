"""`make mutants`: small changes to the rules that people rely on, each tried against their tests.

A mutant compares, counts or decides otherwise at one place. It is written into a copy of the project, and the tests
named below run there until one fails. What survives is printed: a test is missing, or the change shows nowhere.
"""

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
DOMAIN = "layers/domain/python/chengxin"
PUBLICATION = (
    "tests/unit/publication/test_first_load.py",
    "tests/integration/ingest/test_published_kinds.py",
    "tests/integration/ingest/test_exempt_records.py",
    "tests/integration/ingest/test_overlapping_publications.py",
    "tests/integration/ingest/test_withdrawals.py",
    "tests/integration/ingest/test_late_files.py",
    "tests/integration/ingest/test_one_way_out.py",
)
TESTS: dict[str, tuple[str, ...]] = {
    "publication/period.py": ("tests/unit/publication/test_period.py",),
    "steps/publish.py": PUBLICATION,
    "steps/news.py": PUBLICATION,
    "steps/showcase.py": PUBLICATION,
    "steps/period_ends.py": PUBLICATION,
    "deadlines/calendar*.py": ("tests/unit/deadlines", "tests/property/deadlines"),
    "compliance/duty/obligations*.py": ("tests/unit/compliance", "tests/integration/comply"),
    "compliance/duty/timeliness*.py": ("tests/unit/compliance", "tests/integration/comply"),
    "versions/drop_order.py": ("tests/unit/versions", "tests/integration/ingest/test_late_files.py"),
}
COPIED = ("layers", "functions", "tests", "infra", "events", "docs")
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
CALLED = {"min": "max", "max": "min", "any": "all", "all": "any"}
SLOWEST = 600
"""Seconds after which a mutant counts as found: it runs on for ever."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a file: from `start` to `end`, in characters, it reads `text`."""

    file: str
    line: int
    start: int
    end: int
    text: str
    was: str

    def written(self, source: str) -> str:
        """The file with the change."""
        return source[: self.start] + self.text + source[self.end :]

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.was} → {self.text}"


def mutants_of(file: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a source."""
    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    starts = source.splitlines(keepends=True)

    def place(line: int, column: int) -> int:
        return lines[line - 1] + len(starts[line - 1].encode()[:column].decode())

    for node in ast.walk(ast.parse(source)):
        changed = _changed(node)
        if changed and isinstance(node, ast.expr | ast.stmt):
            start, end = place(node.lineno, node.col_offset), place(node.end_lineno or 0, node.end_col_offset or 0)
            was = source[start:end]
            yield Mutant(file, node.lineno, start, end, changed, was)


def _changed(node: ast.AST) -> str | None:
    """The mutated text of an expression or of a return, None where there is nothing to change."""
    match node:
        case ast.Compare(left=left, ops=[one], comparators=[right]):
            return f"({ast.unparse(ast.Compare(left, [COMPARED[type(one)]()], [right]))})"
        case ast.BoolOp(op=op, values=values):
            return f"({ast.unparse(ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values))})"
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            return ast.unparse(node).replace(name, CALLED[name], 1)
        case ast.Constant(value=bool(value)):
            return str(not value)
        case ast.Constant(value=int(value)):
            return str(value + 1)
        case ast.Return(value=ast.Compare() | ast.BoolOp() | ast.UnaryOp() as value):
            return f"return not ({ast.unparse(value)})"
    return None


def sampled(count: int, seed: int, only: str = "") -> list[Mutant]:
    """As many of all mutants, or of those of some files only; the same for the same seed."""
    found: list[Mutant] = []
    for pattern in (one for one in TESTS if only in one):
        for path in sorted((PROJECT / DOMAIN).glob(pattern)):
            found += mutants_of(str(path.relative_to(PROJECT)), path.read_text("utf-8"))
    return random.Random(seed).sample(found, min(count, len(found)))


def survives(mutant: Mutant, copy: Path, python: str) -> bool:
    """Whether no test notices the mutant in a copy of the project, which is left as it was."""
    source, target = (PROJECT / mutant.file).read_text("utf-8"), copy / mutant.file
    name = Path(mutant.file).relative_to(DOMAIN)
    tests = next(tests for pattern, tests in TESTS.items() if name.match(pattern))
    target.write_text(mutant.written(source), "utf-8")
    command = [python, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, timeout=SLOWEST, check=False)
    except subprocess.TimeoutExpired:
        return False
    finally:
        target.write_text(source, "utf-8")
    return done.returncode == 0


def main() -> None:
    """Tries a sample, and prints who survives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--only", default="", help="part of a file's path")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copy(PROJECT / "pyproject.toml", copy)
        shutil.copy(PROJECT / "template.yaml", copy)
        for name in COPIED:
            shutil.copytree(PROJECT / name, copy / name, symlinks=True)
        alive = 0
        tried = sampled(chosen.count, chosen.seed, chosen.only)
        for mutant in tried:
            if survives(mutant, copy, sys.executable):
                alive += 1
                print(mutant, flush=True)
    print(f"{len(tried)} mutants, {alive} survived")


if __name__ == "__main__":
    main()
