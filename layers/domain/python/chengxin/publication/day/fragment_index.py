"""Which parts of a day are at hand as fragments, and the figures by which fragments are put together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import orjson

from chengxin.ports import Objects

ROOT = "day-index/"


class PartFigures(NamedTuple):
    """How many rows a part has; of its rows in a worksheet the CRC-32, the size, and the size deflated, in bytes."""

    rows: int
    crc: int
    size: int
    deflated: int


@dataclass(slots=True)
class FragmentIndex:
    """The parts of a dataset's day whose fragments hold, made with the columns of that version."""

    version: str = ""
    parts: dict[int, PartFigures] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many records of the dataset the day shows."""
        return sum(one.rows for one in self.parts.values())


def read_index(work: Objects, day: date, dataset: str) -> FragmentIndex:
    """The index as stored; one that knows nothing where there is none."""
    body = work.get(_key(day, dataset))
    if body is None:
        return FragmentIndex()
    stored = orjson.loads(body)
    return FragmentIndex(stored["version"], {int(n): PartFigures(*figures) for n, figures in stored["parts"].items()})


def write_index(work: Objects, day: date, dataset: str, index: FragmentIndex) -> None:
    """Stores the index; its fragments are to be stored before."""
    parts = {str(number): list(index.parts[number]) for number in sorted(index.parts)}
    work.put(_key(day, dataset), orjson.dumps({"version": index.version, "parts": parts}), "application/json")


def forget_parts(work: Objects, day: date, dataset: str, numbers: Iterable[int]) -> None:
    """The fragments of these parts hold no longer: said before a part changes, so that no crash leaves old ones."""
    index = read_index(work, day, dataset)
    if found := index.parts.keys() & set(numbers):
        for number in found:
            del index.parts[number]
        write_index(work, day, dataset, index)


def _key(day: date, dataset: str) -> str:
    return f"{ROOT}{day}/{dataset}.json"
