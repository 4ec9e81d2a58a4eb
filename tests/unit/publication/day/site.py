"""A public site that treats a day's and the bulk files as publication does: puts them, then removes the rest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.unit.publication.samples import renderer
from tests.unit.steps.memory import MemoryObjects

from chengxin.publication.bulk.consolidation import bulk_keys, consolidated_files
from chengxin.publication.bulk.deltas import delta_files
from chengxin.publication.day.changed_months import forget_marks
from chengxin.publication.day.files import day_files, day_keys
from chengxin.publication.day.parts import ChangedParts, change_parts
from chengxin.publication.files import LargeFile, PublicFile
from chengxin.publication.record_rows import Record

Changes = Mapping[str, Mapping[int, Record | None]]
"""By dataset and place."""


@dataclass
class SmallSite:
    """The work bucket and the public one."""

    work: MemoryObjects = field(default_factory=MemoryObjects)
    public: MemoryObjects = field(default_factory=MemoryObjects)

    def publish_day(self, day: date, changes: Changes, now: datetime, *, anew: bool = False) -> list[str]:
        """Changes a day and writes what may differ; answers the keys in the order in which they were put."""
        found = {dataset: change_parts(self.work, day, dataset, of, now) for dataset, of in changes.items()}
        changed = {dataset: one.numbers for dataset, one in found.items()}
        return self.write_day(day, None if anew else changed, now)

    def write_day(self, day: date, changed: Mapping[str, set[int]] | None, now: datetime) -> list[str]:
        """Writes the files of a day that may differ."""
        put = self._put(day_files(renderer(), self.work, day, changed, now))
        self._remove(f"disclosures/{day:%Y/%m/%d}/", day_keys(renderer(), self.work, day))
        return put

    def publish_bulk(self, day: date, dataset: str, changes: Mapping[int, Record | None], now: datetime) -> None:
        """Changes records, whose ids are their places, and writes the run's bulk files."""
        found: ChangedParts = change_parts(self.work, day, dataset, changes, now)
        told = {f"{place:032d}": moments for place, moments in found.told.items()}
        by_id = {f"{place:032d}": record for place, record in changes.items()}
        self._put(delta_files(self.work, self.public, by_id, told, now))
        self._remove("bulk/", bulk_keys(self.public))
        forget_marks(self.work, ended=True)

    def consolidate(self, now: datetime) -> None:
        """The nightly run."""
        self._put(consolidated_files(self.work, self.public, now))
        self._remove("bulk/", bulk_keys(self.public))
        forget_marks(self.work)

    def _put(self, files: Iterable[PublicFile | LargeFile]) -> list[str]:
        keys = []
        for file in files:
            self.public.put(file.key, file.body, file.content_type)
            keys.append(file.key)
        return keys

    def _remove(self, prefix: str, kept: set[str]) -> None:
        assert kept <= set(self.public.files)
        for key in list(self.public.keys(prefix)):
            if key not in kept:
                self.public.delete(key)
