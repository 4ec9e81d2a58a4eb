"""The public site's files, written so that a reader never meets half a batch: data first, the manifest last."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from chengxin.catalogue import Catalogue
from chengxin.catalogue.model import Department
from chengxin.errors import Failures
from chengxin.findings import all_kinds
from chengxin.ports import Objects
from chengxin.publication import about, bulletins, disclosures, feeds, front, portal, scoreboards
from chengxin.publication.bulk.consolidation import bulk_keys
from chengxin.publication.bulk.index import BulkIndex, read_index
from chengxin.publication.files import XLSX, LargeFile, PublicFile
from chengxin.publication.front import FrontPages, Newest, Scoreboards
from chengxin.publication.manifest import FileEntry, describe, disclosure_days, scoreboard_months
from chengxin.publication.public_bucket import PublicBucket
from chengxin.publication.record_rows import Record
from chengxin.publication.renderer import Renderer
from chengxin.publication.scoreboards import Lists, MonthReport, Scoreboard
from chengxin.times import local_date

CITY, BULK, LISTS = "city", "bulk/", "lists/"
BULLETIN = "bulletin"
HISTORY, DRAWN = 60, 12
"""Months that a bulletin's charts tell of, and those of a month's board."""


@dataclass(frozen=True, slots=True)
class SiteNews:
    """What a publication changes: the files of days, and those for bulk readers, that may differ; the newest records,
    and those of each department that has news.

    `lists` makes the files of lists from the paths that the site holds, `on_a_list` tells which of those stay. Once the
    files are written, `kept` answers the paths of all files of a day, and `count` its records. `anew` says that there
    are no other days.
    """

    files: Iterable[PublicFile | LargeFile]
    days: Sequence[date]
    kept: Callable[[date], Set[str]]
    count: Callable[[date], int]
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
class FrontNews:
    """What the compliance job tells the front page and these departments' pages: that their boards changed."""

    newest: Newest
    departments: Sequence[str]


