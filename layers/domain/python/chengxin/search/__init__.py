"""The public index: one SQLite file that holds only what is public, built at publication, read by the API."""

from chengxin.search.builder import IndexBuilder
from chengxin.search.model import (
    IndexedRecord,
    IndexRow,
    ListMembership,
    Page,
    Position,
    PublishedVersion,
    Subject,
    SubjectHit,
    SubjectProfile,
)
from chengxin.search.name_folding import QueryTooShortError, normalise_name
from chengxin.search.reader import PublicIndex
from chengxin.search.schema import INDEX_KEY

__all__ = [
    "INDEX_KEY",
    "IndexBuilder",
    "IndexRow",
    "IndexedRecord",
    "ListMembership",
    "Page",
    "Position",
    "PublicIndex",
    "PublishedVersion",
    "QueryTooShortError",
    "Subject",
    "SubjectHit",
    "SubjectProfile",
    "normalise_name",
]
