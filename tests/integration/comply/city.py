"""The compliance job over the real adapters on an in-process AWS; drops and publications are put into the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.integration.adapters.aws import bucket, dynamodb
from tests.support.memory_shelf import MemoryShelf
from tests.unit.compliance.stories import CATALOGUE, DUTIES, MARKET, WATER
from tests.unit.publication.samples import PORTAL

from chengxin.compliance.escalation.messages import Message
from chengxin.compliance.escalation.metrics import Metric
from chengxin.ledger import LedgerEntry
from chengxin.publication.renderer import Renderer
from chengxin.publication.site import Site
from chengxin.read_model.reader import ReadModel
from chengxin.records import Party, Provenance, RecordKey, RecordVersion, document_of, page_of, version_order
from chengxin.steps.announce import Announcer
from chengxin.steps.comply import Inspector
from chengxin.steps.public_rows import PublicRows
from chengxin_aws.ledger import DynamoLedger
from chengxin_aws.notifier import DynamoNotificationMemory
from chengxin_aws.objects import S3Objects
from chengxin_aws.records import DynamoRecords
from chengxin_aws.scoreboards import DynamoScoreboards

ADDRESS = "https://credit.example"


@dataclass
class Post:
    """Keeps what is sent, metrics and messages alike; `broken` refuses messages."""

    metrics: list[Metric] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    broken: bool = False

    def put(self, found: Iterable[Metric]) -> None:
        self.metrics = list(found)

    def send(self, message: Message) -> None:
        if self.broken:
            raise ConnectionError
        self.messages.append(message)

    def figure(self, name: str, department: str | None = None) -> float:
        """A metric of the last run."""
        wanted = {"Department": department} if department else {}
        return next(one.value for one in self.metrics if (one.name, dict(one.dimensions)) == (name, wanted))


@dataclass
class Town:
    """Two departments, market supervision and water; what happens to them and what the job makes of it."""

    ledger: DynamoLedger
    records: DynamoRecords
    boards: DynamoScoreboards
    post: Post = field(default_factory=Post)

    def __post_init__(self) -> None:
        self.public = S3Objects(bucket("public", versioned=True), "public")
        memory = DynamoNotificationMemory(dynamodb(), "ScoreboardsTable")
        site = Site(self.public, CATALOGUE, Renderer(PORTAL, CATALOGUE), self.boards, Path("nowhere"), ADDRESS)
        announcer = Announcer(CATALOGUE, DUTIES, self.post, memory, ADDRESS)
        public, rows = ReadModel(MemoryShelf()), PublicRows(CATALOGUE, DUTIES, self.records)
        self.job = Inspector(
            CATALOGUE, DUTIES, self.ledger, self.records, self.boards, site, self.post, announcer, public, rows
        )

    def drop(self, *entries: LedgerEntry) -> None:
        """Entries as ingest adds them, with the records that they tell of."""
        for entry in map(_ordered, entries):
            self.ledger.add(entry)
            self.records.put(_versions(entry))

    def publish(self, now: datetime) -> None:
        """As the publish job stamps what is open."""
        for department in (MARKET, WATER):
            for entry in self.ledger.open(department):
                if entry.source == "record":
                    self.ledger.publish(entry, now)
        for entry in self.ledger.to_render():
            self.ledger.rendered(entry)

    def run(self, now: datetime, *, rehearsal: bool = False) -> dict[str, Any]:
        self.post.messages.clear()
        return self.job.run(now, rehearsal=rehearsal)

    def board(self, month: str, department: str = MARKET) -> dict[str, Any]:
        found = self.boards.get(department, month)
        assert found
        return found


def _ordered(entry: LedgerEntry) -> LedgerEntry:
    told = [replace(one, order=version_order(entry.order, one.row)) for one in entry.decisions]
    return replace(entry, decisions=tuple(told))


def _versions(entry: LedgerEntry) -> list[RecordVersion]:
    return [
        RecordVersion(
            key=_key(entry.department, one.document_key),
            order=version_order(entry.order, one.row),
            dataset=one.dataset,
            kind="penalty",
            department=entry.department,
            party=Party("武汉市江汉区长江百货有限公司"),
            document_number=one.document_number,
            decision_date=one.decision_date,
            valid_until=None,
            authority_name="",
            authority_code=None,
            content={},
            private={},
            digest="0" * 32,
            public=one.public,
            provenance=Provenance(entry.submission_id, entry.file_name, one.row, ""),
            received_at=entry.received_at,
            accepted_at=entry.accepted_at,
            chunk=entry.chunk,
        )
        for one in entry.decisions
        if one.source == "record"
    ]


def _key(department: str, document: str) -> RecordKey:
    return RecordKey(page_of(department, document), document_of(department, document), "e" * 11)
