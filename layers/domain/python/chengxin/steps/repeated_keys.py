"""Rows of one file under one key in different chunks: found before the chunks part, since no chunk sees another.

A first look keeps eight bytes a row; only files in which a key comes again in another chunk are read a second time.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from chengxin.catalogue import Dataset
from chengxin.celltypes import CellError
from chengxin.celltypes.debris import unwrapped
from chengxin.celltypes.tidying import tidy_name
from chengxin.formats.model import Chunk, Column
from chengxin.formats.table.chunk_csv import read_rows
from chengxin.identifiers import document_number

VARIANTS = 4
"""Different rows under one key that are handed on: enough to tell that they differ."""
TWINS = 40_000
REMEMBERED = 1 << 16

TwinRow = tuple[str, list[str]]
"""A row of another chunk: where a person finds it, and its cells."""


class RepeatedKeys:
    """The keys of a file's rows, taken in chunk after chunk; a file of a single chunk costs nothing."""

    def __init__(self, dataset: Dataset) -> None:
        self._number = dataset.roles.get("document_number")
        wanted = (self._number, dataset.roles.get("subject_name"), *dataset.primary_key)
        self._fields = [name for name in dict.fromkeys(wanted) if name]
        self._hashes = array("q")
        self._ends: list[int] = []
        self._first: tuple[Chunk, Sequence[Column]] | None = None

    def add(self, chunk: Chunk, columns: Sequence[Column]) -> None:
        """Takes in the next chunk."""
        if self._first is None and not self._ends:
            self._first = chunk, columns
            return
        if self._first:
            first, self._first = self._first, None
            self._take(*first)
        self._take(chunk, columns)

    def twins(self, again: Callable[[], Iterable[Chunk]], columns: Sequence[Column]) -> dict[int, list[TwinRow]]:
        """For each chunk with keys that other chunks have too: their rows under those keys. `again` reads the file
        once more, which only happens where there are any."""
        chunks_of = self._repeated()
        if not chunks_of:
            return {}
        variants: dict[int, list[tuple[int, TwinRow]]] = defaultdict(list)
        for chunk in again():
            for key, place, cells in self._rows(chunk, columns):
                found = variants[key] if key in chunks_of else None
                if found is not None and len(found) < VARIANTS and all(cells != one for _, (_, one) in found):
                    found.append((chunk.index, (place, cells)))
        handed_on: dict[int, list[TwinRow]] = defaultdict(list)
        for key, found in variants.items():
            for chunk_index in chunks_of[key] if len(found) > 1 else ():
                handed_on[chunk_index] += [row for index, row in found if index != chunk_index]
        return {index: rows[:TWINS] for index, rows in handed_on.items() if rows}

    def _repeated(self) -> dict[int, set[int]]:
        """The chunks of every key that more than one has."""
        repeated = {one for one, other in pairwise(sorted(self._hashes)) if one == other}
        chunks_of: dict[int, set[int]] = defaultdict(set)
        start = 0
        for index, end in enumerate(self._ends):
            for key in repeated.intersection(self._hashes[start:end]):
                chunks_of[key].add(index)
            start = end
        return {key: chunks for key, chunks in chunks_of.items() if len(chunks) > 1}

    def _take(self, chunk: Chunk, columns: Sequence[Column]) -> None:
        self._hashes.extend(key for key, _, _ in self._rows(chunk, columns))
        self._ends.append(len(self._hashes))

    def _rows(self, chunk: Chunk, columns: Sequence[Column]) -> Iterator[tuple[int, str, list[str]]]:
        """Each row's key as a number, its place and its cells; rows without anything in their key are left out."""
        at = {column.field: column.index for column in reversed(columns) if column.field}
        places = [(at[name], name == self._number) for name in self._fields if name in at]
        sheet = f"工作表“{chunk.sheet}”" if chunk.sheet else ""
        for number, cells in read_rows(chunk.data, None if chunk.numbered else chunk.first_row):
            texts = [_number(cells[i]) if is_number else _text(cells[i]) for i, is_number in places]
            if any(texts):
                yield hash(tuple(texts)), f"{sheet}第{number}行", cells


def _number(text: str) -> str:
    return document_number.normal(unwrapped(text))


@lru_cache(maxsize=REMEMBERED)
def _text(text: str) -> str:
    try:
        return tidy_name(unwrapped(text))
    except CellError:
        return text
