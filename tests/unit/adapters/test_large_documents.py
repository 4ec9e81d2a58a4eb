"""A document of very many parties: what it, its withdrawal and the boards become fits DynamoDB, in linear time."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson
from tests.unit.api.api_world import version
from tests.unit.compliance.stories import DUTIES, MARKET, at, decision, entry
from tests.unit.receipts.samples import submission

from chengxin.catalogue import Dataset
from chengxin.catalogue.load import load
from chengxin.compliance.board.scoreboard import city_scoreboard, scoreboard
from chengxin.compliance.board.store import StoredBoard
from chengxin.compliance.disclosure_lookup import DisclosureLookup
from chengxin.compliance.sweep import DocumentQuery
from chengxin.ledger import LedgerEntry
from chengxin.normalise.model import CleanRow
from chengxin.records import KnownVersion, Party, RecordVersion, document_of, page_of, record_key, version_order
from chengxin.versions.chunk_statements import DECISIONS_PER_ENTRY, ChunkRows, ChunkStatements, entry_number
from chengxin.versions.outcome import JudgedRow
from chengxin.versions.run import RunPlan
from chengxin.versions.withdrawals import Targets
from chengxin_aws.items import ledger_item, record_item
from chengxin_aws.scoreboards import _item

LIMIT = 400_000
DOCUMENT, DROP = "武市监罚〔2026〕1号", f"{1772416800:010d}000{'a' * 20}"
CATALOGUE = load(Path(__file__).parents[3] / "infra" / "catalogue")
LATER = f"{1772420400:010d}000{'b' * 20}"


def parties(count: int) -> list[RecordVersion]:
    """The versions of a document's records, as one file brought them."""
    return [
        version(
            row,
            key=record_key(MARKET, DOCUMENT, "administrative-penalty", f"武汉第{row}号百货有限公司"),
            order=version_order(DROP, row),
            dataset="administrative-penalty",
            party=Party(f"武汉第{row}号百货有限公司"),
            document_number=DOCUMENT,
            chunk=entry_number(0, row // DECISIONS_PER_ENTRY),
            digest=f"{row * 0x9E3779B97F4A7C15 % 2**128:032x}",
        )
        for row in range(count)
    ]


def withdrawn(stored: Sequence[RecordVersion]) -> ChunkStatements:
    """What a withdrawal of the whole document states."""
    dataset = CATALOGUE.dataset("withdrawal")
    assert dataset
    content = {"dataset": "administrative-penalty", "document_number": DOCUMENT, "reason": "决定被撤销"}
    names = {one.name for one in dataset.fields}
    row = CleanRow(
        2, Party(""), None, DOCUMENT, DOCUMENT, None, None, "局", None,
        {**dict.fromkeys(names, ""), **content, _target(dataset): "administrative-penalty"}, {}, "d" * 32, True,
    )  # fmt: skip
    key = record_key(MARKET, DOCUMENT, "withdrawal/administrative-penalty", "")
    judged = JudgedRow(row, key, version_order(LATER, 2), "new")
    plan = RunPlan(
        "b" * 20, MARKET, "withdrawal", "w.csv", "k", "v", LATER, None, (), (), (), None, in_full=False, chunks=1,
        since=LATER,
    )  # fmt: skip
    targets: Targets = {2: [[one] for one in stored]}
    return ChunkRows([judged], (), targets, dataset, plan, submission(), 0).statements()


def _target(dataset: Dataset) -> str:
    return next(field.name for field in dataset.fields if field.code_list == "dataset")


def size(item: Mapping[str, Any]) -> int:
    return sum(len(name) + len(next(iter(value.values()))) for name, value in item.items())


def seconds(work: Callable[[], object]) -> float:
    """The quicker of two."""
    found = []
    for _ in range(2):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def test_the_withdrawal_of_a_document_of_100_000_parties_fits_and_takes_linear_time() -> None:
    told = withdrawn(parties(100_000))
    assert len(told.versions) == 100_001
    closed = {str(i): {"S": "2026-03-02T10:00:00+08:00"} for i in range(DECISIONS_PER_ENTRY)}
    assert sum(len(one.decisions) for one in told.entries) == 100_001
    assert max(size(ledger_item(one)) for one in told.entries) + len(orjson.dumps(closed)) < LIMIT
    assert max(size(record_item(one)) for one in told.versions[::1000]) < LIMIT
    few, many = parties(2_000), parties(8_000)
    assert seconds(lambda: withdrawn(many)) < 8 * seconds(lambda: withdrawn(few))


@dataclass
class Stored:
    """Records and ledger of one document; counts how often the ledger is asked."""

    document: Sequence[RecordVersion]
    asked: int = 0
    entries: dict[str, LedgerEntry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for start in range(0, len(self.document), DECISIONS_PER_ENTRY):
            some = self.document[start : start + DECISIONS_PER_ENTRY]
            told = [decision(DOCUMENT, "2026-02-26", order=one.order, record_id=one.key.record_id) for one in some]
            one = entry(some[0].received_at, *told, order=DROP, chunk=some[0].chunk)
            self.entries[one.id] = replace(one, published_at=at("2026-03-03"))

    def known(self, pages: Iterable[str]) -> dict[str, list[KnownVersion]]:
        one = self.document[0]
        return {page: [KnownVersion(one.key.sort, one.order, one.digest)] for page in set(pages)}

    def of_document(self, page: str, document: str) -> list[RecordVersion]:
        assert (page, document) == (page_of(MARKET, DOCUMENT), document_of(MARKET, DOCUMENT))
        return sorted(self.document, key=lambda one: one.key.sort)

    def runs_of(self, department: str, month: str, entry_id: str) -> list[LedgerEntry]:
        self.asked += 1
        return [self.entries[entry_id]]


def test_whether_such_a_document_was_disclosed_is_asked_of_each_chunk_once() -> None:
    stored = Stored(parties(20_000))
    query = DocumentQuery(MARKET, DOCUMENT)
    found = DisclosureLookup(DUTIES, stored, stored, at("2026-03-12"))([query])  # type: ignore[arg-type]
    assert found == {query: at("2026-03-03")}
    assert stored.asked == 20


def test_a_board_of_100_000_items_fits_and_takes_linear_time() -> None:
    def month(count: int) -> list[LedgerEntry]:
        numbers = [f"武市监罚〔2026〕{n}号" for n in range(1, count + 1)]
        return [
            entry(
                at("2026-03-02"),
                *(decision(one, "2026-02-10", "rejected_row") for one in numbers[start : start + DECISIONS_PER_ENTRY]),
                chunk=start,
            )
            for start in range(0, count, DECISIONS_PER_ENTRY)
        ]

    def board(entries: Sequence[LedgerEntry]) -> Any:
        return scoreboard(MARKET, "2026-03", at("2026-03-31"), entries, DUTIES)

    large = board(month(100_000))
    city = city_scoreboard("2026-03", at("2026-03-31"), [replace(large, department=f"d{n}") for n in range(90)])
    needs = [("2026-02", f"{DROP}#rejected_row#{n:010d}") for n in range(1000)]
    for one in (large, city):
        assert size(_item(StoredBoard(one.department, "2026-03", one.as_json(), needs))) < LIMIT
    assert large.as_json()["overdue"] == 100_000
    few, many = month(4_000), month(16_000)
    assert seconds(lambda: board(many)) < 8 * seconds(lambda: board(few))
