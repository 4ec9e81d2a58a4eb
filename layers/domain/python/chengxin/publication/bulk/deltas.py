"""What a run of publication adds to the deltas, and what it takes out of them."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta

from chengxin.ports import Objects
from chengxin.publication.bulk.consolidation import consolidated_files
from chengxin.publication.bulk.delta_lines import line_of, stored_lines, written_delta
from chengxin.publication.bulk.index import BulkIndex, Delta, index_file, read_index
from chengxin.publication.bulk.snapshot import snapshot_files
from chengxin.publication.day.changed_months import marked
from chengxin.publication.files import LargeFile, PublicFile
from chengxin.publication.record_rows import Record

_SECOND = timedelta(seconds=1)
File = PublicFile | LargeFile


def delta_files(
    work: Objects,
    public: Objects,
    changes: Mapping[str, Record | None],
    told: Mapping[str, Sequence[str]],
    now: datetime,
) -> Iterator[File]:
    """The bulk files of one run: its delta, older files without what it replaced or ended, the index last.

    `changes` has the new state of each record by its id, None where it ended; `told` the moments at which each was told
    of, up to this run, as `change_parts` answers them. What a record was before is gone from all deltas afterwards, and
    what ended from the snapshot too. A run that is repeated with the same `now` or a later one tells nothing twice.
    `now` is to be the moment that `change_parts` was given, and no run's before the last one's. Where there is no index
    yet, the files are those of a first full snapshot.
    """
    index = read_index(public)
    if index is None:
        yield from consolidated_files(work, public, now)
        return
    before = index_file(index)
    news = yield from _told(public, index, changes, now)
    yield from _scrubbed(public, index, changes.keys(), told, news)
    yield from snapshot_files(work, index, marked(work, ended=True))
    if (after := index_file(index)) != before:
        yield after


def _told(
    public: Objects, index: BulkIndex, changes: Mapping[str, Record | None], now: datetime
) -> Generator[File, None, Set[str]]:
    """The run's own delta, with what the last one doesn't tell already; answers whom it is about.

    It is later than the last one, come what may: who has read that one must read this too.
    """
    last = index.deltas[-1] if index.deltas else None
    known = dict(stored_lines(public, last)) if last else {}
    lines = {record_id: line_of(record_id, record) for record_id, record in changes.items()}
    news = {record_id: line for record_id, line in lines.items() if known.get(record_id) != line}
    if news:
        start = last.end if last else min(index.at, now - _SECOND)
        end = max(now, index.at + _SECOND, last.end + _SECOND if last else now)
        yield from written_delta(index, start, end, news.values())
    return news.keys()


def _scrubbed(
    public: Objects, index: BulkIndex, ids: Iterable[str], told: Mapping[str, Sequence[str]], news: Set[str]
) -> Iterator[File]:
    """The deltas before that in which these records stand, without their lines: the last word on each is in the
    newest, or where it was told last if the newest has no news of it."""
    alike: dict[tuple[tuple[str, ...], bool], set[str]] = {}
    for record_id in ids:
        alike.setdefault((tuple(told.get(record_id, ())), record_id in news), set()).add(record_id)
    for delta in index.deltas[:-1] if news else list(index.deltas):
        gone = {one for (moments, newly), these in alike.items() if _stood(delta, moments, newly) for one in these}
        kept = [line for record_id, line in stored_lines(public, delta) if record_id not in gone] if gone else []
        if gone and len(kept) < delta.changes:
            yield from written_delta(index, delta.start, delta.end, kept)


def _stood(delta: Delta, moments: Sequence[str], newly: bool) -> bool:
    """Whether a delta has an old word on records that were told of at these moments, the last of them in the newest
    delta or not."""
    if newly:
        return any(map(delta.covers, moments))
    return any(map(delta.covers, moments[:-1])) and not delta.covers(moments[-1])
