"""Searching enterprises by any part of their names: the names file and its delta beside other ways.

    make bench NAME=names [ARGUMENTS=names]

Times are of the processor, since the machine is shared; every query is asked once, of the first page of 20.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from chengxin.search.names.delta import Delta
from chengxin.search.names.entry import NameEntry
from chengxin.search.names.external_sort import in_order
from chengxin.search.names.names_file import NamesFile, write_names
from chengxin.search.names.search import Names
from infra.bench.enterprise_names import SEED, enterprises
from infra.bench.names_peers import LIMIT, Search, plain_scan, sqlite_like
from infra.bench.names_queries import Queries

T = TypeVar("T")
NAMES, CHANGED, ASKED, ASKED_OF_PEERS = 580_000, 20_000, 200, 12


@dataclass(frozen=True)
class Case:
    """A way to search, how many queries of a kind it is asked, what it took to build and how large it is."""

    name: str
    search: Search
    asked: int
    seconds: float
    size: int = 0


def main(count: int) -> None:
    """Prints what each way takes to build, and how long its answers take by kind of query."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        before = _peak()
        seconds, digest = _timed(lambda: _base(count, folder / "base"))
        print(f"building the base took {_peak() - before} MB of memory\n", flush=True)
        names, cases = _own(count, digest, seconds, folder / "base")
        entries = sorted(names, key=lambda entry: entry.code)
        scan = plain_scan(entries)
        cases += [_peer(entries, folder / "sqlite"), Case("plain scan", scan, ASKED_OF_PEERS, 0)]
        print(_sizes(cases, len(entries)), flush=True)
        asked = Queries([entry.folded for entry in entries], ASKED, SEED).by_kind()
        print(_latencies(cases, asked), flush=True)
        print(_agreement(cases[1].search, scan, asked))


def _base(count: int, path: Path) -> str:
    with path.open("wb") as out:
        return write_names(in_order(enterprises(count), path.parent), out)


def _own(count: int, digest: str, seconds: float, path: Path) -> tuple[Names, list[Case]]:
    drawing, pairs = _timed(lambda: list(enterprises(count)))
    changed = random.Random(SEED).sample(pairs, min(CHANGED, count))
    renamed = {code: name for (code, _), (_, name) in zip(changed, enterprises(len(changed), SEED + 1), strict=True)}
    delta_seconds, delta = _timed(lambda: Delta.of(digest, renamed))
    alone, both = Names(NamesFile.open(path), Delta.of(digest, {})), Names(NamesFile.open(path), delta)
    return both, [
        Case("base", _first_page(alone), ASKED, seconds - drawing, path.stat().st_size),
        Case(f"base + delta of {len(changed):,}", _first_page(both), ASKED, delta_seconds, len(delta.data)),
    ]


def _first_page(names: Names) -> Search:
    return lambda q: [entry.code for entry in names.search(q, LIMIT).items]


def _peer(entries: Sequence[NameEntry], path: Path) -> Case:
    seconds, search = _timed(lambda: sqlite_like(entries, path))
    return Case("SQLite LIKE", search, ASKED_OF_PEERS, seconds, path.stat().st_size)


def _sizes(cases: Sequence[Case], count: int) -> str:
    lines = (f"| {c.name} | {c.seconds:.1f} | {c.size / 1e6:.1f} | {c.size / count:.1f} |" for c in cases)
    return "\n".join((f"{count:,} names\n", "| case | build s | MB | bytes a name |", "|---|--:|--:|--:|", *lines))


def _latencies(cases: Sequence[Case], asked: Mapping[str, Sequence[str]]) -> str:
    head = "| ms: p50 / p99 / max |" + "".join(f" {one.name} |" for one in cases)
    lines = ["", head, "|---|" + "--:|" * len(cases)]
    for kind, queries in asked.items():
        cells = [_percentiles(one.search, queries[:: max(1, len(queries) // one.asked)]) for one in cases]
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _percentiles(search: Search, queries: Sequence[str]) -> str:
    took = sorted(_timed(partial(search, q))[0] * 1_000 for q in queries)
    return f"{took[len(took) // 2]:.2f} / {took[int(len(took) * 0.99)]:.2f} / {took[-1]:.2f}"


def _agreement(ours: Search, scan: Search, asked: Mapping[str, Sequence[str]]) -> str:
    compared = [q for queries in asked.values() for q in queries[:: max(1, len(queries) // ASKED_OF_PEERS)]]
    return f"\n{sum(ours(q) != scan(q) for q in compared)} of {len(compared)} first pages differ from a plain scan's"


def _timed(do: Callable[[], T]) -> tuple[float, T]:
    """Seconds of the processor, and what came of it."""
    start = time.process_time()
    done = do()
    return time.process_time() - start, done


def _peak() -> int:
    """The most memory that the process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else NAMES)
