"""The nightly run over the bulk files: the snapshot is today's, days of deltas become one each, old deltas go."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from chengxin.ports import Objects
from chengxin.publication.bulk.delta_lines import stored_lines, written_delta
from chengxin.publication.bulk.index import DELTA_DAYS, BulkIndex, Delta, index_file, read_index
from chengxin.publication.bulk.snapshot import snapshot_files, stored_months
from chengxin.publication.day.changed_months import marked
from chengxin.publication.files import LargeFile, PublicFile
from chengxin.times import local_date

MERGED_BYTES = 8 << 20
"""Deltas are merged in memory as long as they are no larger together; a first load's stay as they are."""


def consolidated_files(work: Objects, public: Objects, now: datetime) -> Iterator[PublicFile | LargeFile]:
    """The bulk files after a consolidation at `now`, which no run of publication may overlap; the index last.

    Only months in which records changed are copied; where there is no index yet, all.
    """
    index = read_index(public)
    months = stored_months(work) if index is None else marked(work)
    index = index or BulkIndex(now)
    yield from snapshot_files(work, index, months)
    index.at = max(now, index.at, *(one.end for one in index.deltas[-1:]))
    index.deltas = [one for one in index.deltas if one.end >= now - timedelta(days=DELTA_DAYS)]
    yield from _merged(public, index, now)
    yield index_file(index)


def bulk_keys(public: Objects) -> set[str]:
    """The keys of all bulk files that the stored index names, and its own; what else lies below `bulk/` is to go."""
    index = read_index(public)
    return index.paths() if index else set()


def _merged(public: Objects, index: BulkIndex, now: datetime) -> Iterator[PublicFile | LargeFile]:
    """One delta for each past day: the last word on each record, over all the day's intervals."""
    past = [one for one in index.deltas if local_date(one.end) < local_date(now)]
    for _, of_day in groupby(past, key=lambda one: local_date(one.end)):
        deltas = list(of_day)
        if len(deltas) > 1 and sum(one.size for one in deltas) <= MERGED_BYTES:
            yield from _merger(public, index, deltas)


def _merger(public: Objects, index: BulkIndex, deltas: list[Delta]) -> Iterator[PublicFile | LargeFile]:
    lines = {record_id: line for delta in deltas for record_id, line in stored_lines(public, delta)}
    index.deltas = [one for one in index.deltas if one not in deltas]
    yield from written_delta(index, deltas[0].start, deltas[-1].end, lines.values())
