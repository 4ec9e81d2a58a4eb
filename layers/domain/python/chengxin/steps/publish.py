"""Publish: accepted records become public, in the read model that the API asks and in the files of the portal.

The ledger entry's stamp is the moment of publication; everything after it is derived from the stamps and can be made
again. A run that dies leaves stamped entries in the ledger's `to_render`, where the next run finds them. What a run
costs follows from what is new.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any, Protocol

from chengxin.ledger import LedgerEntry
from chengxin.ports import Lease, Ledger, Submissions
from chengxin.read_model.anew import Anew
from chengxin.read_model.new_names import NewNames
from chengxin.read_model.shelf import Listed, Shelf
from chengxin.read_model.subject import names_on
from chengxin.read_model.update import Update
from chengxin.steps.list_switches import ListSwitches
from chengxin.steps.news import Newsroom, published
from chengxin.steps.period_ends import PeriodEnds
from chengxin.steps.showcase import Showcase
from chengxin.times import rfc3339
from chengxin.versions.chunk_statements import ENTRIES_PER_CHUNK
from chengxin.versions.drop_order import DONE

MOST_PER_RUN = 100_000
"""Records that one run publishes: it ends well within its time, and the next one does what waits."""
MANY_NAMES = 20_000
"""New names after which the names file is built anew at once, not at night."""
MOST_AT_ONCE = 5_000
"""Records that are in memory together."""


class NameBook(Protocol):
    """Where names of enterprises are searched."""

    def record(self, changes: Mapping[str, str | None]) -> None:
        """Adds names by code, None where there is none any more; repeating the call is harmless."""

    def consolidate(self) -> bool:
        """Builds it anew of what it holds, so that what was added costs no more than what was there."""

    def rebuild(self, names: Iterable[tuple[str, str]]) -> bool:
        """Makes it anew of codes and names; answers whether that counts now."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """The job with all that it needs from outside."""

    newsroom: Newsroom
    ledger: Ledger
    submissions: Submissions
    shelf: Listed
    names: NameBook
    showcase: Showcase
    lease: Lease

    def run(self, now: datetime, *, anew: bool = False) -> dict[str, Any]:
        """Publishes what was accepted by `now`; answers what was done, with the days whose pages changed.

        `anew` makes the read model, and the files of every day, from records and ledger alone, as if there were none.
        One run at a time: another answers `{"skipped": true}`, and what it was to do is done by the one that runs.
        """
        if not self.lease.take(now):
            return {"at": rfc3339(now), "skipped": True}
        try:
            done = self._rebuild(now) if anew else self._publish(now)
            while asked := self.lease.release():
                done = _together(done, self._publish(max(now, asked)))
        except Exception:
            self.lease.abandon()
            raise
        return done

    def _publish(self, now: datetime) -> dict[str, Any]:
        waiting = self._stamp(now)
        pending = sorted(self.ledger.to_render(), key=_in_order)
        told = self._take(self.shelf, pending, now)
        ends, lists = PeriodEnds(self.shelf, self.showcase), ListSwitches(self.shelf, self.newsroom, self.showcase)
        new_day = ends.take(now)
        lists.take(now)
        lists.close(now)
        self._tell_names(consolidate=new_day)
        done = self.showcase.finish(self.shelf, now, new_day=new_day)
        for entry in pending:
            self.ledger.rendered(entry)
        if new_day:
            ends.noted(now)
        lists.noted()
        return {"at": rfc3339(now), "published": told, "waiting": waiting, **done}

    def _rebuild(self, now: datetime) -> dict[str, Any]:
        shelf = Anew(self.shelf)
        self.showcase.clear()
        told = self._take(shelf, sorted(self.ledger.published(), key=_in_order), now)
        PeriodEnds(shelf, self.showcase).noted(now)
        lists = ListSwitches(shelf, self.newsroom, self.showcase)
        lists.carry(self.shelf)
        lists.close(now)
        lists.noted()
        NewNames(shelf).forget()
        shelf.sweep()
        self.names.rebuild(names_on(self.shelf))
        done = self.showcase.finish(self.shelf, now, new_day=True)
        return {"at": rfc3339(now), "published": told, "waiting": 0, **done}

    def _take(self, shelf: Shelf, entries: Iterable[LedgerEntry], now: datetime) -> int:
        """Brings the read model and the day's parts up to date; answers how many records became public."""
        count = 0
        for batch in _batches(entries):
            told = self.newsroom.versions(batch, now)
            update = Update(shelf)
            update.take(self.newsroom.news(told))
            self.showcase.number(update, [version.key.record_id for _, version in told])
            NewNames(shelf).keep(update.names)
            update.write()
            self.showcase.settle(shelf, update.changes())
            self.showcase.show(update.changes(), [version for _, version in told], now)
            count += sum(version.withdrawn is None and version.public for _, version in told)
        return count

    def _tell_names(self, *, consolidate: bool) -> None:
        kept = NewNames(self.shelf)
        names = kept.all()
        if names:
            self.names.record(names)
            kept.forget()
        if consolidate or len(names) > MANY_NAMES:
            self.names.consolidate()

    def _stamp(self, now: datetime) -> int:
        """Stamps the open entries that were accepted by `now`, as far as a run holds them, departments in turn, what
        corrects or ends before what is new; answers how many records wait for a later run."""
        run, waiting = sum(len(entry.decisions) for entry in self.ledger.to_render()), 0
        full: set[str] = set()
        opened = [self._urgent_first(self.ledger.open(name)) for name in sorted(self.ledger.departments())]
        for entry in (one for turn in zip_longest(*opened) for one in turn if one):
            records = len(entry.decisions)
            if run + records > MOST_PER_RUN:
                full.add(entry.department)
            if entry.accepted_at > now or entry.department in full:
                waiting += records
                continue
            self.ledger.publish(entry, now)
            run += records
        return waiting

    def _urgent_first(self, entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
        """The entries of records that can be published, what corrects or ends before what is new."""
        written = self._written([entry for entry in entries if entry.source == "record"])
        return sorted(written, key=lambda entry: not self._is_urgent(entry))

    def _is_urgent(self, entry: LedgerEntry) -> bool:
        dataset = self.newsroom.catalogue.dataset(entry.dataset)
        ends = dataset is not None and dataset.purpose == "withdrawal"
        return ends or any(decision.outcome == "correction" for decision in entry.decisions)

    def _written(self, told: Sequence[LedgerEntry]) -> list[LedgerEntry]:
        """Those of which every version is stored: the ledger is told of a chunk before the table of records is."""
        statuses = self.submissions.statuses({entry.submission_id for entry in told})
        open_chunks = {_chunk_of(entry) for entry in told if statuses.get(entry.submission_id) not in DONE}
        written = self.submissions.written(open_chunks) if open_chunks else ()
        return [e for e in told if _chunk_of(e) not in open_chunks or _chunk_of(e) in written]


def _batches(entries: Iterable[LedgerEntry]) -> Iterator[list[LedgerEntry]]:
    batch: list[LedgerEntry] = []
    size = 0
    for entry in entries:
        if batch and size + len(entry.decisions) > MOST_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += len(entry.decisions)
    if batch:
        yield batch


def _together(one: dict[str, Any], next_one: dict[str, Any]) -> dict[str, Any]:
    """What two turns of a run did."""
    summed = {name: one[name] + next_one[name] for name in ("published", "files")}
    return {**next_one, **summed, "days": sorted({*one["days"], *next_one["days"]})}


def _chunk_of(entry: LedgerEntry) -> tuple[str, int]:
    return entry.submission_id, entry.chunk // ENTRIES_PER_CHUNK


def _in_order(entry: LedgerEntry) -> tuple[datetime, str, str]:
    """As runs take them."""
    return published(entry), entry.department, entry.id
