"""The showcase: the files of the portal in which records stand, brought up to date with what changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import chain
from typing import Any

from chengxin.ports import Objects
from chengxin.publication.bulk.consolidation import consolidated_files
from chengxin.publication.bulk.deltas import delta_files
from chengxin.publication.day.changed_months import forget_marks
from chengxin.publication.day.day_tables import records_shown
from chengxin.publication.day.files import day_files, day_keys
from chengxin.publication.day.parts import change_parts
from chengxin.publication.ended_evidence import ended_evidence_files
from chengxin.publication.files import LargeFile, PublicFile
from chengxin.publication.list_files import ListFiles
from chengxin.publication.record_rows import Record
from chengxin.publication.site import Site, SiteNews
from chengxin.read_model.entry import Entry
from chengxin.read_model.places import day_at
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.row_numbers import RowNumbers
from chengxin.read_model.shelf import Shelf
from chengxin.read_model.update import Change, Update
from chengxin.records import RecordVersion
from chengxin.steps.public_rows import PublicRows
from chengxin.times import local_date

WORK_PREFIXES = ("day-parts/", "day-fragments/", "day-index/", "bulk-marks/", "published/", "index/")
"""What is kept in the work bucket for the files, or was."""
Shown = tuple[date, str]
"""A day and a dataset."""


@dataclass(slots=True)
class Showcase:
    """The files while a run changes what they tell of: `parts` of which days and datasets, and whose feeds.

    `changes` are the records as they stand now, None where they ended, and `told` the moments at which each was told
    of, for the bulk files; `ended` those that ended, by department, for the scoreboards' evidence.
    """

    rows: PublicRows
    work: Objects
    site: Site
    parts: dict[date, dict[str, set[int]]] = field(default_factory=dict)
    departments: set[str] = field(default_factory=set)
    changes: dict[str, Record | None] = field(default_factory=dict)
    told: dict[str, Sequence[str]] = field(default_factory=dict)
    ended: dict[str, set[str]] = field(default_factory=dict)
    anew: bool = False

    def number(self, update: Update, record_ids: Iterable[str]) -> None:
        """Gives the records that come to stand in files their rows, in the order given."""
        changes = {one.after.record_id: one.after for one in update.changes()}
        wanted: dict[Shown, list[str]] = {}
        for record_id in dict.fromkeys(record_ids):
            entry = changes[record_id]
            if entry.row is None and self._is_shown(entry):
                wanted.setdefault(_shown(entry), []).append(record_id)
        for (day, dataset), ids in wanted.items():
            numbers = RowNumbers(update.shelf, day, dataset).reserve(ids)
            for record_id in ids:
                update.place_row(record_id, numbers[record_id])

    def settle(self, shelf: Shelf, changes: Iterable[Change]) -> None:
        """The entries bear their rows now."""
        for day, dataset in sorted({_shown(one.after) for one in changes if one.after.row is not None}):
            RowNumbers(shelf, day, dataset).settle()

    def show(self, changes: Sequence[Change], known: Iterable[RecordVersion], now: datetime) -> None:
        """Writes each record's row as it is now, or takes it out; `known` are versions that need not be read again."""
        today = local_date(now)
        entries = [one.after for one in changes if one.after.row is not None]
        standing = [one for entry in entries if (one := entry.public()) and one.visible(today)]
        versions = self.rows.versions(standing, known)
        rows = {one.record_id: self.rows.row(one, versions, now) for one in standing}
        by_day: dict[Shown, dict[int, str]] = {}
        for entry in entries:
            assert entry.row is not None
            by_day.setdefault(_shown(entry), {})[entry.row] = entry.record_id
            self.changes[entry.record_id] = rows.get(entry.record_id)
            self.departments.add(entry.department)
            if entry.record_id not in rows:
                self.ended.setdefault(entry.department, set()).add(entry.record_id)
        for (day, dataset), ids in by_day.items():
            changed = change_parts(self.work, day, dataset, {row: rows.get(one) for row, one in ids.items()}, now)
            self.told |= {ids[row]: moments for row, moments in changed.told.items() if row in ids}
            self.parts.setdefault(day, {}).setdefault(dataset, set()).update(changed.numbers)

    def clear(self) -> None:
        """Forgets all parts, so that every file is made anew from what is shown from here on."""
        for prefix in WORK_PREFIXES:
            for key in list(self.work.keys(prefix)):
                self.work.delete(key)
        self.anew = True

    def finish(self, shelf: Shelf, now: datetime, *, new_day: bool) -> dict[str, Any]:
        """Writes the files of what was shown; answers the days and how many files changed.

        The first run of a day consolidates the bulk files.
        """
        model, days = ReadModel(shelf), sorted(self.parts)
        lists = ListFiles(self.site.renderer, self.work, shelf, partial(self.rows.members, model, now=now))
        consolidate = new_day or self.anew
        news = SiteNews(
            files=chain(
                (file for day in days for file in self._day_files(day, now)),
                self._bulk(consolidate, now),
                ended_evidence_files(self.site.renderer, self.site.public, model, self.ended, local_date(now)),
            ),
            days=days,
            kept=partial(day_keys, self.site.renderer, self.work),
            count=partial(records_shown, self.work),
            latest=self.rows.newest(model, None, now),
            feeds={name: self.rows.newest(model, name, now) for name in sorted(self.departments)},
            lists=partial(lists.files, dict(self.parts), today=local_date(now), anew=self.anew),
            on_a_list=lists.kept(),
            anew=self.anew,
        )
        written = self.site.update(news, now)
        forget_marks(self.work, ended=not consolidate)
        self.parts, self.departments, self.changes, self.told, self.ended, self.anew = {}, set(), {}, {}, {}, False
        return {"days": [day.isoformat() for day in days], "files": written}

    def _day_files(self, day: date, now: datetime) -> Iterator[PublicFile | LargeFile]:
        changed = None if self.anew else self.parts[day]
        return day_files(self.site.renderer, self.work, day, changed, now)

    def _bulk(self, consolidate: bool, now: datetime) -> Iterator[PublicFile | LargeFile]:
        if self.changes:
            yield from delta_files(self.work, self.site.public, self.changes, self.told, now)
        if consolidate:
            yield from consolidated_files(self.work, self.site.public, now)

    def _is_shown(self, entry: Entry) -> bool:
        """Whether a record may stand in files: decisions and lists, not what they refer to."""
        dataset = self.site.catalogue.dataset(entry.dataset)
        return dataset is not None and dataset.purpose == "record" and dataset.disclosure.access == "public"


def _shown(entry: Entry) -> Shown:
    return day_at(entry.place), entry.dataset
