"""The files of the full snapshot: the members of stored parts one after the other, copied byte by byte."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from chengxin.ports import Objects
from chengxin.publication.bulk.index import BulkIndex, SnapshotFile, snapshot_path
from chengxin.publication.day.parts import part_key, parts_below, records_member
from chengxin.publication.files import GZIP, LargeFile, PublicFile, streamed_file

Part = tuple[date, int]


def snapshot_files(
    work: Objects, index: BulkIndex, months: Iterable[tuple[str, str]]
) -> Iterator[PublicFile | LargeFile]:
    """The files of the given months and datasets as the parts are now; the index follows, and names no empty one."""
    for month, marks in groupby(sorted(set(months)), key=lambda mark: mark[0]):
        parts: dict[str, list[Part]] = {}
        for day, dataset, number in parts_below(work, month):
            parts.setdefault(dataset, []).append((day, number))
        for _, dataset in marks:
            yield from _snapshot_file(work, index, month, dataset, parts.get(dataset, []))


def stored_months(work: Objects) -> set[tuple[str, str]]:
    """Every month and dataset that there are parts of."""
    return {(f"{day:%Y-%m}", dataset) for day, dataset, _ in parts_below(work, "")}


def _snapshot_file(
    work: Objects, index: BulkIndex, month: str, dataset: str, parts: Iterable[Part]
) -> Iterator[PublicFile | LargeFile]:
    records = 0

    def members() -> Iterator[bytes]:
        nonlocal records
        for day, number in parts:
            member, count = records_member(work.get(part_key(day, dataset, number)) or b"")
            records += count
            yield member if count else b""

    path = snapshot_path(dataset, month)
    for file in streamed_file(path, members(), GZIP):
        index.files.pop((dataset, month), None)
        if records:
            index.files[dataset, month] = SnapshotFile(dataset, month, path, records, file.size, file.sha256)
            yield file
