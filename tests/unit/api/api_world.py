"""A small public world in memory, asked through full API Gateway REST proxy events."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from functions.api.app import create_app
from functions.api.pages import Pages
from functions.api.seam import Api
from functions.api.services import Services
from tests.support.memory_shelf import MemoryShelf

from chengxin.catalogue import Catalogue
from chengxin.compliance.duty.rules import Duties
from chengxin.credentials import Credential, issue
from chengxin.deadlines import Calendar
from chengxin.privacy.keyring import KeyRing
from chengxin.publication.renderer import Renderer
from chengxin.read_model.model import IndexedRecord, Subject
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.update import End, News, Update
from chengxin.receipts.submission import Submission
from chengxin.records import KnownVersion, Party, Provenance, RecordKey, RecordVersion, record_key
from chengxin.search.names.delta import Delta
from chengxin.search.names.names_file import NamesFile
from chengxin.search.names.search import Names
from chengxin.times import SHANGHAI

PORTAL = Path(__file__).parents[3] / "infra" / "portal"
NOW = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
FIRM, FIRM_NAME = "91420100MA4KXY8Q0X", "武汉江汉百货有限公司"
PUBLISHED = datetime(2026, 2, 10, 9, tzinfo=SHANGHAI)
ACCEPTED = datetime(2026, 2, 9, 9, tzinfo=SHANGHAI)


def version(number: int, **fields: Any) -> RecordVersion:
    """A licence of document `number`, as accepted."""
    document = f"武市监许〔2026〕{number}号"
    defaults: dict[str, Any] = {
        "key": record_key("market-regulation", document, "administrative-licence", FIRM_NAME),
        "order": "0001",
        "dataset": "administrative-licence",
        "kind": "licence",
        "department": "market-regulation",
        "party": Party(FIRM_NAME, FIRM),
        "document_number": document,
        "decision_date": date(2026, 2, 3),
        "valid_until": date(2030, 1, 1),
        "authority_name": "武汉市市场监督管理局",
        "authority_code": "11420100MB15000000",
        "content": {"licence_name": "食品经营许可证"},
        "private": {"legal_representative_id": "360426199101010071"},
        "digest": "d",
        "public": True,
        "provenance": Provenance("s" * 20, "许可.xlsx", number + 2, "k:" + "a" * 64),
        "received_at": ACCEPTED,
        "accepted_at": ACCEPTED,
        "chunk": 0,
    }
    return RecordVersion(**{**defaults, **fields})


@dataclass
class MemoryRecords:
    stored: list[RecordVersion] = field(default_factory=list)

    def known(self, pages: Iterable[str]) -> Mapping[str, Sequence[KnownVersion]]:
        return {}

    def put(self, versions: Iterable[RecordVersion]) -> None:
        self.stored += versions

    def versions(self, key: RecordKey) -> Sequence[RecordVersion]:
        return sorted((v for v in self.stored if v.key == key), key=lambda v: v.order, reverse=True)

    def of_document(self, page: str, document: str) -> Sequence[RecordVersion]:
        return []

    def get_many(self, keys: Sequence[tuple[RecordKey, str]]) -> Sequence[RecordVersion]:
        return [v for v in self.stored if (v.key, v.order) in set(keys)][::-1]


class MemoryBucket(dict[str, bytes]):
    pass


@dataclass
class World:
    """Publishes what it is given and answers requests about it."""

    folder: Path
    catalogue: Catalogue
    records: MemoryRecords = field(default_factory=MemoryRecords)
    receipts: MemoryBucket = field(default_factory=MemoryBucket)
    submissions: dict[str, Submission] = field(default_factory=dict)
    credentials: dict[tuple[str, str], Credential] = field(default_factory=dict)
    rows_done: int = 0
    scoreboards: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    now: datetime = NOW

    def __post_init__(self) -> None:
        self.shelf = MemoryShelf()
        self.names: dict[str, str | None] = {}
        self.app = self.make_app()

    def make_app(self, **changes: Any) -> Api:
        return create_app(replace(self.services(), **changes))

    def services(self) -> Services:
        return Services(
            version="9.9",
            catalogue=self.catalogue,
            duties=Duties(Calendar(self.catalogue.calendars), self.catalogue),
            clock=_Clock(self),
            public=ReadModel(self.shelf),
            names=lambda: Names(NamesFile.empty(), Delta.of("", self.names)),
            records=self.records,
            submissions=_Submissions(self),  # type: ignore[arg-type]
            credentials=_Credentials(self),  # type: ignore[arg-type]
            receipts=self.receipts,  # type: ignore[arg-type]
            scoreboards=_Scoreboards(self),
            cursor_ring=KeyRing({1: b"secret"}),
            pages=Pages(lambda: Renderer(PORTAL, self.catalogue), "/"),
        )

    def credential(self, department: str, lifetime: timedelta = timedelta(days=1)) -> dict[str, str]:
        """A request's headers with a new credential of a department."""
        new, text = issue(department, self.now, lifetime)
        self.credentials[department, new.id] = new
        return {"Authorization": f"Bearer {text}"}

    def accept(self, *versions: RecordVersion) -> None:
        self.records.put(versions)

    def publish(self, *versions: RecordVersion, **fields: Any) -> str:
        """Accepts and publishes; answers the last one's id."""
        self.accept(*versions)
        self.tell(News(records=[indexed(one, **fields) for one in versions]))
        return versions[-1].key.record_id

    def register(self, *subjects: Subject) -> None:
        self.tell(News(subjects=subjects))

    def withdraw(self, record_id: str, reason: str) -> None:
        self.tell(News(ends=[End(record_id, reason, self.now)]))

    def tell(self, news: News) -> None:
        """One publication."""
        update = Update(self.shelf)
        update.take(news)
        update.write()
        self.names |= update.names

    def get(self, url: str, method: str = "GET", **headers: str) -> "Answer":
        """Asks for a URL as API Gateway would hand it on; header names with `_` for `-`."""
        return Answer(self.app(event(self.app, url, method, headers), None))


