"""What the stored records know of a document: whether it was disclosed meanwhile, whether it was ever sent in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from chengxin.compliance.duties import Duties
from chengxin.compliance.gaps import Gap
from chengxin.ledger import entry_id
from chengxin.ports import Ledger, Records
from chengxin.records import DOCUMENT_LENGTH, PLACE_DIGITS, RecordVersion, document_of, dropped_at, page_of
from chengxin.times import shanghai

GAPS_AT_ONCE = 100


@dataclass(slots=True)
class Finder:
    """`chengxin.compliance.sweep.FindDocument` over the stored records, at the business clock `now`."""

    duties: Duties
    ledger: Ledger
    records: Records
    now: datetime
    reads: int = 0
    _page: tuple[str, frozenset[str]] = ("", frozenset())

    def __call__(self, department: str, document: str, objection: str | None = None) -> datetime | None:
        """When a record of the document was first disclosed, or the decision itself taken back before it was; with
        the dataset of an `objection`, when the platform learned that the one of this number is handled."""
        page, wanted = page_of(department, document), document_of(department, document)
        if wanted not in self._documents(page):
            return None
        versions = self.records.of_document(page, wanted)
        self.reads += 1
        if objection:
            moments = [one.accepted_at for one in versions if one.dataset == objection and self._handled(one)]
        else:
            moments = [moment for version in versions if (moment := self._discharged(version))]
        return min((moment for moment in moments if moment <= self.now), default=None)

    def _documents(self, page: str) -> frozenset[str]:
        """The documents of a register page. What waits comes in the order of its file, neighbouring numbers one after
        the other: thousands of rejected rows of which nothing is stored are looked up with few reads."""
        if self._page[0] != page:
            stored = self.records.known([page])[page]
            self._page = page, frozenset(version.sort[:DOCUMENT_LENGTH] for version in stored)
            self.reads += 1
        return self._page[1]

    def _handled(self, version: RecordVersion) -> bool:
        dataset = self.duties.catalogue.dataset(version.dataset)
        return dataset is not None and dataset.day("handled_on", version.content) is not None

    def _discharged(self, version: RecordVersion) -> datetime | None:
        """Publication of a version's ledger entry; acceptance of a notice that withdraws the decision, and of a
        record that may lawfully not be public."""
        if version.withdrawn is not None or version.dataset in self.duties.withdrawing:
            return version.accepted_at
        if version.dataset not in self.duties.disclosed:
            return None
        return self._published(version) if version.public else version.accepted_at

    def _published(self, version: RecordVersion) -> datetime | None:
        month, drop = f"{shanghai(version.received_at):%Y-%m}", version.order[:-PLACE_DIGITS]
        entries = self.ledger.runs_of(version.department, month, entry_id(drop, "record", version.chunk))
        self.reads += max(len(entries), 1)
        told = (
            e.published_at for e in entries if e.published_at and any(d.order == version.order for d in e.decisions)
        )
        return min(told, default=None)


def without_recorded(department: str, gaps: Iterable[Gap], records: Records, at: datetime) -> tuple[list[Gap], int]:
    """What stays of gaps without the numbers of which a file dropped by `at` told, of whatever month; and the register
    pages that were read for it. What was rejected back then and never mended is still open, and no part of a gap."""
    left: list[Gap] = []
    pages, todo = 0, iter(gaps)
    # The series of a first load of history may lack as many numbers as memory can't hold pages for.
    while some := list(islice(todo, GAPS_AT_ONCE)):
        known, read = _recorded(department, some, records, at)
        left += [part for gap in some for part in gap.without(known)]
        pages += read
    return left, pages


def _recorded(department: str, gaps: Iterable[Gap], records: Records, at: datetime) -> tuple[set[str], int]:
    documents = {one: page_of(department, one) for gap in gaps for one in gap.documents.values()}
    stored = records.known(documents.values())
    told = {
        (page, version.sort[:DOCUMENT_LENGTH])
        for page, versions in stored.items()
        for version in versions
        if dropped_at(version.order) <= at
    }
    return {one for one, page in documents.items() if (page, document_of(department, one)) in told}, len(stored)
