"""Entries in the order of their keys, however many: sorted runs on disk, merged as they are read."""

import gzip
import json
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory

from chengxin.search.names.entry import NameEntry

_RUN = 100_000
"""Entries that are in memory at a time: about 40 MB."""
_LINE = 500
_BY_KEY = attrgetter("key")


def in_order(names: Iterable[tuple[str, str]], folder: Path) -> Iterator[NameEntry]:
    """The entries of (code, name) pairs that come in any order; a pair told twice counts once.

    Needs room in `folder` for the names, deflated. What is left with no code or no name once folded is left out.
    """
    entries = (entry for code, name in names if (entry := NameEntry.of(code, name)))
    with TemporaryDirectory(dir=folder) as runs:
        paths = list(_sorted_runs(entries, Path(runs)))
        last = None
        for entry in merge(*(_read(path) for path in paths), key=_BY_KEY):
            if last is None or entry.key != last.key:
                yield entry
            last = entry


def _sorted_runs(entries: Iterator[NameEntry], folder: Path) -> Iterator[Path]:
    while run := list(islice(entries, _RUN)):
        run.sort(key=_BY_KEY)
        number = len(list(folder.iterdir()))
        path = folder / str(number)
        _write(run, path)
        yield path


def _write(run: list[NameEntry], path: Path) -> None:
    with gzip.open(path, "wt", compresslevel=1, encoding="ascii") as file:
        for start in range(0, len(run), _LINE):
            lines = [(entry.code, entry.name, entry.folded) for entry in run[start : start + _LINE]]
            file.write(json.dumps(lines) + "\n")


def _read(path: Path) -> Iterator[NameEntry]:
    with gzip.open(path, "rt", encoding="ascii") as file:
        for line in file:
            yield from (NameEntry(*parts) for parts in json.loads(line))
