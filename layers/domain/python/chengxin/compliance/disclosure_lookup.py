"""Disclosure look-up: whether a document that a register line or a rejected row names was disclosed meanwhile."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from chengxin.compliance.board.gaps import Gap
from chengxin.compliance.duty.rules import Duties
from chengxin.compliance.sweep import DocumentQuery
from chengxin.ledger import entry_id
from chengxin.ports import Ledger, Records
from chengxin.records import DOCUMENT_LENGTH, PLACE_DIGITS, RecordVersion, document_of, dropped_at, page_of
from chengxin.times import shanghai
from chengxin.versions.replacements import REPLACEMENT, Replacements

GAPS_AT_ONCE, DOCUMENTS_AT_ONCE = 100, 500
Document = tuple[str, str]
"""(department, normal form of the document number)"""


@dataclass(slots=True)
class DisclosureLookup:
    """`chengxin.compliance.sweep.DocumentLookup` over the stored records, at the business clock `now`."""

    duties: Duties
    ledger: Ledger
    records: Records
    now: datetime
    reads: int = 0
    _read: tuple[str, str, str] | None = None
    _stamps: dict[str | None, datetime] = field(default_factory=dict)
    """When the decisions of the chunk that was read last became public, by their orders."""

    def __call__(self, asked: Sequence[DocumentQuery]) -> dict[DocumentQuery, datetime]:
        """When a record of each document was first disclosed, or the decision itself taken back before it was; of an
        objection, when the platform learned that it is handled; of a rejected row, also when a mended row replaced it.
        Each document is read once, however many rows named it."""
        queries: dict[Document, list[DocumentQuery]] = {}
        for one in asked:
            queries.setdefault(one[:2], []).append(one)
        found: dict[DocumentQuery, datetime] = {}
        todo = iter(queries)
        while some := list(islice(todo, DOCUMENTS_AT_ONCE)):
            for document in self._stored(some):
                found.update(self._moments(document, queries[document]))
        return found

    def _stored(self, asked: Iterable[Document]) -> list[Document]:
        """Those of which anything is stored. Their register pages are read side by side: after a first load, hundreds
        of thousands of rejected rows wait of which nothing is."""
        documents = {one: (page_of(*one), document_of(*one)) for one in asked}
        pages = self.records.known(page for page, _ in documents.values())
        self.reads += len(pages)
        stored = {(page, version.sort[:DOCUMENT_LENGTH]) for page, versions in pages.items() for version in versions}
        return [one for one, document in documents.items() if document in stored]

    def _moments(self, document: Document, asked: Sequence[DocumentQuery]) -> Iterator[tuple[DocumentQuery, datetime]]:
        versions, replacements = [], Replacements()
        self.reads += 1
        for version in self.records.of_document(page_of(*document), document_of(*document)):
            if version.dataset != REPLACEMENT:
                versions.append(version)
            elif version.accepted_at <= self.now:
                replacements.add(version)
        disclosed = None
        if any(not one.objection for one in asked):
            versions.sort(key=lambda version: version.order)  # chunk by chunk
            disclosed = self._first(moment for version in versions if (moment := self._discharged(version)))
        for one in asked:
            moment = self._first(self._handlings(one.objection, versions)) if one.objection else disclosed
            replaced = replacements.moment(one.rejected) if one.rejected else None
            known = [at for at in (moment, replaced) if at]
            if known:
                yield one, min(known)

    def _first(self, moments: Iterable[datetime]) -> datetime | None:
        return min((moment for moment in moments if moment <= self.now), default=None)

    def _handlings(self, objection: str, versions: Iterable[RecordVersion]) -> Iterator[datetime]:
        return (one.accepted_at for one in versions if one.dataset == objection and self._handled(one))

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
        """A chunk's entries are read once for all its versions: a document may have 100,000 parties."""
        month, drop = f"{shanghai(version.received_at):%Y-%m}", version.order[:-PLACE_DIGITS]
        chunk = version.department, month, entry_id(drop, "record", version.chunk)
        if chunk != self._read:
            entries = self.ledger.runs_of(*chunk)
            self.reads += max(len(entries), 1)
            self._read, self._stamps = chunk, {}
            for at, order in ((e.published_at, d.order) for e in entries if e.published_at for d in e.decisions):
                self._stamps[order] = min(at, self._stamps.get(order, at))
        return self._stamps.get(version.order)


def gaps_without_recorded(
    department: str, gaps: Iterable[Gap], records: Records, at: datetime
) -> tuple[list[Gap], int]:
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
        if dropped_at(version.order) <= at and version.digest  # a replacement says that there is no such document
    }
    return {one for one, page in documents.items() if (page, document_of(department, one)) in told}, len(stored)
