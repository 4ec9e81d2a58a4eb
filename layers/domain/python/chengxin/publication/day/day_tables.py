"""A day's datasets with what is kept of them: their columns, the figures of their parts, and their fragments."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from chengxin.catalogue.model import Catalogue
from chengxin.ports import Objects
from chengxin.publication.day.dataset_table import ENVELOPE, DatasetTable
from chengxin.publication.day.fragment_index import PartFigures, read_index
from chengxin.publication.day.fragments import Fragments, Kind
from chengxin.publication.day.parts import part_numbers

VOLUME_ROWS, VOLUME_BYTES = 1_000_000, 3 << 30
"""Where a workbook ends and the next begins: a sheet holds 1,048,576 rows, an archive's entry 4 GiB."""
Volume = list[tuple[str, list[int]]]
"""Datasets with the numbers of their parts in a workbook."""


@dataclass(frozen=True, slots=True)
class DayTable:
    """A dataset of a day: its columns, the figures of its parts that have rows, and which of them may differ."""

    table: DatasetTable
    parts: Mapping[int, PartFigures]
    changed: Set[int]
    fragments: Fragments

    @property
    def id(self) -> str:
        """The dataset's id."""
        return self.table.id

    @property
    def rows(self) -> int:
        """How many records the day shows of it."""
        return sum(part.rows for part in self.parts.values())

    def chunks(self, kind: Kind, numbers: Iterable[int] | None = None) -> Iterator[bytes]:
        """Its fragments of a kind, in order."""
        return (self.fragments.get(self.id, kind, number) for number in (self.parts if numbers is None else numbers))


def day_tables(
    catalogue: Catalogue, work: Objects, day: date, changed: Mapping[str, Set[int]] | None
) -> list[DayTable]:
    """The datasets of a day in the catalogue's order, with their fragments made where they don't hold any more.

    Of the parts given, of those that had to be made, and of all with `None`, the files may differ.
    """
    stored, fragments = part_numbers(work, day), Fragments(work, day)
    tables = []
    for dataset in in_order(catalogue, stored):
        table = DatasetTable(dataset, catalogue)
        index, made = fragments.refresh(table, stored[dataset], anew=changed is None)
        parts = {number: index.parts[number] for number in stored[dataset] if index.parts[number].rows}
        tables.append(DayTable(table, parts, made | (changed or {}).get(dataset, set()), fragments))
    return tables


def in_order(catalogue: Catalogue, datasets: Iterable[str]) -> list[str]:
    """Datasets as the catalogue has them, then those that it no longer knows."""
    places = {one.id: place for place, one in enumerate(catalogue.datasets)}
    return sorted(datasets, key=lambda dataset: (places.get(dataset, len(places)), dataset))


def records_shown(work: Objects, day: date) -> int:
    """How many records the files of a day tell of, as they were last made; a changed part counts after that."""
    return sum(read_index(work, day, dataset).rows for dataset in part_numbers(work, day))


def combined_titles(tables: Sequence[DatasetTable]) -> list[str]:
    """The header of `data.csv`: the envelope, then each dataset's fields; a title that comes more than once is told
    apart by the dataset's."""
    counts = Counter(ENVELOPE)
    for table in tables:
        counts.update(table.detail_titles)
    details = [(title, table.title) for table in tables for title in table.detail_titles]
    return [*ENVELOPE, *(title if counts[title] == 1 else f"{title}（{dataset}）" for title, dataset in details)]


def volume_names(name: str, tables: Iterable[DayTable]) -> list[str]:
    """`data.xlsx`, and `data-2.xlsx` where the rows of these tables need another workbook."""
    return [f"{name}.xlsx" if number == 1 else f"{name}-{number}.xlsx" for number, _ in enumerate(volumes(tables), 1)]


def volumes(tables: Iterable[DayTable]) -> list[Volume]:
    """The parts of each workbook, which follow from the rows alone; at least one, be it empty."""
    found: list[Volume] = [[]]
    rows = size = 0
    for table in tables:
        for number, part in table.parts.items():
            rows, size = rows + part.rows, size + part.size
            if (rows > VOLUME_ROWS or size > VOLUME_BYTES) and found[-1]:
                found.append([])
                rows, size = part.rows, part.size
            if not found[-1] or found[-1][-1][0] != table.id:
                found[-1].append((table.id, []))
            found[-1][-1][1].append(number)
    return found
