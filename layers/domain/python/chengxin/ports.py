"""What the domain needs from the outside, as Protocols; `chengxin_aws` implements them."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import BinaryIO, Protocol

from chengxin.ledger import LedgerEntry
from chengxin.receipts.submission import Submission
from chengxin.receipts.unfinished import Unfinished
from chengxin.records import Drop, KnownVersion, RecordKey, RecordVersion
from chengxin.versions.drop_order import ListedDrop, RequestedRewrite


class Objects(Protocol):
    """A bucket of files. Keys are raw text, never URL-encoded."""

    def get(self, key: str) -> bytes | None:
        """The object's bytes, or None where there is none."""

    def put(self, key: str, body: bytes | BinaryIO, content_type: str, *, cache: str = "") -> None:
        """Writes the object whole, from bytes or from an open file; repeating the call is harmless."""

    def tagged(self, key: str) -> tuple[bytes, str] | None:
        """The object's bytes and the tag of exactly this state of it, or None where there is none."""

    def replace(self, key: str, body: bytes, content_type: str, tag: str | None, *, cache: str = "") -> bool:
        """Writes the object if it is still in the state of that tag (None: if there is none); answers whether."""

    def delete(self, key: str) -> None:
        """Removes the object; absent is fine."""

    def keys(self, prefix: str) -> Iterable[str]:
        """All keys below a prefix, sorted."""


class Inbox(Protocol):
    """The bucket that departments drop files into."""

    @property
    def bucket(self) -> str:
        """Its name."""

    def candidates(self, key: str, version_id: str | None, etag: str | None, size: int | None) -> Sequence[Drop]:
        """The dropped versions that an event can mean, oldest first; by ETag and size where it lacks the version."""

    def download(self, drop: Drop, into: BinaryIO) -> None:
        """Streams exactly that version's bytes."""


class Submissions(Protocol):
    """The register of submissions."""

    def register(self, submission: Submission) -> Submission:
        """Stores a new submission, or answers the one stored before under its id (its times are kept)."""

    def get(self, submission_id: str) -> Submission | None:
        """A submission by id."""

    def newest(self, department: str, before: str | None, limit: int) -> Sequence[tuple[str, Submission]]:
        """A department's submissions, newest first, each with its place; the next ones lie `before` the last place."""

    def update(self, submission: Submission) -> None:
        """Stores what was learned of a submission unless it is finished; the same call again changes nothing."""

    def note_unfinished(self, one: Unfinished) -> None:
        """Notes a submission among those that are not finished, or its newest sign of life."""

    def unfinished(self) -> Sequence[Unfinished]:
        """The submissions that are not finished: those that run, those that failed."""

    def forget_unfinished(self, submission_id: str) -> None:
        """A submission is finished."""

    def note_drop(self, department: str, dataset: str, drop: ListedDrop) -> None:
        """Notes a drop among its dataset's."""

    def drops_around(self, department: str, dataset: str, order: str) -> Sequence[ListedDrop]:
        """All newer drops of a dataset and the nearest older ones."""

    def note_beside(self, submission_id: str, older: Iterable[ListedDrop]) -> None:
        """Notes older drops of the dataset that ran while a submission was judged; noting twice counts once."""

    def beside(self, submission_id: str) -> Mapping[str, str]:
        """The older drops that ran while a submission was judged: their orders by submission."""

    def request_rewrite(self, request: RequestedRewrite) -> None:
        """Keeps a rewrite until it is done, so that none is lost with the process that was to start it."""

    def rewrites(self) -> Sequence[RequestedRewrite]:
        """The rewrites that were requested and are not done, in the order of their drops."""

    def rewritten(self, drop_order: str, cause: str) -> None:
        """A rewrite is done."""

    def amend(self, submission: Submission) -> None:
        """Stores the counts of a finished submission that was judged again."""

    def written(self, chunks: Iterable[tuple[str, int]]) -> Set[tuple[str, int]]:
        """Those of the chunks (submission, index) whose versions are wholly written."""

    def drops_after(self, department: str, dataset: str, order: str) -> Sequence[ListedDrop]:
        """All newer drops of a dataset, oldest first."""

    def claim(self, department: str, dataset: str, sha256: str, submission_id: str, void: frozenset[str]) -> str:
        """Claims content for a submission; answers who claimed it first. A void claimant gives way."""

    def statuses(self, submission_ids: Iterable[str]) -> Mapping[str, str]:
        """The status of each submission that is registered."""

    def claim_drop(self, submission_id: str, event_id: str) -> bool:
        """Whether a drop belongs to an event: the first to ask gets it, for good."""

    def chunk_done(self, submission: Submission, chunk: int, rows: int, at: datetime) -> None:
        """Notes a chunk as normalised, a sign of life; doing it twice counts once."""

    def rows_done(self, submission_id: str) -> int:
        """Rows of the chunks that are normalised so far."""


class Records(Protocol):
    """Versions of records, by key."""

    def known(self, pages: Iterable[str]) -> Mapping[str, Sequence[KnownVersion]]:
        """Per page, what is stored on it, newest last per record."""

    def put(self, versions: Iterable[RecordVersion]) -> None:
        """Writes versions unconditionally; their keys make it repeatable and order-free."""

    def versions(self, key: RecordKey) -> Sequence[RecordVersion]:
        """All versions of one record, newest first."""

    def of_document(self, page: str, document: str) -> Sequence[RecordVersion]:
        """All versions of all records of one document, newest first within each record."""

    def get_many(self, keys: Sequence[tuple[RecordKey, str]]) -> Sequence[RecordVersion]:
        """The named versions (key, order), in no order; absent ones are left out."""


class Ledger(Protocol):
    """The ledger of decisions, by department and month of receipt."""

    def add(self, entry: LedgerEntry) -> None:
        """Adds an entry's statements to the ledger. Those that an entry of its id has already are left as they are,
        with their stamps; others are added beside it, as a supplement."""

    def get(self, department: str, month: str, entry_id: str) -> LedgerEntry | None:
        """One entry."""

    def runs_of(self, department: str, month: str, entry_id: str) -> Sequence[LedgerEntry]:
        """A chunk's entry and its supplements."""

    def month(self, department: str, month: str) -> Sequence[LedgerEntry]:
        """All entries of a department's month, oldest first."""

    def departments(self) -> Set[str]:
        """The departments that ever sent anything."""

    def open(self, department: str) -> Sequence[LedgerEntry]:
        """The open entries of a department, oldest first: reads grow with what is open only."""

    def publish(self, entry: LedgerEntry, now: datetime) -> datetime:
        """Stamps an entry as published unless it is; answers the moment that counts."""

    def to_render(self) -> Sequence[LedgerEntry]:
        """Entries that are published but not yet in the public files."""

    def published(self) -> Iterable[LedgerEntry]:
        """All entries that were ever published, in no order: for making anew what is derived from them."""

    def rendered(self, entry: LedgerEntry) -> None:
        """The public files tell of this entry now."""

    def close(self, entry: LedgerEntry, closed: Mapping[int, datetime]) -> None:
        """Notes decisions of an entry as discharged; the entry leaves the open index when all are."""


class Lease(Protocol):
    """The right to do what one run at a time may do. A holder that dies loses it before long."""

    def take(self, now: datetime) -> bool:
        """Takes it if it is free; otherwise leaves word for its holder that a run at `now` was asked for."""

    def release(self) -> datetime | None:
        """Gives it back; or keeps it and answers the moment of a run that was asked for meanwhile."""

    def abandon(self) -> None:
        """Gives it back whatever was asked for."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The wall clock, aware."""
