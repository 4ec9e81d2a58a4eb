"""The names of records: what the public address of a record may be made of, and which older name a record keeps.

A record's id ends in a keyed digest of its party: a plain one would let anybody try names until one fits. Where a row
has no document number, the values that stand for it may hold a name, too, and only a keyed digest of them is kept.
A record that is stored already keeps the id that it has, made by an older key or, before there was one, by none: its
address never changes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from chengxin.normalise.model import CleanRow
from chengxin.privacy.keyring import KeyRing
from chengxin.records import ENTRY_LENGTH, KnownVersion, RecordKey, document_of, page_of, record_key

ENTRY, DOCUMENT = "record", "document"
UNNUMBERED = "~"
TOKEN_LENGTH = 32

NamedRow = tuple[CleanRow, RecordKey]
Dropped = tuple[CleanRow, str]
"""A row, and the dataset that its record is kept under."""


@dataclass(frozen=True, slots=True)
class RecordNames:
    """The names that a department's records have, by a ring of keys."""

    ring: KeyRing
    department: str

    def pages(self, rows: Iterable[Dropped]) -> Iterator[str]:
        """The pages on which rows may be known: one each, but for rows without a document number."""
        for row, kept_as in rows:
            if row.document_number is not None:
                yield page_of(self.department, row.document_key)
            else:
                yield from (key.page for _, key in self._names(row, kept_as))

    def named(self, rows: Iterable[Dropped], known: Mapping[str, Sequence[KnownVersion]]) -> list[NamedRow]:
        """The rows, each with the key of its record among those that are known, else with the newest name."""
        stored = {page + one.sort for page, versions in known.items() for one in versions}
        documents = {(page, one.sort[:-ENTRY_LENGTH]) for page, versions in known.items() for one in versions}
        return [self._name(row, kept_as, stored, documents) for row, kept_as in rows]

    def _name(self, row: CleanRow, kept_as: str, stored: set[str], documents: set[tuple[str, str]]) -> NamedRow:
        newest = self._newest(row, kept_as)
        key = newest[1]
        if row.document_number is not None and (key.page, key.document) not in documents:
            return newest
        return next((one for one in self._names(row, kept_as) if one[1].record_id in stored), newest)

    def _newest(self, row: CleanRow, kept_as: str) -> NamedRow:
        return self._keyed(self.ring.newest, row, kept_as)

    def _names(self, row: CleanRow, kept_as: str) -> Iterator[NamedRow]:
        """All names that a row's record may have, the newest first."""
        yield from (self._keyed(number, row, kept_as) for number in self.ring.newest_first)
        party, first = row.party.name, self.ring.oldest
        yield row, record_key(self.department, row.document_key, kept_as, party, row.identity, secret=first)

    def _keyed(self, number: int, row: CleanRow, kept_as: str) -> NamedRow:
        document = row.document_key
        if row.document_number is None:
            document = UNNUMBERED + self.ring.name(number, DOCUMENT, TOKEN_LENGTH, self.department, document)
            row = replace(row, document_key=document)
        parts = (self.department, document, kept_as, row.party.name, row.identity or "")
        entry = self.ring.name(number, ENTRY, ENTRY_LENGTH, *parts)
        return row, RecordKey(page_of(self.department, document), document_of(self.department, document), entry)
