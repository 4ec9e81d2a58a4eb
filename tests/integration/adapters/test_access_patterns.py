"""The README's table of access patterns: each question reads what it says, however much else is stored."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from infra.bench.capacity_units import Capacity, Charge
from tests.integration.adapters.aws import dynamodb, table
from tests.integration.adapters.test_ledger_table import entry
from tests.integration.adapters.test_records_table import version
from tests.integration.adapters.test_submissions_table import WHERE, seen

from chengxin.compliance.board.store import StoredBoard
from chengxin.credentials import Credential
from chengxin.read_model.model import IndexedRecord
from chengxin.read_model.reader import ReadModel
from chengxin.read_model.timeline import READ_AT_ONCE, Timeline
from chengxin.read_model.update import News, Update, last_days
from chengxin.receipts.submission import Submission
from chengxin.receipts.unfinished import Unfinished
from chengxin.versions.drop_order import RequestedRewrite, Rewrite
from chengxin_aws.credentials import DynamoCredentials
from chengxin_aws.ledger import DynamoLedger
from chengxin_aws.notifier import DynamoNotificationMemory
from chengxin_aws.records import DynamoRecords
from chengxin_aws.scoreboards import DynamoScoreboards
from chengxin_aws.shelf import DynamoShelf
from chengxin_aws.submissions import NEAREST_OLDER, DynamoSubmissions

README = Path(__file__).parents[3] / "layers" / "adapters" / "README.md"
DROPS = 200
FIRM, FIRM_NAME, TODAY = "91420100MA4KXY8Q0X", "武汉江汉百货有限公司", date(2026, 3, 2)
ENTRY = entry()
HERE = (ENTRY.department, ENTRY.month)
VERSION = version(64)
KEY = VERSION.key


@dataclass(frozen=True)
class City:
    """Everything stored, on a client that counts."""

    client: Any
    records: DynamoRecords
    ledger: DynamoLedger
    submissions: DynamoSubmissions
    credentials: DynamoCredentials
    scoreboards: DynamoScoreboards
    memory: DynamoNotificationMemory
    public: ReadModel
    now: datetime

    def reads(self, ask: Callable[["City"], Any]) -> list[Charge]:
        names = {f"{name}Table": name.lower() for name in ("Records", "Ledger", "Submissions", "Scoreboards", "Public")}
        with Capacity(self.client, names).counting() as charges:
            ask(self)
        return charges

    def submission(self, name: str) -> Submission:
        return Submission(name, *WHERE, "三月.csv", "a" * 64, 10, received_at=self.now, registered_at=self.now)

    def begin(self) -> None:
        """What the questions are about: a page of 32 numbers, one of two parties and two versions, and so on."""
        self.records.put(version(number) for number in range(64, 96))
        self.records.put([version(64, party="乙公司"), version(64, drop="2" + VERSION.order[1:33], digest="new")])
        for order in ("0001", "0002", "0003"):
            self.ledger.add(entry(order))
        self.ledger.publish(entry("0002"), self.now)
        self.ledger.publish(entry("0003"), self.now)
        self.ledger.rendered(entry("0003"))
        self.submissions.register(self.submission("s1"))
        for name in ("k1", "k2"):
            self.credentials.add(Credential(HERE[0], name, "digest", self.now, self.now + timedelta(days=1)))
        for chunk in range(4):
            self.submissions.chunk_done(self.submission("s1"), chunk, 20_000, self.now)
        self.submissions.note_beside("s1", [seen(1)])
        self.submissions.note_unfinished(Unfinished("s1", "0001", "k", "v", self.now))
        self.submissions.request_rewrite(RequestedRewrite(seen(1), Rewrite("s0", "0000"), self.now))
        self.submissions.claim(*WHERE, "a" * 64, "s1", frozenset())
        for number in range(DROPS):
            self.submissions.note_drop(*WHERE, seen(number))
        self.scoreboards.put(StoredBoard("city", f"20{25 + m // 12}-{m % 12 + 1:02d}", {}) for m in range(15))
        self.memory.claim(("water", "due_soon"), self.now)
        self.tell(FIRM, FIRM_NAME, [f"r{number}" for number in range(5)], self.now)

    def tell(self, code: str, name: str, record_ids: Sequence[str], at: datetime, until: date = TODAY) -> None:
        """A publication of records about an enterprise."""
        fields: dict[str, Any] = {"order": "1", "dataset": "d", "kind": "k", "department": "x", "visible_until": until}
        records = [
            IndexedRecord(one, subject_name=name, published_at=at, subject_code=code, **fields) for one in record_ids
        ]
        update = Update(self.public.shelf)
        update.take(News(records))
        update.write()

    def go_on(self, years: int) -> None:
        """More of everything that the questions are not about: other pages, older months, finished files."""
        self.records.put(version(number) for number in range(96, 96 + 40 * years))
        for week in range(50 * years):
            old = replace(entry(f"old{week}"), received_at=self.now - timedelta(days=90 + 7 * week))
            self.ledger.add(old)
            self.ledger.publish(old, self.now)
            self.ledger.rendered(old)
            self.submissions.register(self.submission(f"old{week}"))
            code, name = f"91420100MA{years}{week:06d}X", f"公司{years}{week}"
            self.tell(code, name, [f"o{years}{week}"], old.received_at, TODAY + timedelta(days=1))
            self.submissions.note_drop("water", WHERE[1], seen(week))
        self.scoreboards.put(StoredBoard("water", f"2025-{m + 1:02d}", {}) for m in range(12))


QUESTIONS: dict[str, tuple[str, int, Callable[[City], Any]]] = {
    "what is known of these neighbouring numbers?": ("records", 34, lambda c: c.records.known([KEY.page])),
    "one record and its versions": ("records", 2, lambda c: c.records.versions(KEY)),
    "all parties of a document (a withdrawal's targets)": (
        "records",
        3,
        lambda c: c.records.of_document(KEY.page, KEY.sort[:8]),
    ),
    "these versions, for a list of 20": (
        "records",
        20,
        lambda c: c.records.get_many([(one.key, one.order) for one in map(version, range(70, 90))]),
    ),
    "one entry": ("ledger", 1, lambda c: c.ledger.get(*HERE, ENTRY.id)),
    "an entry, in each of its runs": ("ledger", 1, lambda c: c.ledger.runs_of(*HERE, ENTRY.id)),
    "a department's month": ("ledger", 3, lambda c: c.ledger.month(*HERE)),
    "who ever sent anything?": ("ledger", 1, lambda c: c.ledger.departments()),
    "what is still open?": ("ledger/open", 2, lambda c: c.ledger.open(HERE[0])),
    "what is stamped but not yet rendered?": ("ledger/open", 2, lambda c: c.ledger.to_render()),
    "one submission": ("submissions", 1, lambda c: c.submissions.get("s1")),
    "is this credential good?": ("submissions", 1, lambda c: c.credentials.get(HERE[0], "k1")),
    "which were a department given?": ("submissions", 2, lambda c: c.credentials.of_department(HERE[0])),
    "a department's submissions, newest first": ("submissions", 2, lambda c: c.submissions.newest(HERE[0], None, 1)),
    "how far it is": ("submissions", 4, lambda c: c.submissions.rows_done("s1")),
    "which of these drops were finished? (reconciliation)": (
        "submissions",
        2,
        lambda c: c.submissions.statuses(["s1", "old1", "none"]),
    ),
    "which of these chunks are written? (publication)": (
        "submissions",
        3,
        lambda c: c.submissions.written([("s1", 0), ("s1", 1), ("s1", 2), ("s1", 9)]),
    ),
    "what is not finished?": ("submissions", 1, lambda c: c.submissions.unfinished()),
    "what has to be rewritten?": ("submissions", 1, lambda c: c.submissions.rewrites()),
    "which older drops ran beside this one?": ("submissions", 1, lambda c: c.submissions.beside("s1")),
    "who dropped these bytes first?": (
        "submissions",
        1,
        lambda c: c.submissions.claim(*WHERE, "a" * 64, "s2", frozenset()),
    ),
    "which drops of a dataset are around this one?": (
        "submissions",
        NEAREST_OLDER + 5,
        lambda c: c.submissions.drops_around(*WHERE, f"{DROPS - 6:04d}"),
    ),
    "which came after it?": ("submissions", 5, lambda c: c.submissions.drops_after(*WHERE, f"{DROPS - 6:04d}")),
    "one public record": ("public", 1, lambda c: c.public.record("r0")),
    "a page of the newest, of the city, a department, a dataset, or both": (
        "public",
        READ_AT_ONCE + 3,
        lambda c: c.public.disclosures(TODAY, dataset="d", limit=2),
    ),
    "an enterprise, its counts, lists and names": ("public", 1, lambda c: c.public.subject(FIRM, TODAY)),
    "a page of an enterprise's records": ("public", 4, lambda c: c.public.records_of(FIRM, TODAY, limit=2)),
    "a page of search results": ("public", 1, lambda c: c.public.hits([FIRM, "none"], TODAY)),
    "which enterprises go by this number or name; which records wait for it?": (
        "public",
        1,
        lambda c: c.public.codes_of([("name", FIRM_NAME), ("name", "none")]),
    ),
    "whose period ends on this day?": (
        "public",
        1,
        lambda c: list(Timeline(c.public.shelf, last_days(TODAY.toordinal())).newest()),
    ),
    "a scoreboard": ("scoreboards", 1, lambda c: c.scoreboards.get("city", "2026-01")),
    "the newest twelve": ("scoreboards", 12, lambda c: c.scoreboards.months("city")),
    "who was told what?": ("scoreboards", 1, lambda c: c.memory.told()),
}


@pytest.fixture
def city(aws: None, now: datetime) -> City:
    client = dynamodb()
    for name in ("RecordsTable", "LedgerTable", "SubmissionsTable", "ScoreboardsTable", "PublicTable"):
        table(name)
    return City(
        client,
        DynamoRecords(client, "RecordsTable"),
        DynamoLedger(client, "LedgerTable"),
        DynamoSubmissions(client, "SubmissionsTable"),
        DynamoCredentials(client, "SubmissionsTable"),
        DynamoScoreboards(client, "ScoreboardsTable"),
        DynamoNotificationMemory(client, "ScoreboardsTable"),
        ReadModel(DynamoShelf(client, "PublicTable")),
        now,
    )


def test_a_question_reads_as_much_beside_years_of_history(city: City) -> None:
    city.begin()
    city.go_on(1)
    before = {question: city.reads(ask) for question, (_, _, ask) in QUESTIONS.items()}
    city.go_on(2)
    for question, (where, items, ask) in QUESTIONS.items():
        charges = [one for one in city.reads(ask) if one.operation != "PutItem"]
        assert (question, sum(one.items for one in charges)) == (question, items)
        assert where in {one.table for one in charges}, question
        assert {one.table.partition("/")[0] for one in charges} == {where.partition("/")[0]}, question
        assert [one.read for one in charges] == [one.read for one in before[question] if one.operation != "PutItem"]


def test_the_readme_asks_the_same_questions_of_the_same_tables() -> None:
    lines = re.findall(r"^\| (?!question|-)(.+?) \| (\w+): (.+?) \| .+ \|$", README.read_text("utf-8"), re.MULTILINE)
    told = {question: name + ("/open" if "index `open`" in key else "") for question, name, key in lines}
    assert told == {question: where for question, (where, _, _) in QUESTIONS.items()}