@dataclass(frozen=True, slots=True)
class Site:
    """The public bucket and what its pages are made from; `blanks` is the folder of blank workbooks."""

    public: Objects
    catalogue: Catalogue
    renderer: Renderer
    scoreboards: Scoreboards
    blanks: Path
    api_url: str

    @property
    def bucket(self) -> PublicBucket:
        """The public bucket with its manifest."""
        return PublicBucket(self.public)

    def update(self, news: SiteNews, now: datetime) -> int:
        """Writes the files of the given days and all that follows from them; answers how many files changed."""
        known = self.bucket.known()
        written = [entry for file in self._files(news, known, now) if (entry := self.bucket.put(file, known))]
        stale = [*news.stale(known, bulk_keys(self.public))]
        self.bucket.name(written, now, stale)
        # What the manifest no longer names goes last: a reader never finds a name without its file.
        for path in stale:
            self.public.delete(path)
        return len(written)

    def update_scoreboards(
        self, reports: Sequence[MonthReport], front: FrontNews | None, now: datetime, failures: Failures
    ) -> int:
        """Writes the pages of the given months and the overview of months; answers how many files changed.

        What can't be rendered stays as it was, and the overview names no month without a page.
        """
        known = self.bucket.known()
        history, bulk = self.scoreboards.months(CITY, HISTORY), read_index(self.public)
        issued, months = set(bulletins.bulletin_months(known)), set(scoreboard_months(known))
        written: list[FileEntry] = []
        for report in reports:
            for name, files in self._month(report, history, bulk, known, now):
                with failures.part(f"pages {report.city['month']} {name}") as part:
                    # Taken in one by one: what was put before a fault has to be named as well.
                    written.extend(entry for file in files if (entry := self.bucket.put(file, known)))
                if not part.failed and name in (CITY, BULLETIN):
                    (months if name == CITY else issued).add(report.city["month"])
        with failures.part("pages"):
            indices = (scoreboards.index_file(self.renderer, months), bulletins.index_file(self.renderer, issued))
            written += [entry for file in indices if (entry := self.bucket.put(file, known))]
        if front:
            named = known | {entry.path: entry for entry in written}
            written += self._front(front, named, now, failures)
        # All of it is named at once: a reader takes the whole of a run or nothing of it.
        with failures.part("manifest"):
            self.bucket.name(written, now)
        return len(written)

    def _month(
        self,
        report: MonthReport,
        history: Sequence[dict[str, Any]],
        bulk: BulkIndex | None,
        known: dict[str, FileEntry],
        now: datetime,
    ) -> Iterator[tuple[str, Iterator[PublicFile]]]:
        """The files of each department and then of the city, which are made as they are asked for."""
        for department, of in report.evidence.items():
            yield f"evidence {department}", self._evidence(report, department, of, known)
        yield CITY, scoreboards.month_files(self.renderer, report, history[-DRAWN:], now)
        yield BULLETIN, iter([bulletins.bulletin_file(self.renderer, report, history, bulk)])

    def _evidence(
        self, report: MonthReport, department: str, of: Callable[[], Lists], known: dict[str, FileEntry]
    ) -> Iterator[PublicFile]:
        """A department's page and table are made only where its data is not what the site holds already."""
        lists = of()
        month = report.city["month"]
        data = scoreboards.evidence_data(month, department, lists)
        if known.get(data.key) != describe(data):
            yield from scoreboards.evidence_pages(self.renderer, month, department, lists)
            yield data

    def _files(self, news: SiteNews, known: dict[str, FileEntry], now: datetime) -> Iterator[PublicFile | LargeFile]:
        stored = {} if news.anew else disclosures.read_counts(self.public.get(disclosures.COUNTS_KEY))
        yield from news.files
        yield from news.lists(known.keys())
        paged = dict.fromkeys(() if news.anew else disclosure_days(known))
        days = {
            **paged,
            **{day: stored[day] for day in paged if day in stored},
            **{d: news.count(d) for d in news.days},
        }
        yield disclosures.index_file(self.renderer, days)
        yield disclosures.counts_file(days)
        pages = FrontPages(self.renderer, self.scoreboards)
        for department in self.catalogue.departments:
            if (newest := news.feeds.get(department.id)) is not None:
                yield feeds.feed_file(self.renderer, department, newest, now)
                yield feeds.embed_file(self.renderer, department, newest, now)
                yield pages.department(department, newest, now)
        yield from self._fixed()
        yield from (file for file in self._counted(None, known) if file.key not in known)
        yield pages.home(news.latest, days, now)

    def _counted(self, city: Scoreboard | None, known: Iterable[str]) -> Iterator[PublicFile]:
        """The pages that tell of boards alone: publication writes them before anything is counted, and never again."""
        yield front.departments_file(self.renderer, city, known)
        if city is None:
            yield bulletins.index_file(self.renderer, bulletins.bulletin_months(known))
        yield about.about_file(self.renderer, self.scoreboards.months(CITY, HISTORY) if city else [])

    def _front(
        self, front_news: FrontNews, known: Mapping[str, FileEntry], now: datetime, failures: Failures
    ) -> list[FileEntry]:
        """Writes what tells of the newest boards beside records: the front page and the pages of these departments,
        and what tells of boards alone; answers what changed.

        The records are asked for after the page that is to be replaced was seen: where a publication writes meanwhile,
        it is tried again, so that nothing which ended comes back.
        """
        pages, newest = FrontPages(self.renderer, self.scoreboards), front_news.newest
        written: list[FileEntry | None] = []
        for department in filter(None, map(self.catalogue.department, front_news.departments)):
            with failures.part(f"pages {department.id}"):
                page = partial(self._department, pages, department, newest, now)
                written.append(self.bucket.replace(front.department_key(department.id), page, known))
        with failures.part("front page"):
            days = dict.fromkeys(disclosure_days(known))
            days |= disclosures.read_counts(self.public.get(disclosures.COUNTS_KEY))
            written.append(self.bucket.replace(front.HOME, lambda: pages.home(newest(None), days, now), known))
        with failures.part("pages of boards"):
            city = self.scoreboards.get(CITY, f"{local_date(now):%Y-%m}")
            paths = {*known, *(one.path for one in written if one)}
            written += [self.bucket.put(file, known) for file in self._counted(city, paths)]
        return [one for one in written if one]

    @staticmethod
    def _department(pages: FrontPages, department: Department, newest: Newest, now: datetime) -> PublicFile:
        return pages.department(department, newest(department.id), now)

    def _fixed(self) -> Iterator[PublicFile]:
        yield from portal.fixed_files(self.renderer, all_kinds())
        yield portal.config_file(self.api_url)
        for blank in sorted(self.blanks.glob("*.xlsx")):
            yield PublicFile(f"templates/{blank.name}", blank.read_bytes(), XLSX)


def day_of(path: str) -> date | None:
    """The day of a file of a day's disclosures."""
    parts = path.split("/")
    return date(*map(int, parts[1:4])) if len(parts) == 5 and parts[0] == "disclosures" else None
