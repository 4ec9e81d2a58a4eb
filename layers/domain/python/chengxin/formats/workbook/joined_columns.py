"""Columns of several sheets as one: a field has one column, however its header is spelt and whatever unit it states."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chengxin.catalogue import Dataset
from chengxin.catalogue.money_unit import LABELS
from chengxin.formats.model import Column
from chengxin.formats.table.row import Row
from chengxin.formats.table.row_kinds import BLANKS


@dataclass(frozen=True, slots=True)
class Placement:
    """Where each of a sheet's cells belongs, and the units its amounts are in where the column is in another."""

    places: tuple[int, ...]
    units: Mapping[int, str]

    def stated(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows, with the unit beside each amount that would be read in another."""
        for row in rows:
            for at, unit in self.units.items():
                text = row.cells[at].strip(BLANKS) if at < len(row.cells) else ""
                if text[-1:].isdecimal():
                    row.cells[at] = f"{text}{unit}"
            yield row


@dataclass(slots=True)
class JoinedColumns:
    """The columns of all sheets together, in the order in which they come up."""

    dataset: Dataset
    columns: list[Column] = field(default_factory=list)
    _index: dict[tuple[str, str, int], int] = field(default_factory=dict)

    def place(self, own: Sequence[Column]) -> Placement:
        """Where a sheet's columns are among those of all; columns that are new come to their end."""
        seen: dict[tuple[str, str], int] = {}
        places: list[int] = []
        units: dict[int, str] = {}
        for at, column in enumerate(own):
            name = ("", column.header) if column.field is None else (column.field, "")
            seen[name] = seen.get(name, 0) + 1
            key = (*name, seen[name])
            if key not in self._index:
                self._index[key] = len(self.columns)
                self.columns.append(Column(len(self.columns), column.header, column.field, column.unit))
            places.append(self._index[key])
            unit = self._unit(column)
            if unit and unit != self._unit(self.columns[places[-1]]):
                units[at] = LABELS[unit]
        return Placement(tuple(places), units)

    def _unit(self, column: Column) -> str | None:
        return column.unit or self.dataset.by_name[column.field].unit if column.field else None
