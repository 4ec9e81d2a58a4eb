"""A whole small site, as a publication run would write it."""

from datetime import date
from itertools import chain

from tests.unit.publication.samples import CATALOGUE, NOW, city, files_of_day, record, renderer, report

from chengxin.findings import FindingKind
from chengxin.publication import disclosures, feeds, manifest, portal, scoreboards
from chengxin.publication.files import PublicFile

DAY = date(2026, 3, 2)
KIND = FindingKind("bad-date", "error", "日期有误", "“{column}”的“{value}”不是日期。", "请填日期。", "790号", "<昨天>")


def site() -> dict[str, PublicFile]:
    """Every file by its key."""
    make, month, records = renderer(), report(city()), [record(n) for n in range(1, 1100)]
    files = [
        *portal.fixed_files(make, [KIND]),
        portal.config_file("https://api.example/prod/"),
        *files_of_day(DAY, records),
        disclosures.index_file(make, [DAY]),
        *scoreboards.month_files(make, month, [city()], NOW),
        *chain.from_iterable(
            scoreboards.evidence_pages(make, month.city["month"], one, of()) for one, of in month.evidence.items()
        ),
        *(scoreboards.evidence_data(month.city["month"], one, of()) for one, of in month.evidence.items()),
        scoreboards.index_file(make, ["2026-03"]),
        *(feeds.feed_file(make, one, records, NOW) for one in CATALOGUE.departments),
        *(feeds.embed_file(make, one, records, NOW) for one in CATALOGUE.departments),
        portal.home_file(make, records, city(), [DAY], NOW),
    ]
    files.append(manifest.manifest_file(None, map(manifest.describe, files), NOW))
    return {file.key: file for file in files}
