"""The showcase: the files of the portal in which records stand, brought up to date with what changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from itertools import chain
from typing import Any

from chengxin.compliance.duty.rules import Duties
from chengxin.ports import Objects, Records
from chengxin.publication.bulk.consolidation import consolidated_files
from chengxin.publication.bulk.deltas import delta_files
from chengxin.publication.day.changed_months import forget_marks
from chengxin.publication.day.files import day_files, day_keys
from chengxin.publication.day.parts import change_parts
from chengxin.publication.feeds import FEED_ENTRIES
from chengxin.publication.files import LargeFile, PublicFile
from chengxin.publication.list_files import ListFiles
from chengxin.publication.period import visible_until
from chengxin.publication.record_rows import Record
from chengxin.publication.record_view import Publication, public_view
from chengxin.publication.site import Site, SiteNews
from chengxin.read_model.entry import Entry
from chengxin.read_model.model import PublicRecord
from chengxin.read_model.places import day_at
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.row_numbers import RowNumbers
from chengxin.read_model.shelf import Shelf
from chengxin.read_model.update import Change, Update
from chengxin.records import RecordKey, RecordVersion
from chengxin.times import local_date

WORK_PREFIXES = ("day-parts/", "day-fragments/", "day-index/", "bulk-marks/", "published/", "index/")
"""What is kept in the work bucket for the files, or was."""
Shown = tuple[date, str]
"""A day and a dataset."""
Versions = dict[tuple[str, str], RecordVersion]
"""By record id and order."""


@dataclass(slots=True)
class Showcase:
    """The files while a run changes what they tell of: `parts` of which days and datasets, and whose feeds.

    `changes` are the records as they stand now, None where they ended, and `told` the moments at which each was told
    of, for the bulk files.
    """

    duties: Duties
    records: Records
    work: Objects
    site: Site
    parts: dict[date, dict[str, set[int]]] = field(default_factory=dict)
    departments: set[str] = field(default_factory=set)
    changes: dict[str, Record | None] = field(default_factory=dict)
    told: dict[str, Sequence[str]] = field(default_factory=dict)
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
        versions = self._versions(standing, known)
        rows = {one.record_id: self._row(one, versions, now) for one in standing}
        by_day: dict[Shown, dict[int, str]] = {}
        for entry in entries:
            assert entry.row is not None
            by_day.setdefault(_shown(entry), {})[entry.row] = entry.record_id
            self.changes[entry.record_id] = rows.get(entry.record_id)
            self.departments.add(entry.department)
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
        lists = ListFiles(self.site.renderer, self.work, shelf, partial(self._members, model, now=now))
        consolidate = new_day or self.anew
        news = SiteNews(
            files=chain((file for day in days for file in self._day_files(day, now)), self._bulk(consolidate, now)),
            days=days,
            kept=partial(day_keys, self.site.renderer, self.work),
            latest=self._newest(model, None, now),
            feeds={name: self._newest(model, name, now) for name in sorted(self.departments)},
            lists=partial(lists.files, dict(self.parts), today=local_date(now), anew=self.anew),
            on_a_list=lists.kept(),
            anew=self.anew,
        )
        written = self.site.update(news, now)
        forget_marks(self.work, ended=not consolidate)
        self.parts, self.departments, self.changes, self.told, self.anew = {}, set(), {}, {}, False
        return {"days": [day.isoformat() for day in days], "files": written}

    def _day_files(self, day: date, now: datetime) -> Iterator[PublicFile | LargeFile]:
        changed = None if self.anew else self.parts[day]
        return day_files(self.site.renderer, self.work, day, changed, now)

    def _bulk(self, consolidate: bool, now: datetime) -> Iterator[PublicFile | LargeFile]:
        if self.changes:
            yield from delta_files(self.work, self.site.public, self.changes, self.told, now)
        if consolidate:
            yield from consolidated_files(self.work, self.site.public, now)

    def _members(self, model: ReadModel, list_id: str, *, now: datetime) -> list[Record]:
        found = model.members(list_id, local_date(now), lambda _: True, limit=FEED_ENTRIES).items
        versions = self._versions(found, ())
        return [row for one in found if (row := self._row(one, versions, now))]

    def _newest(self, model: ReadModel, department: str | None, now: datetime) -> list[Record]:
        found = model.disclosures(local_date(now), department, limit=FEED_ENTRIES).items
        versions = self._versions(found, ())
        return [row for one in found if (row := self._row(one, versions, now))]

    def _versions(self, wanted: Iterable[PublicRecord], known: Iterable[RecordVersion]) -> Versions:
        versions = {(version.key.record_id, version.order): version for version in known}
        missing = [one for one in wanted if (one.record_id, one.order) not in versions]
        keys = [(key, one.order) for one in missing if (key := RecordKey.parse(one.record_id))]
        stored = self.records.get_many(keys) if keys else ()
        return versions | {(version.key.record_id, version.order): version for version in stored}

    def _row(self, record: PublicRecord, versions: Versions, now: datetime) -> Record | None:
        version = versions.get((record.record_id, record.order))
        if version is None or not version.public:
            return None
        until = visible_until(version, record.published_at, self.site.catalogue, local_date(now))
        if until and until < local_date(now):
            return None
        publication = Publication(record.published_at, record.version, until, record.matched_code, record.matched_by)
        return public_view(version, publication, self.duties, now)

    def _is_shown(self, entry: Entry) -> bool:
        """Whether a record may stand in files: decisions and lists, not what they refer to."""
        dataset = self.site.catalogue.dataset(entry.dataset)
        return dataset is not None and dataset.purpose == "record" and dataset.disclosure.access == "public"


def _shown(entry: Entry) -> Shown:
    return day_at(entry.place), entry.dataset
