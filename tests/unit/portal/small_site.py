"""A whole small site, as a publication run would write it."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from tests.support.memory_shelf import MemoryShelf
from tests.unit.publication.samples import CATALOGUE, NOW, city, files_of_day, record, renderer, report, scoreboard
from tests.unit.steps.memory import MemoryObjects

from chengxin.findings import FindingKind
from chengxin.publication import about, bulletins, disclosures, feeds, front, manifest, portal, scoreboards
from chengxin.publication.bulk import index
from chengxin.publication.files import LargeFile, PublicFile
from chengxin.publication.front import FrontPages
from chengxin.publication.list_files import ListFiles
from chengxin.publication.record_rows import Record
from chengxin.publication.renderer import Renderer
from chengxin.read_model.batches import Batch, Batches
from chengxin.read_model.list_members import MEASURES

DAY = date(2026, 3, 2)
KIND = FindingKind("bad-date", "error", "日期有误", "“{column}”的“{value}”不是日期。", "请填日期。", "790号", "<昨天>")


class Boards:
    """The scoreboards of two months."""

    def get(self, department: str, month: str) -> dict[str, Any] | None:
        return next((one for one in self.months(department) if one["month"] == month), None)

    def months(self, department: str, newest: int = 12) -> list[dict[str, Any]]:
        months = ("2026-02", "2026-03")[-newest:]
        return [city(one) if department == "city" else scoreboard(department, one) for one in months]


LIST = CATALOGUE.lists_on()[0].id
BATCH = Batch(202602, "2026-02-01", "2026-02-28", dict.fromkeys(MEASURES, 1), dict.fromkeys(MEASURES, 2), 1, 0)


def lists(make: Renderer, newest: Sequence[Record]) -> Iterator[PublicFile | LargeFile]:
    """The files of lists, one with a batch."""
    shelf = MemoryShelf()
    Batches(shelf, LIST).keep([BATCH])
    return ListFiles(make, MemoryObjects(), shelf, lambda _: newest).files({}, set(), DAY, anew=True)


def site() -> dict[str, PublicFile]:
    """Every file by its key."""
    pages = FrontPages(renderer(), Boards())
    make, month, records = renderer(), report(city()), [record(n) for n in range(1, 1100)]
    files = [
        *portal.fixed_files(make, [KIND]),
        portal.config_file("https://api.example/prod/"),
        *files_of_day(DAY, records),
        disclosures.index_file(make, {DAY: len(records)}),
        disclosures.counts_file({DAY: len(records)}),
        front.departments_file(make, city(), [front.department_key("market-regulation")]),
        *(pages.department(one, records, NOW) for one in CATALOGUE.departments),
        about.about_file(make, [city("2026-02"), city()]),
        bulletins.bulletin_file(make, month, [city("2026-02"), city()], index.BulkIndex(NOW)),
        bulletins.index_file(make, ["2026-03"]),
        index.index_file(index.BulkIndex(NOW)),
        *scoreboards.month_files(make, month, [city()], NOW),
        *chain.from_iterable(
            scoreboards.evidence_pages(make, month.city["month"], one, of()) for one, of in month.evidence.items()
        ),
        *(scoreboards.evidence_data(month.city["month"], one, of()) for one, of in month.evidence.items()),
        scoreboards.index_file(make, ["2026-03"]),
        *(feeds.feed_file(make, one, records, NOW) for one in CATALOGUE.departments),
        *(feeds.embed_file(make, one, records, NOW) for one in CATALOGUE.departments),
        *lists(make, records[:3]),
        pages.home(records, {DAY: len(records)}, NOW),
    ]
    files.append(manifest.manifest_file(None, map(manifest.describe, files), NOW))
    return {file.key: file for file in files if isinstance(file, PublicFile)}
