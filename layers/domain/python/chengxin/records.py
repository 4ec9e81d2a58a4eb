"""A public-credit record: its identity, its versions, and the shape the world sees.

Identity is (reporting department, document number, dataset, party). The department's id stands for the agency:
authority names come in hundreds of spellings, the inbox prefix in one. Versions are append-only, ordered by the
drop that carried them, so a write never needs a condition and late old news can't win.
"""

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

PAGE_LENGTH, DOCUMENT_LENGTH, ENTRY_LENGTH = 13, 8, 11
PAGE_OF_NUMBERS = 32
SHEET_DIGITS, ROW_DIGITS = 3, 7
PLACE_DIGITS = SHEET_DIGITS + ROW_DIGITS


@dataclass(frozen=True, slots=True)
class Drop:
    """One object version in the inbox: the identity of what a department dropped.

    `order` sorts drops as S3 itself lists them: the version's LastModified in whole seconds, its place among
    the versions of its key, then the submission's id.
    """

    bucket: str
    key: str
    version_id: str
    size: int
    etag: str
    last_modified: datetime
    rank: int = 0

    @property
    def submission_id(self) -> str:
        """Deterministic in (bucket, key, version): 20 characters of lower-case base32."""
        return _digest(20, self.bucket, self.key, self.version_id)

    @property
    def order(self) -> str:
        """33 characters that sort as the drops happened."""
        return f"{int(self.last_modified.timestamp()):010d}{self.rank:03d}{self.submission_id}"


@dataclass(frozen=True, slots=True)
class RecordKey:
    """`record_id` = page + document + entry.

    A page holds 32 neighbouring numbers of one series, as a bound register does, so that what is known of a
    chunk of consecutive decisions is read with few queries; all parties of a document stand together in it.
    """

    page: str
    document: str
    entry: str

    @property
    def record_id(self) -> str:
        """32 characters of lower-case base32: a stable, URL-safe name."""
        return self.page + self.document + self.entry

    @property
    def sort(self) -> str:
        """The part of the sort key before the version's order."""
        return self.document + self.entry

    @classmethod
    def parse(cls, record_id: str) -> "RecordKey | None":
        """The key that a record id names, or None where the text can't be one."""
        if len(record_id) != PAGE_LENGTH + DOCUMENT_LENGTH + ENTRY_LENGTH or not record_id.isalnum():
            return None
        cut = PAGE_LENGTH + DOCUMENT_LENGTH
        return cls(record_id[:PAGE_LENGTH], record_id[PAGE_LENGTH:cut], record_id[cut:])


def record_key(
    department: str, document: str, dataset: str, party: str, identity: str | None = None, *, secret: bytes = b""
) -> RecordKey:
    """The key of a record from its normalised document number (or other primary key) and party name, for what is
    never public. What may be is named by `chengxin.versions.record_names`; records from before it are named so, too.

    `identity` is a natural person's ID number; it enters by HMAC only, since the whole space of numbers can be tried.
    """
    person = hmac.new(secret, identity.encode(), hashlib.sha256).hexdigest() if identity else ""
    return RecordKey(
        page=page_of(department, document),
        document=document_of(department, document),
        entry=_digest(ENTRY_LENGTH, dataset, party, person),
    )


def version_order(drop_order: str, row: int, sheet: int = 0) -> str:
    """The order of a version: the drop's, then that of the row's sheet among several, then the row's."""
    return f"{drop_order}{sheet:0{SHEET_DIGITS}d}{row:0{ROW_DIGITS}d}"


def dropped_at(order: str) -> datetime:
    """When the drop of an order, or of a version's, lay in the inbox, to the second."""
    return datetime.fromtimestamp(int(order[:10]), UTC)


def page_of(department: str, document: str) -> str:
    """The register page that a document number stands on; `document` is in its normal form."""
    series, number = split_number(document)
    return _page(department, series, str(number // PAGE_OF_NUMBERS) if number is not None else "")


def document_of(department: str, document: str) -> str:
    """The part of a record's key that names its document, whoever its parties are."""
    return _digest(DOCUMENT_LENGTH, department, document)


def split_number(document: str) -> tuple[str, int | None]:
    """Cuts the last run of digits from a document number: `武市监罚〔2026〕64号` → (`武市监罚〔2026〕号`, 64)."""
    end = len(document)
    while end and not document[end - 1].isdecimal():
        end -= 1
    start = end
    while start and document[start - 1].isdecimal():
        start -= 1
    if start == end:
        return document, None
    return document[:start] + document[end:], int(document[start:end])


@lru_cache(maxsize=4096)
def _page(department: str, series: str, number: str) -> str:
    """Neighbouring numbers come one after the other, so a page is asked for many times in a row."""
    return _digest(PAGE_LENGTH, department, series, number)


def _digest(length: int, *parts: str) -> str:
    """Lower-case base32 of a SHA-256, cut to `length` characters; 5 bytes make 8 of them."""
    raw = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return b32encode(raw[: (length + 7) // 8 * 5]).decode().lower()[:length]


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a record is about. `type`: legal_person, natural_person, sole_trader, vehicle or other."""

    name: str
    code: str | None = None
    type: str = "legal_person"
    registration_number: str | None = None
    organisation_code: str | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a version came from: the submission, the row a person sees in the file, the file's mark (see
    `chengxin.privacy.keyring`; its digest in versions from before there were marks)."""

    submission_id: str
    file_name: str
    row: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One version of a record as accepted. `content` holds public fields only, `private` all others.

    Values are strings in canonical form (dates ISO, money exact decimal 元, several values joined by `;`).
    `order` = the drop's order + the row in 7 digits. `public` says whether the record may be disclosed at all;
    `chunk` is the ledger entry that tells when it was accepted and published.
    """

    key: RecordKey
    order: str
    dataset: str
    kind: str
    department: str
    party: Party
    document_number: str | None
    decision_date: date | None
    valid_until: date | None
    authority_name: str
    authority_code: str | None
    content: Mapping[str, str]
    private: Mapping[str, str]
    digest: str
    public: bool
    provenance: Provenance
    received_at: datetime
    accepted_at: datetime
    chunk: int
    withdrawn: str | None = None
    """The public reason, where this version takes the record down."""


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """What normalise must know of a stored version to classify a row and to see that a decision date changes."""

    sort: str
    order: str
    digest: str
    withdrawn: str | None = None
    """The public reason, where this version takes the record down."""
    decision_date: date | None = None