@dataclass(frozen=True)
class Answer:
    raw: dict[str, Any]

    @property
    def status(self) -> int:
        return int(self.raw["statusCode"])

    @property
    def headers(self) -> dict[str, str]:
        return dict(self.raw["headers"])

    @property
    def json(self) -> Any:
        return json.loads(self.raw["body"])


def indexed(one: RecordVersion, **fields: Any) -> IndexedRecord:
    """A version as the read model takes it in."""
    entry = IndexedRecord(
        record_id=one.key.record_id,
        order=one.order,
        dataset=one.dataset,
        kind=one.kind,
        department=one.department,
        subject_name=one.party.name,
        published_at=PUBLISHED,
        subject_type=one.party.type,
        subject_code=one.party.code,
        registration_number=one.party.registration_number,
        document_number=one.document_number,
        decision_date=one.decision_date,
    )
    return replace(entry, **fields)


def event(app: Api, url: str, method: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """The REST proxy event; the resource is found as the gateway does, by its own routes."""
    path, _, query = url.partition("?")
    resource, path_parameters = _resource(app, path)
    values = parse_qs(query, keep_blank_values=True) or None
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return {
        "resource": resource,
        "path": path,
        "httpMethod": method,
        "headers": {"Accept": "application/json", "Host": "api.example.org", **names},
        "multiValueHeaders": {name: [value] for name, value in names.items()},
        "queryStringParameters": {name: found[-1] for name, found in values.items()} if values else None,
        "multiValueQueryStringParameters": values,
        "pathParameters": path_parameters or None,
        "stageVariables": None,
        "requestContext": {
            "resourceId": "abc123",
            "resourcePath": resource,
            "httpMethod": method,
            "path": f"/public{path}",
            "stage": "public",
            "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
            "identity": {"sourceIp": "203.0.113.7", "userAgent": "test"},
            "apiId": "1234567890",
        },
        "body": None,
        "isBase64Encoded": False,
    }


def _resource(app: Api, path: str) -> tuple[str, dict[str, str]]:
    for template in sorted(app.routes, key=lambda route: route.count("{")):
        found = re.fullmatch(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", template), path)
        if found:
            return template, {name: quote(unquote(value)) for name, value in found.groupdict().items()}
    return path, {}


@dataclass
class _Clock:
    world: World

    def now(self) -> datetime:
        return self.world.now


@dataclass
class _Submissions:
    world: World

    def get(self, submission_id: str) -> Submission | None:
        return self.world.submissions.get(submission_id)

    def rows_done(self, submission_id: str) -> int:
        return self.world.rows_done

    def newest(self, department: str, before: str | None, limit: int) -> list[tuple[str, Submission]]:
        own = [one for one in self.world.submissions.values() if one.department == department]
        placed = sorted(((f"{one.received_at:%H%M%S}#{one.submission_id}", one) for one in own), reverse=True)
        return [one for one in placed if before is None or one[0] < before][:limit]


@dataclass
class _Credentials:
    world: World

    def get(self, department: str, credential_id: str) -> Credential | None:
        return self.world.credentials.get((department, credential_id))

    def used(self, credential: Credential, now: datetime) -> None:
        """When, only the register tells."""


@dataclass
class _Scoreboards:
    world: World

    def get(self, department: str, month: str) -> dict[str, Any] | None:
        return self.world.scoreboards.get((department, month))
