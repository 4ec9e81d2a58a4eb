"""The public site's files, written so that a reader never meets half a batch: data first, the manifest last."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from chengxin.catalogue import Catalogue
from chengxin.errors import ChengxinError, Failures
from chengxin.findings import all_kinds
from chengxin.ports import Objects
from chengxin.publication import disclosures, feeds, portal, scoreboards
from chengxin.publication.bulk.consolidation import bulk_keys
from chengxin.publication.files import XLSX, LargeFile, PublicFile
from chengxin.publication.manifest import (
    KEY,
    FileEntry,
    describe,
    disclosure_days,
    manifest_file,
    read_manifest,
    scoreboard_months,
)
from chengxin.publication.record_rows import Record
from chengxin.publication.renderer import Renderer
from chengxin.publication.scoreboards import Lists, MonthReport
from chengxin.times import local_date

CITY, BULK, LISTS = "city", "bulk/", "lists/"
CACHE = "public, max-age=60"
MANIFEST_ATTEMPTS = 20


class ManifestBusyError(ChengxinError):
    """Other runs changed the manifest each time that this one was about to name its files in it."""

    code, title = "manifest-busy", "清单正被其他任务更新"


class Scoreboards(Protocol):
    """The stored scoreboards."""

    def get(self, department: str, month: str) -> dict[str, Any] | None:
        """A department's month (`city` for the whole city)."""

    def months(self, department: str) -> list[dict[str, Any]]:
        """All months of a department, oldest first."""


@dataclass(frozen=True, slots=True)
class SiteNews:
    """What a publication changes: the files of days, and those for bulk readers, that may differ; the newest records,
    and those of each department that has news.

    `lists` makes the files of lists from the paths that the site holds, `on_a_list` tells which of those stay.
    `kept` answers, once the files are written, the paths of all files of a day. `anew` says that there are no other
    days.
    """

    files: Iterable[PublicFile | LargeFile]
    days: Sequence[date]
    kept: Callable[[date], Set[str]]
    latest: Sequence[Record]
    feeds: Mapping[str, Sequence[Record]]
    lists: Callable[[Set[str]], Iterable[PublicFile | LargeFile]]
    on_a_list: Callable[[str], bool]
    anew: bool = False

    def stale(self, paths: Iterable[str], bulk: Set[str]) -> Iterator[str]:
        """The paths that are no longer part of their day, or of what the bulk files' index names."""
        kept = {day: self.kept(day) for day in self.days}
        for path in paths:
            day = day_of(path)
            if path.startswith(BULK) and path not in bulk:
                yield path
            if path.startswith(LISTS) and not self.on_a_list(path):
                yield path
            if day and path not in kept.get(day, () if self.anew else {path}):
                yield path


@dataclass(frozen=True, slots=True)
class Site:
    """The public bucket and what its pages are made from; `blanks` is the folder of blank workbooks."""

    public: Objects
    catalogue: Catalogue
    renderer: Renderer
    scoreboards: Scoreboards
    blanks: Path
    api_url: str

    def update(self, news: SiteNews, now: datetime) -> int:
        """Writes the files of the given days and all that follows from them; answers how many files changed."""
        known = read_manifest(self.public.get(KEY))
        written = [entry for file in self._files(news, known, now) if (entry := self._put(file, known))]
        stale = [*news.stale(known, bulk_keys(self.public))]
        self._name(written, now, stale)
        # What the manifest no longer names goes last: a reader never finds a name without its file.
        for path in stale:
            self.public.delete(path)
        return len(written)

    def update_scoreboards(self, reports: Sequence[MonthReport], now: datetime, failures: Failures) -> int:
        """Writes the pages of the given months and the overview of months; answers how many files changed.

        What can't be rendered stays as it was, and the overview names no month without a page.
        """
        known = read_manifest(self.public.get(KEY))
        history = self.scoreboards.months(CITY)
        months = set(scoreboard_months(known))
        written: list[FileEntry] = []
        for report in reports:
            for name, files in self._month(report, history, known, now):
                with failures.part(f"pages {report.city['month']} {name}") as part:
                    # Taken in one by one: what was put before a fault has to be named as well.
                    written.extend(entry for file in files if (entry := self._put(file, known)))
                if name == CITY and not part.failed:
                    months.add(report.city["month"])
        with failures.part("pages"):
            if entry := self._put(scoreboards.index_file(self.renderer, months), known):
                written.append(entry)
        with failures.part("manifest"):
            self._name(written, now)
        return len(written)

    def _name(self, written: Sequence[FileEntry], now: datetime, removed: Sequence[str] = ()) -> None:
        """Names in the manifest what is written, and no longer what is to be removed; what another run names
        meanwhile is kept."""
        for _ in range(MANIFEST_ATTEMPTS):
            found = self.public.tagged(KEY)
            if found and not written and not removed:
                return
            before, tag = found or (None, None)
            file = manifest_file(before, written, now, removed)
            if self.public.replace(file.key, file.body, file.content_type, tag, cache=CACHE):
                return
        raise ManifestBusyError

    def _month(
        self,
        report: MonthReport,
        history: Sequence[dict[str, Any]],
        known: dict[str, FileEntry],
        now: datetime,
    ) -> Iterator[tuple[str, Iterator[PublicFile]]]:
        """The files of each department and then of the city, which are made as they are asked for."""
        for department, of in report.evidence.items():
            yield f"evidence {department}", self._evidence(report, department, of, known)
        yield CITY, scoreboards.month_files(self.renderer, report, history, now)

    def _evidence(
        self, report: MonthReport, department: str, of: Callable[[], Lists], known: dict[str, FileEntry]
    ) -> Iterator[PublicFile]:
        """A department's page and table are made only where its data is not what the site holds already."""
        lists = of()
        data = scoreboards.evidence_data(report, department, lists)
        if known.get(data.key) != describe(data):
            yield from scoreboards.evidence_pages(self.renderer, report, department, lists)
            yield data

    def _files(self, news: SiteNews, known: dict[str, FileEntry], now: datetime) -> Iterator[PublicFile | LargeFile]:
        shown = (set() if news.anew else set(disclosure_days(known))) | {*news.days}
        yield from news.files
        yield from news.lists(known.keys())
        yield disclosures.index_file(self.renderer, shown)
        for department in self.catalogue.departments:
            if (newest := news.feeds.get(department.id)) is not None:
                yield feeds.feed_file(self.renderer, department, newest, now)
                yield feeds.embed_file(self.renderer, department, newest, now)
        yield from self._fixed()
        city = self.scoreboards.get(CITY, f"{local_date(now):%Y-%m}")
        yield portal.home_file(self.renderer, news.latest, city, shown, now)

    def _fixed(self) -> Iterator[PublicFile]:
        yield from portal.fixed_files(self.renderer, all_kinds())
        yield portal.config_file(self.api_url)
        for blank in sorted(self.blanks.glob("*.xlsx")):
            yield PublicFile(f"templates/{blank.name}", blank.read_bytes(), XLSX)

    def _put(self, file: PublicFile | LargeFile, known: dict[str, FileEntry]) -> FileEntry | None:
        """Writes a file unless the manifest says that the site holds these very bytes."""
        entry = describe(file)
        if known.get(file.key) == entry:
            return None
        self.public.put(file.key, file.body, file.content_type, cache=CACHE)
        return entry


def day_of(path: str) -> date | None:
    """The day of a file of a day's disclosures."""
    parts = path.split("/")
    return date(*map(int, parts[1:4])) if len(parts) == 5 and parts[0] == "disclosures" else None
