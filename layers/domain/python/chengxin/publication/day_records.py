"""A day's public records in a file: a first load of history publishes more on one day than memory holds."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, overload

import orjson

from chengxin.catalogue.model import Catalogue
from chengxin.publication.record_rows import Record, Row, row_of


class RecordFile(Sequence[Record]):
    """Records in a file, in the order in which each first came by its `record_id`; of what comes again the last holds.

    The file is the caller's: open for reading and writing, empty, and nobody else's.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[str, int] = {}
        self._order: list[int] = []

    def add(self, record: Record) -> None:
        """Appends a record, or puts it in the place of what came under its id."""
        self._order.clear()
        self._places[record["record_id"]] = self._file.seek(0, 2)
        self._file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> Record: ...
    @overload
    def __getitem__(self, place: slice) -> list[Record]: ...
    def __getitem__(self, place: int | slice) -> Record | list[Record]:
        if not self._order:
            self._order = list(self._places.values())
        found = self._order[place]
        return self._read(found) if isinstance(found, int) else [self._read(one) for one in found]

    def __iter__(self) -> Iterator[Record]:
        return map(self._read, list(self._places.values()))

    def _read(self, place: int) -> Record:
        self._file.seek(place)
        record: Record = orjson.loads(self._file.readline())
        return record


class LabelledRows(Sequence[Row]):
    """Records as rows of labelled values, each made when it is looked at."""

    def __init__(self, records: Sequence[Record], catalogue: Catalogue) -> None:
        self._records, self._catalogue = records, catalogue

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, int):
            return row_of(self._records[place], self._catalogue)
        return [row_of(record, self._catalogue) for record in self._records[place]]

    def __iter__(self) -> Iterator[Row]:
        return (row_of(record, self._catalogue) for record in self._records)
