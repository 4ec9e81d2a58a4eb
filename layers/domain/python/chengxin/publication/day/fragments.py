"""What a part is in each format, kept in the work bucket so that files are put together without looking at records."""

import zlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, get_args

from chengxin.ports import Objects
from chengxin.publication.day.archive import deflated_piece
from chengxin.publication.day.dataset_table import DatasetTable
from chengxin.publication.day.fragment_index import FragmentIndex, PartFigures, read_index, write_index
from chengxin.publication.day.parts import Part, stored_part

ROOT = "day-fragments/"
Kind = Literal["csv", "combined", "sheet", "json", "html"]
"""Lines of the dataset's CSV; lines of `data.csv`, to be filled up; a worksheet's rows, deflated; items of a JSON list;
rows of a page."""
_HELD = 64 << 20


class Fragments:
    """The fragments of a day; the latest stay in memory, up to 64 MiB."""

    def __init__(self, work: Objects, day: date) -> None:
        self._work, self._day = work, day
        self._held: OrderedDict[str, bytes] = OrderedDict()

    def refresh(self, table: DatasetTable, numbers: Iterable[int], *, anew: bool) -> tuple[FragmentIndex, set[int]]:
        """Makes what is missing of a dataset's stored parts, or all of them; answers the index and what was made."""
        index = read_index(self._work, self._day, table.id)
        if index.version != table.version or anew:
            index = FragmentIndex(table.version)
        made = {number for number in numbers if number not in index.parts}
        for number in sorted(made):
            index.parts[number] = self._make(table, number)
        if made:
            write_index(self._work, self._day, table.id, index)
        return index, made

    def get(self, dataset: str, kind: Kind, number: int) -> bytes:
        """A fragment of a part that the index names and that has rows."""
        key = self._key(dataset, kind, number)
        found = self._held.get(key) or self._work.get(key)
        if found is None:
            raise KeyError(key)
        self._hold(key, found)
        return found

    def _make(self, table: DatasetTable, number: int) -> PartFigures:
        part = stored_part(self._work, self._day, table.id, number)
        if not part.lines:
            for kind in get_args(Kind):
                self._work.delete(self._key(table.id, kind, number))
            return PartFigures(0, 0, 0, 0)
        fragments, figures = rendered(part, table)
        for kind, body in fragments.items():
            key = self._key(table.id, kind, number)
            self._work.put(key, body, "application/octet-stream")
            self._hold(key, body)
        return figures

    def _hold(self, key: str, body: bytes) -> None:
        self._held[key] = body
        self._held.move_to_end(key)
        while len(self._held) > 1 and sum(map(len, self._held.values())) > _HELD:
            self._held.popitem(last=False)

    def _key(self, dataset: str, kind: Kind, number: int) -> str:
        return f"{ROOT}{self._day}/{dataset}/{kind}/{number:06d}"


def rendered(part: Part, table: DatasetTable) -> tuple[Mapping[Kind, bytes], PartFigures]:
    """A part that has records in every format."""
    rows = [table.row(record, number) for number, record in enumerate(part.records(), 1)]
    csv, combined, sheets, html = map("".join, zip(*rows, strict=True))
    sheet = sheets.encode()
    fragments: dict[Kind, bytes] = {
        "csv": csv.encode(),
        "combined": combined.encode("utf-8", "surrogateescape"),
        "sheet": deflated_piece(sheet),
        "json": b",".join([part.lines[place] for place in sorted(part.lines)]),
        "html": html.encode(),
    }
    return fragments, PartFigures(len(rows), zlib.crc32(sheet), len(sheet), len(fragments["sheet"]))
